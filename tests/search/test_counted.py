"""A facet that is a condition costs one number for each, however many values the field has."""

from __future__ import annotations

from typing import Any

from ckan.lib.search import make_connection

from ckanext.dongguan.search import counted
from ckanext.dongguan.search.counted import Counted

STATE = Counted(
    name="state",
    field="late_from",
    conditions={
        "early": "[* TO 2026-11-26T00:00:00Z]",
        "late": "{2026-11-26T00:00:00Z TO *]",
        "never": "[2099-01-01T00:00:00Z TO *]",
    },
)
MARK = "counted-tests"


def _documents() -> list[dict[str, Any]]:
    days = (f"2026-11-{day:02}T00:00:00Z" for day in range(20, 31))
    return [
        {
            "index_id": f"{MARK}-{number}", "id": f"{MARK}-{number}", "site_id": MARK,
            "entity_type": MARK, "late_from": day,
        }
        for number, day in enumerate(days)
    ]  # fmt: skip


def test_each_value_is_counted_and_the_other_facets_stay(portal: None) -> None:
    make_connection().add(_documents(), commit=True)
    asked: list[dict[str, Any]] = []

    def ask(**params: Any) -> Any:
        asked.append(params)
        return make_connection().search(**params)

    try:
        fields = ["entity_type", STATE]
        wanted = {"q": "*:*", "fq": f"site_id:{MARK}", "facet": "true", "rows": 0}
        answer = counted.search(ask, **wanted, **{"facet.field": fields})
    finally:
        make_connection().delete(q=f"site_id:{MARK}", commit=True)

    shown = answer.facets["facet_fields"]
    assert shown["state"] == ["early", 7, "late", 4]
    assert shown["entity_type"][:2] == [MARK, 11]
    assert len(asked) == 1
    assert len(asked[0]["facet.query"]) == 3
    assert asked[0]["facet.field"] == ["entity_type"]


def test_chosen_values_of_the_facet_itself_do_not_count() -> None:
    chosen = Counted(name="state", field="x", conditions={"a": "1"}, uncounted="state")

    assert chosen.queries() == {"a": '{!ex=state key="state.a"}x:1'}
