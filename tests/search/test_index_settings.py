"""The settings that the running index goes by, as Solr itself tells them."""

from __future__ import annotations

import pytest
import requests
from ckan.common import config


@pytest.mark.usefixtures("_world")
def test_the_index_keeps_few_segments() -> None:
    """A search looks its words up in each: twice as many cost it twice the time."""
    told = requests.get(f"{config['solr_url']}/config", params={"wt": "json"}, timeout=60)

    policy = told.json()["config"]["indexConfig"]["mergePolicyFactory"]
    assert policy["class"].endswith("TieredMergePolicyFactory")
    assert policy["segmentsPerTier"] <= 4
    assert policy["floorSegmentMB"] >= 16
