"""What the room does when a dataset has come to another case."""

from __future__ import annotations

from ckanext.dongguan.reclassification.definition import Change

from . import moving


def files(change: Change) -> int:
    """Move the files of a dataset that is not open to fresh keys, once for each change."""
    if change.is_data_public:
        return 0
    return moving.move_files(change.dataset_id, f"reclassification {change.occasion}")


STEPS = {"files": files}
