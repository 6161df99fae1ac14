"""The rows of a form keep their order and their field."""

from __future__ import annotations

from ckanext.dongguan.directory.form_rows import gather

FIELDS = {"items", "operations"}


def test_rows_behind_the_tenth_stay_in_their_order() -> None:
    data = {f"items-{n}-name": f"第{n}项" for n in range(12)}

    gather(data, FIELDS)

    assert [row["name"] for row in data["items"]] == [f"第{n}项" for n in range(12)]


def test_the_rows_of_one_field_do_not_move_those_of_another() -> None:
    data = {"items-0-name": "站名", "items-1-name": "线路", "operations-4-name": "查询"}

    gather(data, FIELDS)

    assert data == {
        "items": [{"name": "站名"}, {"name": "线路"}],
        "operations": [{"name": "查询"}],
    }


def test_empty_rows_and_the_row_that_a_script_copies_are_left_out() -> None:
    data = {"items-0-name": "", "items-0-type": "", "items-REPEATING-INDEX0-name": "x"}

    gather(data, FIELDS)

    assert data == {"items": []}


def test_what_is_no_row_and_what_is_a_list_already_stays() -> None:
    data = {"items": [{"name": "站名"}], "items-0-name": "x", "a-0-b": "c", "title": "d"}
    before = dict(data)

    gather(data, FIELDS)

    assert data == before


def test_a_number_that_no_form_has_is_no_row() -> None:
    data = {f"items-{'9' * 5000}-name": "站名", "items-0-name": "线路"}

    gather(data, FIELDS)

    assert data == {"items": [{"name": "线路"}]}
