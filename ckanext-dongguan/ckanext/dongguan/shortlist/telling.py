"""The facts of a dataset in the words of the page, as a comparison or a list shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk


def labels() -> dict[str, str]:
    """Name the facts, in the order of the page."""
    return {
        "provider": tk._("Provider"),
        "theme": tk._("Theme"),
        "open_class": tk._("Open class"),
        "licence": tk._("Licence"),
        "cycle": tk._("Update cycle"),
        "data_date": tk._("Data date"),
        "overdue": tk._("Overdue"),
        "entry_date": tk._("Entry date"),
        "period": tk._("Period"),
        "area": tk._("Area"),
        "formats": tk._("Formats"),
        "files": tk._("Data files"),
        "items": tk._("Data items"),
        "resource_code": tk._("Resource code"),
        "summary": tk._("Summary"),
    }


def told(dataset: Mapping[str, Any]) -> dict[str, str]:
    """Tell the facts of a dataset; a fact that it does not have is an empty text."""
    return {**_origin(dataset), **_dates(dataset), **_contents(dataset)}


def title(dataset: Mapping[str, Any]) -> str:
    """Return the title in the language of the page."""
    return str(tk.h.dongguan_text(dataset, "title") or dataset["name"])


def address(dataset: Mapping[str, Any]) -> str:
    """Return the address of a dataset's page, with the portal's."""
    return str(tk.h.url_for(f"{dataset['type']}.read", id=dataset["name"], _external=True))


def _origin(dataset: Mapping[str, Any]) -> dict[str, str]:
    provider, licence = dataset.get("organization"), dataset.get("license_id")
    is_open = dataset.get("open_class") == "unconditional"
    themes = map(tk.h.dongguan_theme_name, dataset.get("groups") or [])
    return {
        "provider": str(tk.h.dongguan_department_name(provider)) if provider else "",
        "theme": _listed(themes),
        "open_class": _labelled("open_class", dataset),
        "licence": str(tk.h.dongguan_licence_title(licence)) if licence and is_open else "",
        "resource_code": str(dataset.get("resource_code") or ""),
        "area": _labelled("town", dataset),
    }


def _dates(dataset: Mapping[str, Any]) -> dict[str, str]:
    day = tk.h.dongguan_day
    period = [day(dataset.get(name)) or "…" for name in ("period_start", "period_end")]
    return {
        "cycle": _labelled("update_frequency", dataset),
        "data_date": day(dataset.get("data_updated_on")),
        "overdue": _overdue(dataset),
        "entry_date": day(dataset.get("metadata_modified")),
        "period": "" if period == ["…", "…"] else " – ".join(period),
    }


def _overdue(dataset: Mapping[str, Any]) -> str:
    days = tk.h.dongguan_overdue_days(dataset)
    words = tk.ungettext("{n} day overdue", "{n} days overdue", days)
    return str(words).format(n=days) if days else ""


def _contents(dataset: Mapping[str, Any]) -> dict[str, str]:
    items = [str(one.get("name") or "") for one in dataset.get("items") or []]
    files = dataset.get("resources") or []
    return {
        "formats": _listed(one.name for one in tk.h.dongguan_formats(dataset)),
        "files": str(len(files)) if files else "",
        "items": f"{len(items)}{tk._(': ')}{_listed(items[:8])}" if items else "",
        "summary": tk.h.dongguan_summary(tk.h.dongguan_text(dataset, "notes"), 200),
    }


def _labelled(field: str, dataset: Mapping[str, Any]) -> str:
    codes = dataset.get(field) or []
    listed = [codes] if isinstance(codes, str) else codes
    return _listed(tk.h.dongguan_label(field, code) for code in listed)


def _listed(texts: Any) -> str:
    return str(tk._(", ")).join(text for text in texts if text)
