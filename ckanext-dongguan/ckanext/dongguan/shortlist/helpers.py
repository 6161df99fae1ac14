"""What templates ask of the room."""

from __future__ import annotations

from urllib.parse import urlencode

import ckan.plugins.toolkit as tk

__all__ = ["dongguan_shortlist_address", "dongguan_shortlist_without"]


def dongguan_shortlist_address(form: str) -> str:
    """Return the address of this list as a file."""
    # On the page of a department or a theme, the page itself is the filter.
    place = {"organization.read": "organization", "group.read": "groups"}
    kept = [
        (name, value)
        for name, value in tk.request.args.items(multi=True)
        if name != "page" and not name.startswith("_")
    ]
    if (field := place.get(tk.request.endpoint or "")) and tk.request.view_args:
        kept.append((field, tk.request.view_args["id"]))
    query = urlencode(kept, errors="replace")
    address = str(tk.h.url_for("dongguan_shortlist.export", form=form))
    return f"{address}?{query}" if query else address


def dongguan_shortlist_without(name: str) -> str:
    """Return the address of this comparison without one of its datasets."""
    left = [one for one in tk.request.args.getlist("id") if one != name]
    return "?" + urlencode([("id", one) for one in left], errors="replace")
