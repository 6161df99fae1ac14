"""Values of one facet are alternatives; values of two facets must both be met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.lib.search import SearchError
from ckan.tests import helpers

from ckanext.dongguan.search.alternatives import Derived, offered

FACETS = ("open_class", "res_format", "update_status")
DERIVED = {
    "update_status": Derived(
        field="late_from", conditions={"on_time": "{a TO *]", "overdue": "[* TO a]"}
    )
}


def told(params: dict[str, Any]) -> dict[str, Any]:
    return {name: [str(one) for one in value] if isinstance(value, list) else value
            for name, value in params.items()}  # fmt: skip


def test_values_of_one_facet_become_alternatives() -> None:
    params = {
        "fq": 'res_format:"CSV" res_format:"XLSX" +dataset_type:dataset',
        "facet.field": ["open_class", "res_format"],
    }

    assert told(offered(params, FACETS, DERIVED)) == {
        "fq": "+dataset_type:dataset",
        "fq_list": ['{!tag=res_format}res_format:("CSV" OR "XLSX")'],
        "facet.field": ["open_class", "{!ex=res_format}res_format"],
    }


def test_each_facet_is_a_condition_of_its_own() -> None:
    params = {"fq": 'open_class: "unconditional" res_format:"CSV"', "fq_list": ["+a:b"]}

    assert told(offered(params, FACETS, DERIVED))["fq_list"] == [
        "+a:b",
        '{!tag=open_class}open_class:("unconditional")',
        '{!tag=res_format}res_format:("CSV")',
    ]


def test_a_facet_that_no_field_holds_asks_for_its_conditions() -> None:
    params = {
        "fq": 'update_status:"on_time" update_status:"overdue" update_status:"x"',
        "facet.field": ["update_status"],
    }

    made = offered(params, FACETS, DERIVED)

    assert told({**made, "facet.field": []}) == {
        "fq": "",
        "fq_list": ["{!tag=update_status}late_from:({a TO *] OR [* TO a])"],
        "facet.field": [],
    }
    assert made["facet.field"][0].queries() == {
        "on_time": '{!ex=update_status key="update_status.on_time"}late_from:{a TO *]',
        "overdue": '{!ex=update_status key="update_status.overdue"}late_from:[* TO a]',
    }


def test_a_value_that_is_none_of_its_conditions_finds_nothing() -> None:
    told_of = told(offered({"fq": 'update_status:"x"'}, FACETS, DERIVED))

    assert told_of == {"fq": "", "fq_list": ["{!tag=update_status}(+*:* -*:*)"]}


@pytest.mark.parametrize(
    "fq", ['notes:"CSV"', 'res_format:"C\\"SV"', "res_format:CSV", "-res_format:x", ""]
)
def test_anything_else_stays_as_it_was_asked(fq: str) -> None:
    assert offered({"fq": fq}, FACETS, DERIVED) == {"fq": fq}


def test_a_page_finds_what_has_any_of_the_chosen_values_and_offers_the_others(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    names = [dataset(update_frequency=one)["name"] for one in ("daily", "weekly", "annual")]
    home = helpers.call_action("package_show", id=names[0])["organization"]["name"]
    filters = f"organization={home}&update_frequency=daily&update_frequency=weekly"

    page = BeautifulSoup(app.get(f"/dataset/?{filters}").body, "html.parser")

    found = {link["href"].split("/")[-1] for link in page.select(".hit-title a")}
    assert found == set(names[:2])
    offered_too = page.select_one('.facet a[href*="update_frequency=annual"]')
    assert offered_too.select_one(".number").text.strip() == "1"
    assert len(page.select(".chip")) == 3


def test_a_department_s_own_page_does_the_same(
    app: Any, dataset: Callable[..., dict[str, Any]]
) -> None:
    names = [dataset(update_frequency=one)["name"] for one in ("daily", "weekly", "annual")]
    home = helpers.call_action("package_show", id=names[0])["organization"]["name"]

    answer = app.get(f"/organization/{home}?update_frequency=daily&update_frequency=annual")

    page = BeautifulSoup(answer.body, "html.parser")
    found = {link["href"].split("/")[-1] for link in page.select(".hit-title a")}
    assert found == {names[0], names[2]}


def test_what_callers_send_means_what_it_meant(
    portal: None, dataset: Callable[..., dict[str, Any]]
) -> None:
    made = dataset(update_frequency="daily")
    both = 'update_frequency:"daily" update_frequency:"weekly"'

    found = helpers.call_action("package_search", fq=f"name:{made['name']} {both}")
    assert found["count"] == 0
    with pytest.raises(SearchError):
        helpers.call_action("package_search", fq_list=['{!tag=a}name:"x"'])
