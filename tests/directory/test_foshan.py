"""A real catalogue: 392 rows, and a broken export that repeats 66 of them six times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.directory import catalogue, loading
from ckanext.dongguan.directory.catalogue import Record
from ckanext.dongguan.directory.layouts import Layout
from ckanext.dongguan.directory.tally import Outcome, Tally

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def whole(shared: Path, layout: Layout) -> list[catalogue.Entry]:
    return loading.read(shared / "samples" / "foshan_catalogue_2018.xlsx", layout)


@pytest.fixture(scope="module")
def repeated(shared: Path, layout: Layout) -> list[catalogue.Entry]:
    return loading.read(shared / "samples" / "foshan_catalogue_2018_repeated.xlsx", layout)


@pytest.fixture
def chinese(app: Any) -> Iterator[None]:
    with app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "zh_Hans_CN"}):
        yield


def load(entries: list[catalogue.Entry], layout: Layout) -> Tally:
    site = helpers.call_action("get_site_user")["name"]
    context = {"user": site, "ignore_auth": True}
    return Tally(list(loading.write(entries, layout, context)))


def ends(tally: Tally) -> dict[Outcome, int]:
    return {outcome: n for outcome in Outcome if (n := tally.count(outcome))}


def stamps() -> dict[str, Any]:
    model.Session.expire_all()
    query = model.Session.query(model.Package.id, model.Package.metadata_modified)
    return dict(query.all())


def test_all_rows_are_loaded_and_a_second_load_changes_nothing(
    chinese: None, whole: list[catalogue.Entry], repeated: list[Any], layout: Layout
) -> None:
    assert ends(load(whole, layout)) == {Outcome.CREATED: 392}
    before = stamps()

    assert ends(load(whole, layout)) == {Outcome.UNCHANGED: 392}
    assert stamps() == before

    found = helpers.call_action(
        "package_search", fq=f"source_system:{layout.source_system}", rows=400
    )
    stored = {d["source_id"]: d for d in found["results"]}
    wanted = {r.dataset["source_id"]: r.dataset for r in whole if isinstance(r, Record)}
    assert found["count"] == 392
    for source_id, record in wanted.items():
        shown = stored[source_id]
        assert {t["name"] for t in shown["tags"]} == {t["name"] for t in record["tags"]}
        assert all(shown[key] == record[key] for key in ("title", "theme", "open_class"))
        assert shown["name"].isascii()

    # The same portal, exported again: the records are those, not new ones.
    assert ends(load(repeated, layout)) == {
        Outcome.UNCHANGED: 66, Outcome.REPEATED: 330, Outcome.BLANK: 1,
    }  # fmt: skip
    assert stamps() == before


def test_the_repeated_export_alone_gives_sixty_six_datasets_and_says_why(
    chinese: None, repeated: list[catalogue.Entry], layout: Layout
) -> None:
    other = replace(layout, source_system="foshan-repeated")
    entries = [
        replace(e, dataset={**e.dataset, "source_system": other.source_system})
        if isinstance(e, Record) else e
        for e in repeated
    ]  # fmt: skip

    tally = load(entries, other)

    assert ends(tally) == {Outcome.CREATED: 66, Outcome.REPEATED: 330, Outcome.BLANK: 1}
    assert tally.repeats == ((6, 66),)
    found = helpers.call_action("package_search", fq="source_system:foshan-repeated")
    assert found["count"] == 66
