"""Our validation gives what core's gives: values, errors, and the order of validators."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from ckan.lib.navl import dictization_functions as navl
from ckan.lib.plugins import lookup_package_plugin, plugin_validate
from ckan.plugins import toolkit as tk

from ckanext.dongguan.intake import validation

from ..conftest import OF_TYPE
from .conftest import Make, Record

KINDS = ("dataset", "enterprise_aggregate", "credit_disclosure", "interface", "document")
# What comes where it is not expected.
ODD = (None, "", [], "x" * 120, 7, -1.5, True, "不是日期", ["a", "a"], {"a": 1})


def schema_of(kind: str, step: str) -> Record:
    return dict(getattr(lookup_package_plugin(kind), f"{step}_package_schema")())


def validated(record: Record, kind: str, step: str) -> Any:
    context = {"user": "", "ignore_auth": True, "dongguan_set": {"records": []}}
    form = lookup_package_plugin(kind)
    given = copy.deepcopy({**record, "type": kind})
    try:
        return plugin_validate(form, context, given, schema_of(kind, step), f"package_{step}")
    except (navl.DataError, tk.Invalid, TypeError, ValueError, AttributeError) as error:
        return type(error), str(error)


def spoilt(record: Record, chance: random.Random) -> Record:
    """Take some fields away, spoil some, and add some that no schema knows."""
    bad = {k: v for k, v in record.items() if chance.random() > 0.15}
    # Core asks the database for a department of any kind of value.
    for name in chance.sample(sorted(record.keys() - {"owner_org"}), 3):
        bad[name] = chance.choice(ODD)
    bad["unheard_of"] = chance.choice(ODD)
    bad["extras"] = [{"key": "unheard_of", "value": "1"}] * chance.randint(0, 2)
    files = bad.get("resources")
    for file in files if isinstance(files, list) else []:
        if isinstance(file, dict):
            file[chance.choice(["url", "size", "strange"])] = chance.choice(ODD)
    return bad


@pytest.mark.parametrize("step", ["create", "update", "show"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_validated_as_core_validates_it(
    record: Make, monkeypatch: pytest.MonkeyPatch, kind: str, step: str
) -> None:
    chance = random.Random(f"{kind} {step}")  # noqa: S311 - no secret
    good = record(**OF_TYPE.get(kind, {}))
    records = [good, *(spoilt(copy.deepcopy(good), chance) for _ in range(12))]
    ours = [validated(one, kind, step) for one in records]
    monkeypatch.setattr(navl, "_validate", validation.core_validate)

    theirs = [validated(one, kind, step) for one in records]

    assert ours == theirs
    assert len({str(one[1]) for one in ours}) > 1


def test_validators_run_in_the_order_of_core(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(name: str) -> Any:
        def validator(key: Any, _data: Any, _errors: Any, _context: Any) -> None:
            runs.append((name, key))

        return validator

    own = {name: [told(name)] for name in ("__before", "__extras", "__after", "b", "a")}
    schema = {**own, "rows": dict(own), "__junk": [told("__junk")]}
    data = {("a",): 1, ("rows", 1, "b"): 2, ("rows", 0, "c"): 3, ("d", 0, "e"): 4}
    runs: list[Any] = []
    ours = (validation.validate(dict(data), schema, {}), list(runs))
    runs.clear()

    theirs = (validation.core_validate(dict(data), schema, {}), list(runs))

    assert ours[1] == theirs[1]
    assert ours[0][0] == theirs[0][0]
    assert not any(theirs[0][1].values())


def test_a_value_in_the_place_of_records_is_refused_as_by_core() -> None:
    schema = {"rows": {"a": []}}

    with pytest.raises(navl.DataError) as ours:
        validation.validate({("rows",): "x"}, schema, {})
    with pytest.raises(navl.DataError) as theirs:
        validation.core_validate({("rows",): "x"}, schema, {})

    assert str(ours.value) == str(theirs.value)
