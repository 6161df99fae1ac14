from __future__ import annotations

import errno
from pathlib import Path

import pytest
import requests

from deploy.launcher.failure import told
from deploy.launcher.place import Place, claim, lay_out
from deploy.launcher.problem import Problem


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "disk_full_now"),
        (errno.EDQUOT, "disk_full_now"),
        (errno.EACCES, "no_permission"),
        (errno.EROFS, "no_permission"),
        (errno.EMFILE, "system_refused"),
    ],
)
def test_each_refusal_of_the_system_has_its_sentence(
    place: Place, number: int, expected: str
) -> None:
    assert told(OSError(number, "reason", "/srv/x"), place).key == expected


def test_a_full_disk_is_told_from_other_refusals(place: Place) -> None:
    """/dev/full answers every write as a full disk does, and names no file."""
    with pytest.raises(OSError, match="No space left") as caught:
        Path("/dev/full").write_text("x")

    problem = told(caught.value, place)

    assert problem.key == "disk_full_now"
    assert problem.facts["where"] == place.data


def test_our_own_sentence_stays_as_it_is(place: Place) -> None:
    problem = Problem("no_free_port")

    assert told(problem, place) is problem


@pytest.mark.parametrize(
    "error",
    [KeyError("ports"), ConnectionRefusedError(111, "refused"), requests.Timeout("30 s")],
)
def test_what_nobody_foresaw_goes_to_the_site_s_logs(place: Place, error: Exception) -> None:
    claim(place)
    lay_out(place)

    problem = told(error, place)

    assert problem.key == "unexpected"
    assert type(error).__name__ in str(problem.facts["reason"])
    assert type(error).__name__ in (place.logs / "launcher.log").read_text("utf-8")


def test_it_is_recorded_even_where_no_site_is(place: Place) -> None:
    problem = told(RuntimeError("東"), place)

    assert "東" in Path(str(problem.facts["log"])).read_text("utf-8")
    assert not place.data.exists()
