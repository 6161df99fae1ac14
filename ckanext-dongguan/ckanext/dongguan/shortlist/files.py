"""A list of results as CSV, JSON and Atom."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import ckan.plugins.toolkit as tk
from feedgen.feed import FeedGenerator

from ckanext.dongguan.text import formula

from . import listing, telling

# Without it Excel takes UTF-8 for a local encoding.
_MARK = "\ufeff"
_KEPT = (
    "id", "name", "title", "title_en", "type", "resource_code", "open_class", "license_id",
    "theme", "town", "update_frequency", "data_updated_on", "metadata_created",
    "metadata_modified",
)  # fmt: skip


def csv_text(found: Mapping[str, Any]) -> str:
    """Write a row for each dataset, in the words of the page."""
    names = telling.labels()
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([tk._("Title"), *names.values(), tk._("Web address")])
    for dataset in found["results"]:
        told = telling.told(dataset)
        cells = [telling.title(dataset), *(told[name] for name in names)]
        writer.writerow([*map(_cell, cells), telling.address(dataset)])
    return _MARK + text.getvalue()


def json_text(found: Mapping[str, Any]) -> str:
    """Write the datasets with their codes, and how many there are in all."""
    datasets = [_kept(dataset) for dataset in found["results"]]
    outline = {"count": found["count"], "shown": len(datasets), "results": datasets}
    return json.dumps(outline, ensure_ascii=False, indent=1)


def atom_text(found: Mapping[str, Any]) -> str:
    """Write the datasets as a feed that a reader can follow (RFC 4287)."""
    feed = FeedGenerator()
    address, site = listing.address("atom"), str(tk.h.dongguan_site_title())
    feed.id(address)
    feed.title(" - ".join(filter(None, (listing.words(), site))))
    feed.language(tk.h.dongguan_language_tag())
    feed.link(href=address, rel="self")
    feed.updated(_newest(found["results"]))
    for dataset in found["results"]:
        _enter(feed, dataset)
    return str(feed.atom_str(pretty=True).decode("utf-8"))


def _cell(text: str) -> str:
    return formula.whole(formula.guarded(text))


def _kept(dataset: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: dataset.get(name) for name in _KEPT if dataset.get(name)}
    provider = (dataset.get("organization") or {}).get("name")
    formats = [one.name for one in tk.h.dongguan_formats(dataset)]
    return {**facts, "organization": provider, "formats": formats,
            "url": telling.address(dataset)}  # fmt: skip


def _newest(datasets: Sequence[Mapping[str, Any]]) -> str:
    # A feed needs a moment even where it holds nothing.
    return max((_instant(one) for one in datasets), default="1970-01-01T00:00:00Z")


def _instant(dataset: Mapping[str, Any]) -> str:
    return f"{dataset['metadata_modified']}Z"


def _enter(feed: Any, dataset: Mapping[str, Any]) -> None:
    entry = feed.add_entry(order="append")
    address = telling.address(dataset)
    entry.id(address)
    entry.title(telling.title(dataset))
    entry.link(href=address)
    entry.updated(_instant(dataset))
    told = telling.told(dataset)
    entry.author(name=told["provider"] or str(tk.h.dongguan_site_title()))
    if told["summary"]:
        entry.summary(told["summary"])
