"""What a room is told when a dataset has come to another case, without CKAN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ckanext.dongguan.openness.case import Case


@dataclass(frozen=True, kw_only=True)
class Change:
    """A dataset as it is now; `occasion` is the same for each repetition of one change.

    A step looks at what is, not at what was: it may run twice, and be cut off in between.
    """

    occasion: str
    dataset_id: str
    case: Case
    # Whether everyone may have the rows and files.
    is_data_public: bool

    @property
    def is_stopped(self) -> bool:
        """Tell whether the dataset is frozen, withdrawn or deleted."""
        return self.case is Case.STOPPED


# Does its part and returns how many things it had to do with; raises where it cannot.
Step = Callable[[Change], int]
