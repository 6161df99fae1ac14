"""How far an answer may be from what was asked, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

# A parameter of our own beside CKAN's, which carries it to where the query is written.
REACH = "ext_dongguan_reach"


class Reach(StrEnum):
    """What a record must have to answer a question, from the narrowest to the widest."""

    # The words themselves, all of them.
    LITERAL = "literal"
    # All that was asked for, in whatever words.
    MEANT = "meant"
    # A part of it, more than where and when.
    PART = "part"
    # Where or when is enough: what else there is in the town.
    SETTING = "setting"
    # Half of its characters in the title: 走失人员 for 人走丢了.
    CHARACTERS = "characters"


def asked_for(extras: Mapping[str, Any]) -> Reach:
    """Read the reach of a search; whoever names none, or an unknown one, means the words."""
    value = str(extras.get(REACH))
    return Reach(value) if value in set(Reach) else Reach.MEANT
