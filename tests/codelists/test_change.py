"""A code is given up and another one added while thousands of datasets hold the first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from ckan import model
from ckan.lib.search import make_connection
from ckan.plugins import get_plugin
from ckan.tests import factories, helpers

from ckanext.dongguan.codelists import site
from ckanext.dongguan.schemas import codelists

from ..conftest import complete

Record = dict[str, Any]
# Ten thousand were published and changed with DONGGUAN_PUBLISHED=10000 (README, tests).
NUMBER = int(os.environ.get("DONGGUAN_PUBLISHED", "2000"))
SET = 500
GIVEN_UP, LABEL = "16", "企业服务"
ADDED = "17"
CHANGE = f"""code,label_zh,label_en,source,valid_to
{GIVEN_UP},,,,2025-12-31
{ADDED},夜间经济,Night economy,局函,
"""


@pytest.fixture(scope="module")
def clerk(_application: Any) -> Record:
    """Give a clerk of a department of its own: `owner_org` and `headers`."""
    department = factories.Organization(name="biangeng", title="东莞市代码变更局")
    person = factories.UserWithToken()
    member = {"id": department["id"], "username": person["name"], "role": "editor"}
    helpers.call_action("organization_member_create", **member)
    return {"owner_org": department["id"], "headers": {"Authorization": person["token"]}}


@pytest.fixture(scope="module")
def records(clerk: Record) -> list[Record]:
    """Give what a source has published with the code."""
    return [
        complete(
            source_system="biangeng", source_id=str(number), theme=GIVEN_UP,
            title=f"东莞市惠企政策目录第{number}号", owner_org=clerk["owner_org"],
        )
        for number in range(NUMBER)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def published(
    records: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """Publish them, then change the list; give the ids of their datasets."""
    told: list[Record] = []
    for start in range(0, NUMBER, SET):
        told += write(records[start : start + SET])
    folder: Path = tmp_path_factory.mktemp("codelists")
    (folder / "themes.csv").write_text(CHANGE, encoding="utf-8")
    get_plugin("dongguan_codelists").configure({site.OPTION: str(folder)})
    yield [one["id"] for one in told]
    codelists.install(None)
    forget(records[0]["owner_org"])


def forget(department: str) -> None:
    """Take the datasets out of the world again, as a set: other tests read all there are."""
    model.Session.remove()
    with model.meta.engine.begin() as connection:
        query = sa.text("DELETE FROM package WHERE owner_org = :id RETURNING id")
        gone = set(connection.execute(query, {"id": department}).scalars())
        connection.execute(
            sa.text("DELETE FROM dongguan.index_outbox WHERE package_id = ANY(:ids)"),
            {"ids": list(gone)},
        )
    make_connection().delete(q=f'owner_org:"{department}"', commit=True)


def write(records: list[Record]) -> list[Record]:
    return list(helpers.call_action("dongguan_intake_write_many", records=records))


def shown(dataset_id: str) -> Record:
    return dict(helpers.call_action("package_show", {"use_cache": False}, id=dataset_id))


def post(app: Any, clerk: Record, action: str, **fields: Any) -> Record:
    address = f"/api/3/action/{action}"
    return dict(app.post(address, json=fields, headers=clerk["headers"]).json)


def new(clerk: Record, **fields: Any) -> Record:
    return complete(owner_org=clerk["owner_org"], title="东莞市特色街区名录", **fields)


def test_all_that_was_published_is_found_under_the_old_label(
    app: Any, clerk: Record, published: list[str]
) -> None:
    query = {"fq": f"owner_org:{clerk['owner_org']}", "facet.field": '["theme"]', "rows": "0"}

    found = app.get("/api/3/action/package_search", query_string=query).json["result"]

    (theme,) = found["search_facets"]["theme"]["items"]
    assert found["count"] == theme["count"] == len(published) == NUMBER
    assert (theme["name"], theme["display_name"]) == (GIVEN_UP, LABEL)


def test_the_page_and_the_api_say_the_old_label_of_each(app: Any, published: list[str]) -> None:
    dataset = shown(published[0])
    listed = app.get("/api/3/action/dongguan_codelist_show?id=themes").json["result"]
    page = app.get(f"/dataset/{dataset['name']}").text

    codes = {row["code"]: row for row in listed["codes"]}
    assert dataset["theme"] == GIVEN_UP
    assert (codes[GIVEN_UP]["label_zh"], codes[GIVEN_UP]["is_retired"]) == (LABEL, True)
    assert LABEL in BeautifulSoup(page, "html.parser").select_one("main, .main").text  # type: ignore[union-attr]
    for address in (
        "/dataset/",
        f"/dataset/?theme={GIVEN_UP}",
        "/catalog",
        "/codelists/themes",
    ):
        assert app.get(address).status_code == 200


def test_what_holds_the_code_is_saved_again_with_it_at_every_door(
    app: Any, clerk: Record, records: list[Record], published: list[str]
) -> None:
    whole = {**shown(published[0]), "title": "东莞市惠企政策总目录"}
    patched = post(app, clerk, "package_patch", id=published[1], notes="新摘要")
    updated = post(app, clerk, "package_update", **whole)
    (delivered,) = write([{**records[2], "title": "东莞市惠企政策目录（新）"}])
    form = app.get(f"/dataset/edit/{published[3]}", headers=clerk["headers"]).text

    assert (patched["success"], updated["success"], delivered["outcome"]) == (
        True, True, "updated"
    )  # fmt: skip
    assert {shown(one)["theme"] for one in published[:3]} == {GIVEN_UP}
    (chosen,) = BeautifulSoup(form, "html.parser").select("#field-theme option[selected]")
    assert (chosen["value"], chosen.text.strip()) == (GIVEN_UP, f"{LABEL}（已停用）")
    assert {one["outcome"] for one in write(records[3:SET])} == {"unchanged"}


def test_a_new_dataset_with_the_code_is_refused_with_cause_and_remedy(
    app: Any, clerk: Record, published: list[str]
) -> None:
    answer = post(app, clerk, "package_create", **new(clerk, name="yejian-a", theme=GIVEN_UP))
    form = app.get("/dataset/new", headers=clerk["headers"]).text

    (sentence,) = answer["error"]["theme"]
    offered = {
        o["value"] for o in BeautifulSoup(form, "html.parser").select("#field-theme option")
    }
    assert f"“{GIVEN_UP}”（{LABEL}）自 2025-12-31 后已停用：请选择现行代码。" in sentence
    assert GIVEN_UP not in offered
    assert ADDED in offered


def test_another_dataset_cannot_change_to_it(
    app: Any, clerk: Record, published: list[str]
) -> None:
    made = post(app, clerk, "package_create", **new(clerk, name="yejian-b", theme="04"))

    answer = post(app, clerk, "package_patch", id="yejian-b", theme=GIVEN_UP)

    assert list(answer["error"].keys() - {"__type"}) == ["theme"]
    assert shown(made["result"]["id"])["theme"] == "04"


def test_the_code_added_is_taken_and_shown(
    app: Any, clerk: Record, published: list[str]
) -> None:
    made = post(app, clerk, "package_create", **new(clerk, name="yejian-c", theme=ADDED))

    page = app.get("/dataset/yejian-c").text
    assert made["result"]["theme"] == ADDED
    assert "夜间经济" in BeautifulSoup(page, "html.parser").select_one("main, .main").text  # type: ignore[union-attr]
