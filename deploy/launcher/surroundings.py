"""The environment variables that programs of a site are started with."""

from __future__ import annotations

import ctypes
import os
import ssl
from collections.abc import Mapping
from pathlib import Path

import pylibmagic

from .place import ROOT, Place

# Every program carries this mark, so that what a killed supervisor left behind
# can be told from any other PostgreSQL, Redis or Java on the machine.
MARK = "DONGGUAN_SUPERVISED"


def surroundings(place: Place, environ: Mapping[str, str]) -> dict[str, str]:
    """Build the environment of a site's programs from the person's own."""
    kept = {
        name: value
        for name, value in environ.items()
        # CKAN lets CKAN_* outrank the settings file; the addresses stand in the
        # file, and a stray variable must not send a worker to another database.
        if not name.startswith("CKAN_") and name not in {"PYTHONPATH", "PYTHONHOME"}
    }
    return {
        **kept,
        **libmagic(environ),
        **certificates(environ),
        MARK: str(place.data),
        "CKAN_INI": str(place.ini),
        "HOME": _home(place, environ),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(place.data / "tmp"),
    }


def _home(place: Place, environ: Mapping[str, str]) -> str:
    """Keep the person's home; a system user has none and gets one in the data folder."""
    home = environ.get("HOME", "")
    return home if home and os.access(home, os.W_OK) else str(place.data / "home")


def libmagic(environ: Mapping[str, str]) -> dict[str, str]:
    """Point python-magic to the libmagic of our packages where the system has none."""
    if _system_has_libmagic():
        return {}
    folder = Path(str(pylibmagic.data))
    path = [str(folder), *filter(None, [environ.get("LD_LIBRARY_PATH")])]
    return {"LD_LIBRARY_PATH": os.pathsep.join(path), "MAGIC": str(folder / "magic.mgc")}


def certificates(environ: Mapping[str, str]) -> dict[str, str]:
    """Trust whom the machine trusts; requests' own list misses an organisation's authority."""
    if environ.get("REQUESTS_CA_BUNDLE"):
        return {}
    paths = ssl.get_default_verify_paths()
    named = [paths.cafile, f"{paths.capath}/ca-certificates.crt"]
    bundle = next((file for file in named if file and Path(file).is_file()), None)
    return {"REQUESTS_CA_BUNDLE": bundle} if bundle else {}


def _system_has_libmagic() -> bool:
    try:
        ctypes.CDLL("libmagic.so.1")
    except OSError:
        return False
    return True
