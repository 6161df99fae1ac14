"""Actions of the room."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from .. import providers
from ..roster import entities


def dongguan_directory_prepare(
    context: dict[str, Any], data_dict: dict[str, Any]
) -> dict[str, int]:
    """Create the providers and themes of the code lists; bring existing ones in line.

    Fields that the lists do not know (description, image) stay as they are. A
    second call changes nothing.

    :returns: how many were `created`, `updated` and left `unchanged`
    :rtype: dictionary
    """
    tk.check_access("dongguan_directory_prepare", context, data_dict)
    today = datetime.now(tk.h.get_display_timezone()).date()
    stored = {group.name: group for group in model.Session.query(model.Group)}
    done = Counter(providers.bring_in_line(e, stored.get(e.name)) for e in entities(today))
    model.repo.commit()
    return {outcome: done[outcome] for outcome in ("created", "updated", "unchanged")}
