"""Actions of CKAN that must not decide what is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk


def _refuse() -> NoReturn:
    raise tk.ValidationError(
        {
            "private": [
                tk._(
                    "Visibility follows from open class and opening record. "
                    "Change these fields on each dataset."
                )
            ]
        }
    )


@tk.chained_action
def bulk_update_public(
    next_action: Callable[..., Any], context: dict[str, Any], data_dict: dict[str, Any]
) -> NoReturn:
    """Refuse to publish in bulk: each dataset needs its own opening record."""
    tk.check_access("bulk_update_public", context, data_dict)
    _refuse()


@tk.chained_action
def bulk_update_private(
    next_action: Callable[..., Any], context: dict[str, Any], data_dict: dict[str, Any]
) -> NoReturn:
    """Refuse to hide in bulk: each dataset is closed by its open class."""
    tk.check_access("bulk_update_private", context, data_dict)
    _refuse()
