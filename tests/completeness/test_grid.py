"""The grid over the real index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pysolr
import pytest
from ckan.common import config
from ckan.lib.search import make_connection
from ckan.tests import helpers

from ckanext.dongguan import clock

FILE = [{"name": "表", "format": "CSV", "url": "https://a.example/x.csv"}]
TODAY = clock.today()
LATE = (TODAY - timedelta(days=90)).isoformat()
SITE, CITY, EAST, SOUTH = "grid-tests", "441900", "441900003", "441900004"


@pytest.fixture
def own_index(portal: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the index to oneself: the entries belong to a site of another name."""
    monkeypatch.setitem(config, "ckan.site_id", SITE)
    yield
    make_connection().delete(q=f"site_id:{SITE}", commit=True)


@pytest.fixture
def filled(own_index: None, dataset: Callable[..., dict[str, Any]]) -> None:
    current = {"resources": FILE, "data_updated_on": TODAY.isoformat()}
    dataset(title="东莞市公交站点信息", **current)
    dataset(title="南城公交站点", town=[SOUTH], resources=FILE, data_updated_on=LATE)
    dataset(title="东城公共厕所信息", town=[EAST])
    dataset(title="东莞市公交线路日客运量", **current)
    dataset(title="东莞市停车场信息", open_class="withheld", directory_visibility="internal")


def shown() -> dict[str, Any]:
    return dict(helpers.call_action("dongguan_completeness_show", {"user": ""}))


def cells(code: str) -> dict[str, str]:
    return next(one["cells"] for one in shown()["rows"] if one["code"] == code)


@pytest.mark.usefixtures("filled")
def test_the_grid_tells_what_is_there_stale_partly_there_and_missing() -> None:
    stops, toilets = cells("bus-stops"), cells("toilets")

    assert (stops[CITY], stops[SOUTH], stops[EAST]) == ("there", "stale", "partly")
    assert (toilets[CITY], toilets[EAST], toilets[SOUTH]) == ("missing", "partly", "missing")
    # Another dataset with the words of this one does not count.
    assert cells("bus-lines")[CITY] == "missing"
    # What is hidden is not there, whatever its title says.
    assert cells("parking")[CITY] == "missing"
    assert len(stops) == 34


@pytest.mark.usefixtures("own_index")
def test_the_grid_costs_two_requests_to_the_index_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = []
    send = pysolr.Solr._send_request

    def heard(self: Any, *arguments: Any, **named: Any) -> Any:
        sent.append(arguments)
        return send(self, *arguments, **named)

    monkeypatch.setattr(pysolr.Solr, "_send_request", heard)

    shown()

    # One for the grid; where a plan names datasets, one more asks which are open.
    assert len(sent) <= 2


@pytest.mark.usefixtures("filled")
def test_each_cell_leads_to_what_was_found_or_to_its_gap(app: Any) -> None:
    page = app.get("/completeness").body
    stale = app.get(f"/completeness/bus-stops/{SOUTH}").body
    missing = app.get(f"/completeness/toilets/{SOUTH}").body

    assert page.count("/completeness/bus-stops/") == 34
    assert "南城公交站点" in stale
    assert "目录中没有这类公开条目" in missing
    assert "尚未列入年度开放计划" in missing
    assert "列入开放计划" not in missing
    app.get("/completeness/bus-stops/nowhere", status=404)
    app.get(f"/completeness/nothing/{CITY}", status=404)


@pytest.mark.usefixtures("filled", "prepared")
def test_a_gap_feeds_the_open_plan(app: Any, holder: Callable[..., dict[str, Any]]) -> None:
    bureau = holder("bureau_reviewer")
    headers = {"Authorization": bureau["token"]}

    cell = app.get(f"/completeness/toilets/{SOUTH}", headers=headers).body
    form = app.get(f"/plan/new?essential=toilets&place={SOUTH}", headers=headers).body
    planned = {
        "title": "公共厕所 · 南城街道", "organization": "dg-cgj", "due_on": "2099-12-31",
        "essential": "toilets", "place": SOUTH,
    }  # fmt: skip
    app.post("/plan/new", data=planned, headers=headers)

    assert "列入开放计划" in cell
    assert f'name="place" value="{SOUTH}"' in form
    assert (
        "已列入年度开放计划，2099-12-31 前开放"
        in app.get(f"/completeness/toilets/{SOUTH}").body
    )
    row = next(one for one in shown()["rows"] if one["code"] == "toilets")
    assert row["planned"] == {SOUTH: "2099-12-31"}
