"""The pages of the room."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from . import addresses, examples, site_map, towns_table

dongguan_guidance = Blueprint("dongguan_guidance", __name__)

__all__ = ["dongguan_guidance"]

# Tags of Chinese (BCP 47) that are no address of the portal; its own is read by all of them.
_TAGS = (
    "zh", "zh-Hans", "zh-Hans-CN", "zh-CN", "zh-SG",
    "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "zh-Hant-MO", "zh-TW", "zh-HK", "zh-MO",
)  # fmt: skip
_SPELLINGS = ",".join(f'"{tag}","{tag.replace("-", "_")}"' for tag in _TAGS)
_CHINESE = f"/<any({_SPELLINGS}):_spelling>/"


@dongguan_guidance.get("/towns")
def towns() -> str:
    """Show the towns on a map and in a table, with their numbers of datasets."""
    return str(tk.render("dongguan/guidance/towns.html", towns_table.facts()))


@dongguan_guidance.get("/developer")
def developer() -> str:
    """Show developers how to ask the portal, with its own data."""
    return str(tk.render("dongguan/guidance/developer.html", examples.facts()))


@dongguan_guidance.get("/accessibility")
def accessibility() -> str:
    """State how accessible the portal is."""
    return str(tk.render("dongguan/guidance/accessibility.html", {}))


@dongguan_guidance.get("/sitemap.xml")
def sitemap() -> Response:
    """List the parts of the site map."""
    numbers = range(site_map.parts(addresses.count()) + 1)
    listed = (
        str(tk.h.url_for("dongguan_guidance.sitemap_part", number=number, _external=True,
                         locale="default"))
        for number in numbers
    )  # fmt: skip
    return Response(site_map.index(listed), mimetype="application/xml")


@dongguan_guidance.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """List the pages (0), or the datasets of a part."""
    if number > site_map.parts(addresses.count()):
        tk.abort(404)
    listed = addresses.datasets(number) if number else addresses.pages()
    return Response(site_map.part(listed), mimetype="application/xml")


@dongguan_guidance.get(_CHINESE)
@dongguan_guidance.get(f"{_CHINESE}<path:path>")
def other_chinese(_spelling: str, path: str = "") -> Any:
    """Lead from another spelling of Chinese to the page in the portal's."""
    query = tk.request.query_string.decode("utf-8", "replace")
    return tk.redirect_to(f"/{path}" + (f"?{query}" if query else ""))
