"""How a resource code is written and read."""

from __future__ import annotations

import pytest

from ckanext.dongguan.numbering.resource_code import (
    Fault,
    ResourceCode,
    former,
    is_class,
    parse,
    provisional_stem,
    written_forms,
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("307019/000021", "307019/000021"),
        # A real code of the province, 26 digits without a stroke.
        ("30701505003030050000000003", "30701505003030050000000003"),
        (" 307019/00a021 ", "307019/00A021"),
        ("３０７０１９／０００１", "307019/0001"),
        ("307 019 / 0001", "307019/0001"),
        ("3070190", "3070190"),
    ],
)
def test_a_code_is_read_however_it_was_typed(text: str, read: str) -> None:
    assert parse(text) == ResourceCode(text=read)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.FORM), ("407019/1", Fault.FORM), ("30701/000021", Fault.FORM),
        ("307019/", Fault.FORM), ("307019/1/2", Fault.FORM), ("307019-21", Fault.FORM),
        ("307019/站点", Fault.FORM), ("307019/" + "1" * 21, Fault.FORM),
        ("307019", Fault.CLASS_ONLY), ("3" + "0" * 100, Fault.LENGTH),
    ],
)  # fmt: skip
def test_what_is_no_code_is_named(text: str, fault: Fault) -> None:
    assert parse(text) is fault


def test_both_ways_of_writing_name_one_code() -> None:
    with_stroke, without = parse("307019/000021"), parse("307019000021")

    assert isinstance(with_stroke, ResourceCode)
    assert isinstance(without, ResourceCode)
    assert with_stroke.key == without.key
    assert list(written_forms(["307019/000021", "3070190"])) == [
        "307019/000021", "307019000021", "3070190",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own_class", "stem"),
    [
        ("", "307999/Z"), ("3", "307999/Z"), ("101", "101999/Z"), ("101003", "101003/Z"),
        ("30701902", "30701902/Z"),
    ],
)  # fmt: skip
def test_a_provisional_code_follows_the_rule_as_far_as_the_class_is_known(
    own_class: str, stem: str
) -> None:
    made = ResourceCode(text=f"{provisional_stem(own_class, '307999')}0000007")

    assert made.text == f"{stem}0000007"
    assert made.has_provisional_form
    assert ResourceCode(text=made.key).has_provisional_form
    assert parse(made.text) == made


def test_a_class_of_its_own_with_detail_is_taken_whole() -> None:
    assert provisional_stem("", "30701902") == "30701902/Z"
    assert is_class("30701902")
    assert not is_class("30701")
    assert not is_class("307019/1")


@pytest.mark.parametrize(
    ("stored", "codes"),
    [('["a", "b"]', ("a", "b")), (["a"], ("a",)), ("", ()), (None, ()), ("broken", ())],
)
def test_former_codes_are_read_as_they_are_stored_and_as_they_are_shown(
    stored: object, codes: tuple[str, ...]
) -> None:
    assert former(stored) == codes
