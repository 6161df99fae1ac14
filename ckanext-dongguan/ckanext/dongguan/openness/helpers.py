"""What templates ask of the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from .decision import Audience
from .lives import life_of
from .record import OpeningRecord


def dongguan_audience(dataset: Mapping[str, Any]) -> str:
    """Name the audience of a dataset: `open`, `conditional`, `government` or `closed`."""
    shown = tk.get_action("dongguan_openness_show")(
        {"ignore_auth": True}, {"id": dataset["id"]}
    )
    return str(shown["audience"])


def dongguan_is_data_public(dataset: Mapping[str, Any]) -> bool:
    """Tell whether anyone may download the files of a dataset."""
    return dongguan_audience(dataset) == Audience.OPEN


def dongguan_opening_missing(dataset: Mapping[str, Any]) -> list[str]:
    """List the fields of the opening record that are still empty."""
    return list(OpeningRecord.from_dataset(dataset).missing)


def dongguan_life_state(dataset: Mapping[str, Any]) -> str:
    """Name the state of a dataset's life: `published`, `frozen`, `withdrawn` and so on."""
    return str(life_of(dataset["id"]).state)
