"""The table of guards that are switched off one at a time fits the code as it stands."""

from __future__ import annotations

import pytest

from .mutate import PACKAGE, Guard, guards


@pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
def test_a_guard_stands_where_the_table_says(guard: Guard) -> None:
    text = (PACKAGE / guard.file).read_text(encoding="utf-8")

    assert text.count(guard.find) == 1
    compile(text.replace(guard.find, guard.put), guard.file, "exec")
