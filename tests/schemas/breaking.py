"""Records that break one rule of a schema, made from the rule itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ckanext.dongguan.directory.rule import EMPTY, FILLED, Ask, Condition, Rule, of_type
from ckanext.dongguan.schemas.codelists import load as load_codelist
from ckanext.dongguan.schemas.dataset_type import NAMES, Field, load

from ..conftest import complete

Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A rule of a type, and which code of each of its conditions is tried."""

    kind: str
    rule: Rule

    def __str__(self) -> str:
        place = f"{self.rule.group}.{self.rule.field}" if self.rule.group else self.rule.field
        when = "+".join(f"{c.field}={c.codes[0]}" for c in self.rule.when)
        return f"{self.kind}-{place}-{self.rule.ask}-{when or 'always'}"


def cases() -> Iterator[Case]:
    """List each rule once, for the first type that has it."""
    seen: set[str] = set()
    for kind in NAMES:
        for rule in of_type(kind):
            if repr(rule) not in seen and _is_of(kind, rule):
                seen.add(repr(rule))
                yield Case(kind=kind, rule=rule)


def _is_of(kind: str, rule: Rule) -> bool:
    """Tell whether a type has the fields that the conditions of a shared rule ask for."""
    fields = load(kind).fields
    inner = fields[rule.group].subfields if rule.group else fields
    return all(c.name in (fields if c.is_of_dataset else inner) for c in rule.when)


def breaking(case: Case, owner: str) -> Record:
    """Make a record that breaks the rule; another may be broken on the way."""
    record = {
        "title": f"违反规则 {case}", "owner_org": owner, **complete(type=case.kind)
    }  # fmt: skip
    row: Record = {"name": "站名"}
    rule, kind = case.rule, load(case.kind)
    for condition in rule.when:
        inside = bool(rule.group) and not condition.is_of_dataset
        _fulfil(condition, row if inside else record, _fields(case, inside=inside))
    record |= _asked(record, kind.name)
    field = _fields(case, inside=bool(rule.group))[rule.field]
    if rule.group:
        record[rule.group] = _rows(rule, field, row)
    else:
        record[rule.field] = _wrong(rule, field)
        if rule.ask is Ask.WITHIN:
            record |= {rule.value["after"]: "2026-01-05", rule.value["months_of"]: "minor"}
    return {key: value for key, value in record.items() if value not in ("", [])}


def _asked(record: Record, kind: str) -> Record:
    """Give again what the classes need that the conditions have chosen."""
    classes = {k: record[k] for k in ("share_class", "open_class") if k in record}
    whole = complete(type=kind, **classes)
    return {key: value for key, value in whole.items() if key not in record}


def _fields(case: Case, *, inside: bool) -> Any:
    fields = load(case.kind).fields
    return fields[case.rule.group].subfields if inside else fields


def _fulfil(condition: Condition, values: Record, fields: Any) -> None:
    field = fields[condition.name]
    if condition.codes == (EMPTY,):
        values.pop(condition.name, None)
    elif condition.codes == (FILLED,):
        values[condition.name] = sample(field)
    else:
        values[condition.name] = (
            [condition.codes[0]] if field.preset == "dongguan_codes" else condition.codes[0]
        )


def _rows(rule: Rule, field: Field, row: Record) -> list[Record]:
    if rule.ask is Ask.UNIQUE:
        return [{"name": "站名"}, {"name": "站名"}]
    if rule.ask is Ask.ONCE:
        return [{"name": f"项{n}", rule.field: rule.value} for n in range(2)]
    return [{"name": "编号"}, {**row, rule.field: _wrong(rule, field)}]


def _wrong(rule: Rule, field: Field) -> Any:
    match rule.ask:
        case Ask.NEED:
            return ""
        case Ask.EMPTY:
            return sample(field)
        case Ask.ALLOW:
            codes = (code.code for code in load_codelist(field.codelist))
            return next(code for code in codes if code not in rule.value)
        case Ask.BETWEEN:
            return str(rule.value[1] + 1)
        case Ask.WITHIN:
            return "2030-01-01"
    raise AssertionError(f"no record breaks {rule.ask}: say how")


def sample(field: Field) -> Any:
    """Give a good value of a field."""
    if field.codelist:
        code = next(iter(load_codelist(field.codelist))).code
        return [code] if field.preset == "dongguan_codes" else code
    if field.preset in {"dongguan_day", "dongguan_past_day"}:
        return "2026-01-05"
    return "50" if field.preset in {"dongguan_length", "dongguan_number"} else "测试内容"
