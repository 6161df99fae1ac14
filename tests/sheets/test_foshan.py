"""A real catalogue: 392 rows, and a broken export that repeats 66 of them six times."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ckan import model
from ckan.tests import helpers

pytestmark = pytest.mark.shared
WHOLE, REPEATED = "foshan_catalogue_2018", "foshan_catalogue_2018_repeated"


@pytest.fixture
def load(shared: Path, chinese: None) -> Any:
    def take(name: str, suffix: str = "xlsx", **wanted: Any) -> dict[str, Any]:
        path = shared / "samples" / f"{name}.{suffix}"
        wanted = wanted or {"layout": "foshan_2018"}
        return dict(helpers.call_action("dongguan_sheet_import", path=str(path), **wanted))

    return take


def stamps() -> dict[str, Any]:
    model.Session.expire_all()
    return dict(model.Session.query(model.Package.id, model.Package.metadata_modified).all())


def found() -> dict[str, Any]:
    fq = "source_system:foshan-catalogue-2018"
    return dict(helpers.call_action("package_search", fq=fq, sort="metadata_created desc"))


def test_all_rows_are_taken_in_and_a_second_time_changes_nothing(load: Any) -> None:
    earlier = found()["count"]
    first = load(WHOLE)
    before = stamps()
    again, as_json = load(WHOLE), load(WHOLE, "json")
    repeated = load(REPEATED)

    assert (first["outcomes"], first["faults"]) == ({"created": 392}, [])
    assert again["outcomes"] == as_json["outcomes"] == {"unchanged": 392}
    # The same portal, exported again: the records are those, not new ones.
    assert repeated["outcomes"] == {"unchanged": 66, "repeated": 330, "blank": 1}
    assert "66 条记录" in "".join(repeated["account"])
    assert stamps() == before
    newest = found()
    assert newest["count"] == earlier + 392
    assert all(one["name"].isascii() and one["theme"] for one in newest["results"])


def test_the_repeated_export_alone_gives_sixty_six_datasets(load: Any) -> None:
    from ckanext.dongguan.sheets import layouts

    mapping = layouts.text("foshan_2018").replace("foshan-catalogue-2018", "foshan-repeated")

    result = load(REPEATED, mapping=mapping)

    assert result["outcomes"] == {"created": 66, "repeated": 330, "blank": 1}
    alone = helpers.call_action("package_search", fq="source_system:foshan-repeated")
    assert alone["count"] == 66
