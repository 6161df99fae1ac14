"""Mapping files of the release: the layouts of known catalogues, without CKAN."""

from __future__ import annotations

from importlib.resources import files


def names() -> tuple[str, ...]:
    """List the layouts there are."""
    folder = files(__package__)
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".yaml")))


def text(name: str) -> str:
    """Read the mapping file of a layout.

    :raises LookupError: there is no layout of that name
    """
    if name not in names():
        raise LookupError(f"no layout {name!r}")
    return files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
