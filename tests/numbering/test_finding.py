"""A code leads to its item, in every way it is written, of today and of before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests import helpers

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def renumbered(dataset: Make, new_name: Callable[[str], str]) -> dict[str, Any]:
    """Give an item that had a provisional code and has an official one."""
    made = dataset()
    code = f"307019/F{new_name('n').split('-')[1].zfill(6)}"
    return dict(helpers.call_action("package_patch", id=made["id"], resource_code=code))


def codes_of(dataset: dict[str, Any]) -> list[str]:
    return [dataset["resource_code"], *dataset["former_resource_codes"]]


def test_every_code_an_item_had_finds_it_in_the_search(renumbered: dict[str, Any]) -> None:
    for code in codes_of(renumbered):
        for text in (code, code.replace("/", ""), code.lower()):
            found = helpers.call_action("package_search", q=text)
            assert [d["id"] for d in found["results"]][:1] == [renumbered["id"]], text


def test_the_api_leads_from_a_code_to_its_item(renumbered: dict[str, Any]) -> None:
    for code in codes_of(renumbered):
        found = helpers.call_action(
            "dongguan_resource_code_show", {"ignore_auth": False, "user": ""}, code=code
        )
        assert found["id"] == renumbered["id"]
        assert found["resource_code"] == renumbered["resource_code"]
        assert found["former_resource_codes"] == renumbered["former_resource_codes"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_address_leads_from_a_code_to_the_page(
    app: Any, renumbered: dict[str, Any], prefix: str
) -> None:
    for code in codes_of(renumbered):
        answer = app.get(f"{prefix}/resource-code/{code}", follow_redirects=False)

        assert answer.status_code == 302
        assert answer.headers["Location"].endswith(f"{prefix}/dataset/{renumbered['name']}")


@pytest.mark.parametrize("code", ["307019/000000", "nothing", "307019", "*", "a:b OR c"])
def test_an_unknown_code_is_not_found(app: Any, code: str) -> None:
    assert app.get(f"/resource-code/{code}", status=404).status_code == 404
    with pytest.raises(tk.ObjectNotFound):
        helpers.call_action("dongguan_resource_code_show", code=code)


def test_the_code_of_what_is_not_public_is_as_unknown_as_any(dataset: Make, app: Any) -> None:
    hidden = dataset(open_class="withheld", withheld_basis="依法")

    answer = app.get(f"/resource-code/{hidden['resource_code']}", status=404)

    assert hidden["title"] not in answer.text
    assert hidden["name"] not in answer.text


def test_a_provisional_code_is_marked_on_the_page(app: Any, dataset: Make) -> None:
    made = dataset()

    chinese = app.get(f"/dataset/{made['name']}").text
    english = app.get(f"/en/dataset/{made['name']}").text

    assert made["resource_code"] in chinese
    assert "暂编" in chinese
    assert "Provisional" in english


def test_former_codes_stand_on_the_page_and_an_official_one_is_not_marked(
    app: Any, renumbered: dict[str, Any]
) -> None:
    page = app.get(f"/dataset/{renumbered['name']}").text

    assert "曾用代码" in page
    assert renumbered["former_resource_codes"][0] in page
    assert "暂编" not in page


def test_former_codes_are_other_identifiers_in_rdf(
    app: Any, renumbered: dict[str, Any]
) -> None:
    text = app.get(f"/dataset/{renumbered['name']}.ttl").text

    assert f'"{renumbered["resource_code"]}"' in text
    assert f'"{renumbered["former_resource_codes"][0]}"' in text
