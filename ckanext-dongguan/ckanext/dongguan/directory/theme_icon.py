"""The icons of themes, drawn into a page so that it asks for no file each; without CKAN."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ckanext.dongguan.schemas.codelists import load

OTHER = "other"
_FOLDER = Path(__file__).parents[1] / "public" / "dongguan" / "themes"


def name_of(group: str) -> str:
    """Give the name of the icon of the theme that a group stands for."""
    code = load("themes").column("group").get(group)
    return (code.more["icon"] if code else "") or OTHER


@cache
def drawn(icon: str) -> str:
    """Give an icon as SVG for a page; it says nothing that the name beside it does not."""
    text = (_FOLDER / f"{icon}.svg").read_text(encoding="utf-8")
    return text.strip().replace("<svg ", '<svg aria-hidden="true" ', 1)
