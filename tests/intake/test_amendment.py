"""What a record changes of a dataset, before anything is asked of the database."""

from __future__ import annotations

import pytest

from ckanext.dongguan.intake.amendment import changes

SHOWN = {
    "title": "东莞市公交站点信息",
    "notes": "",
    "owner_org": "1f0c",
    "organization": {"id": "1f0c", "name": "dg-jtysj"},
    "tags": [{"name": "公交", "id": "7", "state": "active"}, {"name": "站点", "id": "8"}],
    "resources": [],
}


@pytest.mark.parametrize(
    "said",
    [
        {"notes": None},
        {"owner_org": "dg-jtysj"},
        {"tags": [{"name": "站点"}, {"name": "公交"}]},
    ],
)
def test_the_same_in_other_words_changes_nothing(said: dict[str, object]) -> None:
    assert not changes(SHOWN, {"resources": [], **said})


@pytest.mark.parametrize(
    "said",
    [
        {"notes": "全市"},
        {"owner_org": "dg-jyj"},
        {"tags": [{"name": "公交"}]},
        {"resources": [{"upload": object()}]},
    ],
)
def test_other_content_is_a_change(said: dict[str, object]) -> None:
    assert changes(SHOWN, {"resources": [], **said})
