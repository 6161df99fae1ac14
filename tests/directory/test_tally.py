"""The account of a file holds every row."""

from __future__ import annotations

from ckanext.dongguan.directory.place import Place
from ckanext.dongguan.directory.tally import Line, Outcome, Tally


def line(row: int, outcome: Outcome, first: int = 0) -> Line:
    origin = Place(sheet="a", row=first) if first else None
    return Line(place=Place(sheet="a", row=row), outcome=outcome, first=origin)


def test_rows_are_counted_by_their_end() -> None:
    tally = Tally([line(2, Outcome.CREATED), line(3, Outcome.BLANK), line(4, Outcome.REFUSED)])

    assert [tally.count(outcome) for outcome in Outcome] == [1, 0, 0, 0, 1, 1]
    assert [str(refused.place) for refused in tally.refused] == ["a!4"]


def test_records_are_counted_by_how_often_they_stand_there() -> None:
    rows = [line(2, Outcome.CREATED), line(3, Outcome.CREATED), line(4, Outcome.CREATED)]
    rows += [line(n, Outcome.REPEATED, first) for n, first in ((5, 2), (6, 2), (7, 3), (8, 3))]

    assert Tally(rows).repeats == ((3, 2),)
