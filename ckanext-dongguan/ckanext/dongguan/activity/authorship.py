"""Who did it, where no person did: the portal itself.

CKAN's plugin fails a change that no account made, after it was committed. Commands and
jobs of the portal change datasets without one.
"""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.activity import subscriptions


def install() -> None:
    """Put this module's answer in the place of CKAN's."""
    subscriptions._get_user_or_raise = author


def author(name: str) -> Any:
    """Find the account of a name, else that of the portal."""
    found = model.User.get(name) if name else None
    return found or model.User.get(tk.config["ckan.site_id"])
