"""What the directory's items are, without a server."""

from __future__ import annotations

import itertools
import re
import tracemalloc
from collections import Counter

import pytest

from deploy.sandbox import attachment, life, numbering, sharing_record, vocabulary
from deploy.sandbox.item import changed_since, item, number_of, updated_day
from deploy.sandbox.scale import Scale, World, parse_scale

DEMO = World()
SMALL = World(scale=Scale(items=60))
LARGE = World(scale=parse_scale("large"))
CODE = re.compile(r"^[123]\d{5}[0-9A-Z]*(?:/[0-9A-Z]{1,20})?$")


def details(world: World) -> list[dict[str, object]]:
    return [sharing_record.detail(world, item(world, n)) for n in life.roll(world)]


def test_the_same_seed_and_scale_give_the_same_records_and_bytes() -> None:
    first = details(SMALL)
    files = [attachment.attachments(SMALL, item(SMALL, n)) for n in range(1, 60, 4)]
    attachment._made.cache_clear()

    assert details(World(scale=Scale(items=60))) == first
    assert [attachment.attachments(SMALL, item(SMALL, n)) for n in range(1, 60, 4)] == files


def test_another_seed_gives_other_records() -> None:
    assert details(World(seed=1, scale=Scale(items=60))) != details(SMALL)


def test_a_small_world_is_the_beginning_of_a_large_one() -> None:
    assert [item(SMALL, n).title for n in range(60)] == [
        item(LARGE, n).title for n in range(60)
    ]


def test_the_demo_has_its_size() -> None:
    items = [item(DEMO, n) for n in life.roll(DEMO)]
    cities = {i.office.code for i in items if i.office.area_code == "441900"}

    assert len(items) == 1_200
    assert sum(i.has_files for i in items) == 300
    assert 55 <= len(cities) <= 72


@pytest.mark.parametrize("seed", [1, 2, 20261101])
def test_sixty_items_show_every_trait(seed: int) -> None:
    world = World(seed=seed, scale=Scale(items=60))
    items = [item(world, n) for n in life.roll(world)]
    records = [i.opening.record for i in items]
    separators = vocabulary.settings()["keyword_separators"]

    assert {i.opening.open for i in items} == {1, 2, 3}
    assert {i.opening.share for i in items} >= {1, 2}
    assert None in records
    assert any(r and r.reviewed_on is None for r in records)
    assert any(r and r.reviewed_on for r in records)
    assert {bool(i.code) for i in items} == {True, False}
    assert {len(i.code) for i in items if i.code} == {26, 18}
    assert all(any(mark in i.keywords for i in items) for mark in separators)
    forms = {name for i in items for name in attachment.formats(i)}
    assert forms == {"csv", "csv_gb18030", "xlsx", "json", "pdf"}
    assert len({i.cycle for i in items}) >= 6


def test_no_two_titles_of_one_department_are_alike() -> None:
    titles = Counter(
        (i.office.code, i.title) for i in (item(LARGE, n) for n in range(0, 100_000, 9))
    )

    assert max(titles.values()) == 1


def test_departments_and_titles_are_real_ones() -> None:
    titles = {item(DEMO, n).title for n in range(1_200)}

    assert "东莞市公交站点信息" in titles
    assert any(re.match("东莞市厚街镇.", title) for title in titles)
    assert all("{" not in title for title in titles)


def test_codes_keep_to_the_national_form() -> None:
    codes = [item(DEMO, n).code for n in range(1_200)]

    assert all(CODE.match(code) for code in codes if code)
    assert len({code for code in codes if code}) == sum(map(bool, codes))


def test_what_is_not_shared_is_not_opened() -> None:
    openings = [item(DEMO, n).opening for n in range(1_200)]

    assert all(o.open == 3 for o in openings if o.share == 3)
    assert all(bool(o.open_condition) == (o.open == 2) for o in openings)
    assert all(bool(o.open_basis) == (o.open == 3) for o in openings)
    assert all(bool(o.share_condition) == (o.share != 1) for o in openings)


def test_a_secrecy_review_comes_before_the_decision() -> None:
    records = [r for n in range(1_200) if (r := item(DEMO, n).opening.record) and r.reviewed_on]

    assert records
    assert all(r.reviewed_on and r.reviewed_on <= r.decided_on for r in records)


def test_every_description_says_it_is_a_demonstration() -> None:
    assert all("演示数据" in item(SMALL, n).abstract for n in range(60))


def test_dates_lie_before_the_world_s_day() -> None:
    for number in range(300):
        found = item(DEMO, number)
        assert found.published_on <= found.updated_at.date() <= vocabulary.first_day()
        assert found.period_start <= found.period_end


def test_a_day_changes_adds_removes_and_decides() -> None:
    later = SMALL.later(3)
    before, after = set(life.roll(SMALL)), set(life.roll(later))
    stayed = before & after
    moved = {n for n in stayed if item(later, n).updated_at != item(SMALL, n).updated_at}
    decided = {
        n
        for n in stayed
        if item(SMALL, n).opening.record is None and item(later, n).opening.record is not None
    }

    assert after - before == {60, 61, 62}
    assert 1 <= len(before - after) <= 3
    assert moved
    assert moved < stayed
    assert decided
    assert details(later) == details(SMALL.later(1).later(2))


def test_the_roll_counts_the_same_by_position_and_by_membership() -> None:
    roll = life.roll(SMALL.later(40))

    assert list(roll) == [n for n in range(roll.size) if n in roll]
    assert len(roll) == len(list(roll)) < roll.size


def test_an_item_that_appeared_has_not_changed_before() -> None:
    later = SMALL.later(5)

    assert all(updated_day(later, n) >= 1 for n in life.roll(later) if n >= 60)


def test_changed_since_finds_what_details_say() -> None:
    later = SMALL.later(2)
    wanted = [
        n
        for n in life.roll(later)
        if item(later, n).updated_at.date().isoformat() >= "2026-11-02"
    ]

    assert list(changed_since(later, 1)) == wanted


def test_remote_ids_lead_back_to_their_items() -> None:
    assert all(number_of(item(DEMO, n).remote_id) == n for n in range(0, 1_200, 13))
    assert [number_of(text) for text in ("x", "29001/1", "29001/１２３４５６７８", "")] == [
        None
    ] * 4


def test_the_vocabulary_is_large_enough_and_ends_clearly() -> None:
    assert numbering.capacity() >= 101_000
    with pytest.raises(IndexError):
        numbering.slot(1, numbering.capacity())


def test_a_hundred_thousand_items_are_listed_in_bounded_memory() -> None:
    vocabulary.entries()
    tracemalloc.start()
    try:
        for number in itertools.islice(life.roll(LARGE.later(30)), 0, None, 50):
            sharing_record.summary(item(LARGE, number))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 3 * 1024 * 1024


def test_neighbours_on_a_page_do_not_share_an_office() -> None:
    offices = [item(DEMO, n).office.code for n in range(40)]

    assert len(set(offices)) >= 12


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("demo", Scale()),
        ("large", Scale(items=100_000, firms=2_000_000)),
        ("0.05", Scale(items=60, firms=100)),
        ("items=5, firms=7", Scale(items=5, firms=7)),
    ],
)
def test_a_scale_can_be_written_four_ways(text: str, wanted: Scale) -> None:
    assert parse_scale(text) == wanted


@pytest.mark.parametrize(
    "text", ["", "x", "items=0", "items=x", "towns=3", "-1", "items=200000"]
)
def test_a_wrong_scale_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - several causes
        parse_scale(text)
