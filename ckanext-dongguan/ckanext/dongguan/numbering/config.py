"""What the room is told by the settings; nobody else knows the name of the option."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.exceptions import CkanConfigurationException

from . import resource_code, wording

OPTION = "ckanext.dongguan.numbering.class_code"


def class_code() -> str:
    """Return the class under which provisional codes are allocated."""
    return str(tk.config[OPTION])


def check(config: Mapping[str, Any]) -> None:
    """Refuse a class code that the rule does not know.

    :raises CkanConfigurationException: with one sentence
    """
    value = str(config.get(OPTION) or "")
    if not resource_code.is_class(value):
        raise CkanConfigurationException(wording.bad_class_code(OPTION, value))
