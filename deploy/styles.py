"""Builds the sheets of styles from their sources: `python -m deploy.styles`.

Sources stand in a room's `assets/styles/`, what is built in `assets/built/` under the same
name and in the repository, so that nobody needs the tool to run the portal. The tool is
lightningcss, locked like every package; it checks the sources, bundles `look.css` from its
parts and takes out what no browser needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lightningcss

from .launcher.place import ROOT

ROOMS = ROOT / "ckanext-dongguan" / "ckanext" / "dongguan"
LOOK = "look.css"


def sheets() -> Iterator[tuple[Path, Path]]:
    """Pair each source that is a sheet of its own with the place of what is built from it."""
    for folder in sorted(ROOMS.glob("**/assets/styles")):
        look = folder / LOOK
        for source in [look] if look.is_file() else sorted(folder.glob("*.css")):
            yield source, folder.with_name("built") / source.name


def built(source: Path) -> str:
    """Build a sheet; a rule a line, so that changes of two people can be put together."""
    text: str = lightningcss.bundle_css(str(source), minify=True)
    return text.replace("}", "}\n")


def main() -> None:
    """Build every sheet."""
    for source, target in sheets():
        target.parent.mkdir(exist_ok=True)
        target.write_text(built(source), encoding="utf-8")


if __name__ == "__main__":
    main()
