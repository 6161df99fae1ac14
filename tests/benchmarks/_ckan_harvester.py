"""The peer: ckanext-harvest's CKAN harvester, its stages called one after the other.

    python _ckan_harvester.py URL RECORDS REPORT

A stock CKAN with the plugins `activity`, `harvest` and `ckan_harvester`, on the same
services. Writes per case what it took, and what its catalogue holds in the end.
"""

from __future__ import annotations

import json
import logging
import sys
import uuid
from pathlib import Path
from typing import Any

import requests
from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.cli.db import _run_migrations
from ckan.config.middleware import make_app
from ckan.lib import search
from ckan.tests import helpers

sys.path.insert(0, str(Path(__file__).parent))
from _portal import ROOT, Cost, keep_connections, timed

OWN = ("activity", "harvest", "ckan_harvester")
OURS = "ckanext.dongguan"


def stock() -> Any:
    """Make a CKAN without any of our rooms, on the services of the tests."""
    logging.disable(logging.CRITICAL)
    config = CKANConfigLoader(str(ROOT / "config" / "test.ini")).get_config()
    for key in [key for key in config if key.startswith((OURS, "scheming", "licenses_group"))]:
        del config[key]
    config.update({
        "testing": False, "ckan.plugins": " ".join(OWN), "WTF_CSRF_ENABLED": True,
        "ckan.search.solr_commit": True,
    })  # fmt: skip
    return make_app(config)


def source(url: str, organization: str, *, force: bool) -> str:
    """Register a source as its page would, with the dataset that stands for it; give its id."""
    from ckanext.harvest.model import HarvestSource

    own = str(uuid.uuid4())
    user = {"user": helpers.call_action("get_site_user", {"ignore_auth": True})["name"]}
    helpers.call_action(
        "package_create", user, id=own, name=f"source-{own}", title=url, owner_org=organization
    )
    config = json.dumps({"force_all": force})
    HarvestSource(id=own, url=url, title=url, type="ckan", active=True, config=config).save()
    return own


def harvest(own: str) -> None:
    """Run one job of a source through all stages."""
    from ckanext.harvest import queue
    from ckanext.harvest.model import HarvestJob, HarvestObject, HarvestSource

    job = HarvestJob(source=HarvestSource.get(own), status="Running")
    job.save()
    harvester = queue.get_harvester("ckan")
    number = job.id
    for one in queue.gather_stage(harvester, job) or []:
        queue.fetch_and_import_stages(harvester, HarvestObject.get(one))
        model.Session.remove()
    job = HarvestJob.get(number)
    job.status = "Finished"
    job.save()


def told(cost: Cost, records: int) -> dict[str, float]:
    """Say what a record took."""
    return {"wall": cost.wall / records, "cpu": cost.cpu / records, "total": cost.wall}


def catalogue() -> dict[str, Any]:
    """Show every dataset as the comparison wants it."""
    ids = [p.id for p in model.Session.query(model.Package) if "第" in (p.title or "")]
    return {
        own: helpers.call_action("package_show", {"ignore_auth": True}, id=own) for own in ids
    }


def main() -> None:
    """Measure the peer and write the report."""
    url, records, report = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    app = stock()
    with app._wsgi_app.test_request_context("/"):
        model.repo.rebuild_db()
        for plugin in ("activity", "harvest"):
            _run_migrations(plugin)
        keep_connections()
        search.clear_all()
        user = helpers.call_action("get_site_user", {"ignore_auth": True})["name"]
        organization = helpers.call_action(
            "organization_create", {"user": user}, name="dg-jtysj", title="局"
        )
        plain = source(f"{url}/plain", organization["id"], force=True)
        cases = {}
        for case in ("first", "unchanged", "changed"):
            requests.post(f"{url}/{'change' if case == 'changed' else 'begin'}", timeout=5)
            cases[case] = told(timed(lambda: harvest(plain))[1], records)
        found = catalogue()
        cases["default"] = default(url, organization["id"], records)
    report.write_text(json.dumps({"cases": cases, "catalogue": found}), encoding="utf-8")


def default(url: str, organization: str, records: int) -> dict[str, float]:
    """Measure the default mode, which asks for what was modified since, on a quiet source."""
    requests.post(f"{url}/begin?20", timeout=5)
    dated = source(f"{url}/dated", organization, force=False)
    harvest(dated)
    before = int(requests.get(f"{url}/requests", timeout=5).text)
    cost = timed(lambda: harvest(dated))[1]
    after = int(requests.get(f"{url}/requests", timeout=5).text)
    requests.post(f"{url}/begin?{records}", timeout=5)
    return {"requests": after - before, "total": cost.wall}


if __name__ == "__main__":
    main()
