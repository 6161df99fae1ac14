"""Our codes in the words of DCAT-AP."""

from __future__ import annotations

from ckanext.dongguan.rdf.vocabulary import AUTHORITY, translated


def test_codes_become_addresses_of_the_european_vocabularies() -> None:
    spoken = translated(
        {"theme": "02", "update_frequency": "monthly", "open_class": "conditional"}
    )

    assert f"{AUTHORITY}/data-theme/ENVI" in spoken["theme"]
    assert spoken["frequency"] == f"{AUTHORITY}/frequency/MONTHLY"
    assert spoken["access_rights"] == f"{AUTHORITY}/access-right/RESTRICTED"


def test_a_code_without_a_counterpart_is_left_out() -> None:
    spoken = translated({"title": "公交", "theme": "77", "update_frequency": ""})

    assert spoken == {"title": "公交"}
