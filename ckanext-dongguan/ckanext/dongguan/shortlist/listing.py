"""The list of results that a page shows, as a whole and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk

# CKAN's search gives no more in one answer.
MOST = 1000
_NO_FILTERS = frozenset({"q", "page", "sort"})


def found() -> dict[str, Any]:
    """Search as the page of this address does; a person gets what they may see."""
    given = list(tk.request.args.items(multi=True))
    wanted = {
        "q": words(),
        "fq": " ".join(_filters(given)),
        "sort": tk.request.args.get("sort"),
        "rows": MOST,
        "facet": "false",
        "include_private": tk.config["ckan.search.default_include_private"],
    }
    context = {"user": tk.current_user.name, "auth_user_obj": tk.current_user}
    return dict(tk.get_action("package_search")(context, wanted))


def words() -> str:
    """Return the words that were searched for."""
    return str(tk.request.args.get("q", ""))


def address(form: str) -> str:
    """Return the address of this list as a file, with the portal's own host."""
    query = urlencode(list(tk.request.args.items(multi=True)), errors="replace")
    place = tk.h.url_for("dongguan_shortlist.export", form=form, _external=True)
    return f"{place}?{query}" if query else str(place)


def _filters(given: Iterable[tuple[str, str]]) -> Iterable[str]:
    for name, value in given:
        if value and name not in _NO_FILTERS and not name.startswith(("_", "ext_")):
            yield f'{name}:"{value}"'
