"""Where the code of this repository goes when it is installed."""

from setuptools import find_packages, setup

SOURCE = "ckanext-dongguan"

# Kept at the top of the repository, imported from inside the extension.
MAPPED = {
    "ckanext.dongguan.harvesters": "harvesters",
    "ckanext.dongguan.schemas": "schemas",
}

DATA = [
    "*.yaml",
    "*.csv",
    "*.sql",
    "*.txt",
    "assets/**/*",
    "public/**/*",
    "templates/**/*",
    "i18n/**/*.mo",
    "migration/**/*",
]


def packages() -> list[str]:
    """List every package under the name it is imported by."""
    found = [f"ckanext.{name}" for name in find_packages(f"{SOURCE}/ckanext")]
    for package, folder in MAPPED.items():
        found += [package, *(f"{package}.{name}" for name in find_packages(folder))]
    return found


setup(
    package_dir={"": SOURCE, **MAPPED},
    packages=packages(),
    # Old style on purpose: CKAN itself still uses it, and without it a wheel
    # is invisible beside a CKAN that was installed with `pip install -e`.
    namespace_packages=["ckanext"],
    package_data={
        "": DATA,
        "ckanext.dongguan.harvesters": ["maps/*.yaml"],
        "ckanext.dongguan.schemas": ["codelists/*"],
    },
    # package_data says it all; the default warns about every data folder.
    include_package_data=False,
    zip_safe=False,
)
