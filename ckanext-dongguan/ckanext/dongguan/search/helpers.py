"""What templates ask of the search."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError
from markupsafe import Markup, escape

from ckanext.dongguan.schemas import coded

from . import asked, facets, reason
from .nearest import EXACT
from .reason import Link, Place, Reason, Span

__all__ = [
    "dongguan_search_fewer_filters",
    "dongguan_search_marked",
    "dongguan_search_nearest",
    "dongguan_search_reasons",
    "dongguan_search_request_address",
    "dongguan_search_sought",
    "dongguan_search_stated",
    "dongguan_search_unfiltered",
]

_MOST_FILTERS = 6
_UNSAFE = re.compile(r'["\\]')


def dongguan_search_marked(text: str) -> Markup:
    """Mark in a title the words that were asked for."""
    question = asked.of_page()
    return _marked(text, reason.marks(question, text) if question else ())


def dongguan_search_nearest() -> dict[str, Any] | None:
    """Tell what is shown where nothing answers the question itself."""
    return asked.nearest()


def dongguan_search_reasons(dataset: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Say why a dataset is among the hits: place, text with its word marked, and a note.

    That the word asked for stands in the title is seen there and not said again.
    """
    question = asked.of_page()
    if question is None:
        return []
    found = reason.reasons(question, _texts(dataset))
    return [
        _told(one) for one in found if one.place is not Place.TITLE or one.link is not Link.SAME
    ]


def dongguan_search_fewer_filters(
    query: str, filters: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    """List the filters in use with what the search would find without each of them."""
    pairs = [(name, value) for name, values in filters.items() for value in values]
    counted = [
        {
            "name": name,
            "value": value,
            "label": dongguan_search_stated(name, value),
            "count": _count(query, [p for p in pairs if p != pair]),
        }
        for pair in pairs[:_MOST_FILTERS]
        for name, value in [pair]
    ]
    return [one for one in counted if one["count"]]


def dongguan_search_stated(name: str, value: str) -> str:
    """Label the value of a filter that offers few; any other stays as it is."""
    return facets.stated().get(name, {}).get(value, value)


def dongguan_search_unfiltered(query: str) -> int:
    """Count what the search would find without any filter."""
    return _count(query, [])


def _count(query: str, pairs: Sequence[tuple[str, str]]) -> int:
    wished = [*pairs, *_scope()]
    fq = " ".join(f'+{name}:"{_UNSAFE.sub(" ", value)}"' for name, value in wished)
    wanted = {"q": query or "*:*", "fq": fq, "rows": 0, "facet": "false", EXACT: "1"}
    try:
        return int(tk.get_action("package_search")({}, wanted)["count"])
    except SearchError:
        return 0


def _scope() -> list[tuple[str, str]]:
    """Name the department or the theme on whose page the search stands."""
    shown = tk.g.get("group_dict") or {}
    if not shown:
        return []
    is_department = shown.get("is_organization")
    return [("owner_org", shown["id"]) if is_department else ("groups", shown["name"])]


def dongguan_search_request_address(query: str) -> str:
    """Write a mail that asks for data, with the words filled in; empty where none is taken."""
    address = str(tk.config["ckanext.dongguan.search.request_mail"]).strip()
    if not address:
        return ""
    texts = {
        "subject": tk._("Request for data: {words}").replace("{words}", query),
        "body": tk._(
            "I looked for: {words}\nWhat I need the data for:\n"
            "Which department may hold them:\n"
        ).replace("{words}", query),
    }
    filled = urlencode(texts, quote_via=quote, errors="replace")
    return f"mailto:{quote(address, safe='@')}?{filled}"


def dongguan_search_sought(words: Sequence[str]) -> list[str]:
    """Choose a few of the words that visitors look for, in the letters of the page."""
    has_han = str(tk.h.lang()).startswith("zh")
    return [one for one in words if one.isascii() is not has_han][:6]


def _told(one: Reason) -> dict[str, Any]:
    # The title stands right above.
    is_title = one.place is Place.TITLE
    text, span = (one.word, (0, len(one.word))) if is_title else reason.excerpt(one)
    return {"place": _place(one.place), "text": _marked(text, (span,)), "note": _note(one)}


def _marked(text: str, spans: Sequence[Span]) -> Markup:
    parts, place = [], 0
    for start, end in spans:
        parts += [escape(text[place:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        place = end
    return Markup("").join([*parts, escape(text[place:])])


def _place(place: Place) -> str:
    names: dict[Place, str] = {
        Place.TITLE: tk._("Title"),
        Place.ITEM: tk._("Data item"),
        Place.KEYWORD: tk._("Keyword"),
        Place.DEPARTMENT: tk._("Provider"),
        Place.FORMER_NAME: tk._("Former name of the provider"),
        Place.THEME: tk._("Theme"),
        Place.TOWN: tk._("Town or park"),
        Place.FILE: tk._("Data file"),
        Place.SUMMARY: tk._("Summary"),
    }
    return names[place]


def _note(one: Reason) -> str:
    notes = {
        Link.SAME: "",
        Link.CALLED: tk._('also called "{asked}"'),
        Link.MEANT: tk._('may be meant by "{asked}"'),
        Link.RELATED: tk._('related to "{asked}"'),
    }
    return str(notes[one.link]).replace("{asked}", one.asked)


def _texts(dataset: Mapping[str, Any]) -> dict[Place, list[str]]:
    names = _provider_names(dataset)
    return {
        Place.TITLE: _each(dataset.get(name) for name in ("title", "title_en")),
        Place.ITEM: _each(item.get("name") for item in _rows(dataset.get("items"))),
        Place.KEYWORD: _each(tag.get("name") for tag in _rows(dataset.get("tags"))),
        Place.DEPARTMENT: names[:1],
        Place.FORMER_NAME: names[1:],
        Place.THEME: _labels("theme", dataset.get("theme")),
        Place.TOWN: _labels("town", dataset.get("town")),
        Place.FILE: _each(file.get("name") for file in _rows(dataset.get("resources"))),
        Place.SUMMARY: _each([dataset.get("notes")]),
    }


def _provider_names(dataset: Mapping[str, Any]) -> list[str]:
    provider = dataset.get("organization") or {}
    if not provider.get("name"):
        return []
    names = tk.get_action("dongguan_provider_names")(
        {"ignore_auth": True}, {"id": provider["name"]}
    )
    return list(dict.fromkeys(_each([provider.get("title"), *names])))


def _labels(field: str, codes: Any) -> list[str]:
    listed = codes if isinstance(codes, list) else [codes]
    return [name for code in listed if code for name in coded.names(field, str(code))]


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _each(values: Any) -> list[str]:
    return [str(value) for value in values if value]
