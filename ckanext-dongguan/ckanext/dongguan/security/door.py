"""The few places where somebody without a session needs a token, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Pages with a form that a person fills in before signing in. They carry a token and
# are never kept by a cache; every other anonymous page is the same bytes for everyone.
FORM_PAGES = frozenset({"user.login", "user.request_reset", "user.perform_reset"})

# What the scripts of CKAN's own forms ask of the API in the name of the person in
# front of them. Everything else in the API wants a token in its header.
SCRIPT_VIEWS = frozenset({"api.user_autocomplete"})
SCRIPT_ACTIONS = frozenset({"package_resource_reorder", "resource_view_reorder"})


def is_for_scripts(endpoint: str | None, view_args: Mapping[str, Any] | None) -> bool:
    """Tell whether a script on a page may call this part of the API with the page's session."""
    if endpoint == "api.action":
        return (view_args or {}).get("logic_function") in SCRIPT_ACTIONS
    return endpoint in SCRIPT_VIEWS


# Answers that are the same for everyone and change with a release only.
STATIC_VIEWS = frozenset({"static", "webassets.index", "dongguan.script_translations"})
