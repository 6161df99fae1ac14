"""What templates ask of the room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .decision import OpeningRecord, resolve_dataset


def dongguan_audience(dataset: Mapping[str, Any]) -> str:
    """Name the audience of a dataset: `open`, `conditional` or `government`."""
    return resolve_dataset(dataset).audience.value


def dongguan_is_data_public(dataset: Mapping[str, Any]) -> bool:
    """Tell whether anyone may download the files of a dataset."""
    return resolve_dataset(dataset).is_data_public


def dongguan_opening_missing(dataset: Mapping[str, Any]) -> list[str]:
    """List the fields of the opening record that are still empty."""
    return list(OpeningRecord.from_dataset(dataset).missing)
