"""Rules are read from the schemas as they are written there."""

from __future__ import annotations

import pytest

from ckanext.dongguan.directory.rule import Ask, Condition, conditions, of_type, read
from ckanext.dongguan.schemas.dataset_type import NAMES, load


def test_a_rule_is_read_with_its_conditions_source_and_reason() -> None:
    raw = {
        "need": True, "when": {"open_class": ["conditional"], "dataset.level": "3"},
        "source": "某办法第一条", "reason": {"zh_Hans_CN": "因为"},
    }  # fmt: skip

    (rule,) = read([{"field_name": "open_condition", "rules": [raw]}])

    assert (rule.group, rule.field, rule.ask) == ("", "open_condition", Ask.NEED)
    assert rule.when == (
        Condition(field="open_class", codes=("conditional",)),
        Condition(field="dataset.level", codes=("3",)),
    )
    assert (rule.when[1].is_of_dataset, rule.when[1].name) == (True, "level")
    assert (rule.source, rule.reason["zh_Hans_CN"]) == ("某办法第一条", "因为")


def test_the_rules_of_rows_name_their_field() -> None:
    row = {"field_name": "length", "rules": [{"between": [1, 38], "decimals": True}]}

    (rule,) = read([{"field_name": "items", "repeating_subfields": [row]}])

    assert (rule.group, rule.field, rule.value, rule.decimals) == (
        "items",
        "length",
        [1, 38],
        True,
    )


@pytest.mark.parametrize("raw", [{}, {"need": True, "empty": True}, {"when": {"a": "b"}}])
def test_a_rule_asks_exactly_one_thing(raw: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must ask one thing"):
        read([{"field_name": "a", "rules": [raw]}])


def test_one_code_or_several_are_a_condition() -> None:
    found = conditions({"a": "filled", "b": ["1", 2]})

    assert [one.codes for one in found] == [("filled",), ("1", "2")]


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_names_its_source(name: str) -> None:
    assert [rule for rule in of_type(name) if not rule.source] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_without_condition_that_is_no_matter_of_form_gives_its_reason(name: str) -> None:
    asks = {Ask.ALLOW, Ask.NEED, Ask.EMPTY}

    assert [r for r in of_type(name) if not r.when and r.ask in asks and not r.reason] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_codes_that_rules_name_are_in_the_lists_of_their_fields(name: str) -> None:
    from ckanext.dongguan.schemas.codelists import load as load_codelist

    fields, unknown = load(name).fields, []
    for rule in of_type(name):
        own = fields[rule.group].subfields if rule.group else fields
        asked = [(rule.field, rule.value if rule.ask is Ask.ALLOW else [])]
        asked += [(c.field, c.codes) for c in rule.when]
        for field_name, codes in asked:
            holder = fields if field_name.startswith("dataset.") else own
            field = holder.get(field_name.removeprefix("dataset."))
            known = load_codelist(field.codelist) if field and field.codelist else ()
            unknown += [
                (rule.field, code)
                for code in codes
                if known and code not in known and code not in {"filled", "empty"}
            ]

    assert unknown == []
