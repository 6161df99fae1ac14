"""Our own core: what a changed configset and a changed home of the index lead to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from deploy.launcher import solr_schema
from deploy.launcher.place import Place, claim
from deploy.launcher.portal import _index_home
from deploy.launcher.problem import Problem
from deploy.launcher.reindex import pending, want_if_moved
from deploy.launcher.site import read_site
from deploy.launcher.solr import CONFIGSET, SCHEMA, home, install_core
from deploy.launcher.trial import trial_place


def test_our_own_configset_is_the_one_ckan_asks_for() -> None:
    assert solr_schema.name(solr_schema.of(CONFIGSET)) == SCHEMA


def test_a_changed_configset_is_noticed_once(tmp_path: Path) -> None:
    place = trial_place({"DONGGUAN_TEST_DATA": str(tmp_path / "data")})
    source = tmp_path / "conf"
    shutil.copytree(CONFIGSET, source)

    seen = [install_core(place, "ckan", source), install_core(place, "ckan", source)]
    (source / "protwords.txt").write_text("# another word\n")
    seen += [install_core(place, "ckan", source), install_core(place, "ckan", source)]

    assert seen == [True, False, True, False]
    assert (home(place) / "ckan" / "conf" / "protwords.txt").read_text() == "# another word\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "is_kept"),
    [
        ("schema.xml", '<field name="title"', '<field docValues="false" name="title"', False),
        ("schema.xml", '<field name="title"', '<field name="heading"', False),
        ("schema.xml", 'version="1.6"', 'version="1.5"', False),
        ("schema.xml", "</schema>", '<field name="more" type="string"/></schema>', True),
        ("schema.xml", "</schema>", "<!-- said --></schema>", True),
        ("protwords.txt", "", "word\n", True),
    ],
)
def test_an_index_is_thrown_away_only_when_a_definition_changed(
    tmp_path: Path, file: str, old: str, new: str, is_kept: bool
) -> None:
    place = trial_place({"DONGGUAN_TEST_DATA": str(tmp_path / "data")})
    source = tmp_path / "conf"
    shutil.copytree(CONFIGSET, source)
    install_core(place, "ckan", source)
    segment = home(place) / "ckan" / "data" / "index" / "segments_1"
    segment.parent.mkdir(parents=True)
    segment.touch()
    pending(place).unlink()

    text = (source / file).read_text()
    assert old in text
    (source / file).write_text(text.replace(old, new, 1))
    install_core(place, "ckan", source)

    assert segment.exists() is is_kept
    assert pending(place).exists()


def test_a_foreign_configset_is_refused_before_it_is_installed(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "schema.xml").write_text('<schema name="library-7"/>')
    place = trial_place({"DONGGUAN_TEST_DATA": str(tmp_path / "data")})

    with pytest.raises(Problem) as caught:
        install_core(place, "ckan", tmp_path / "conf")

    assert json.loads(json.dumps(caught.value.facts, default=str))["found"] == "library-7"
    assert not home(place).exists()


def test_an_index_with_another_home_is_built_anew_once(place: Place) -> None:
    claim(place)
    homes = [
        {"postgres": "", "solr": ""},
        {"postgres": "", "solr": ""},
        {"postgres": "", "solr": "http://search/solr/ckan"},
        {"postgres": "postgresql://u:***@db/ckan", "solr": "http://search/solr/ckan"},
    ]
    noted = []

    for one in homes:
        want_if_moved(place, one)
        noted.append(pending(place).exists())
        pending(place).unlink(missing_ok=True)

    assert noted == [True, False, True, True]


def test_a_newer_release_and_another_service_are_another_home(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(place)
    here = _index_home(read_site(place, {}))
    there = _index_home(read_site(place, {"CKAN_SOLR_URL": "http://u:secret@search/solr/x"}))

    monkeypatch.setattr("deploy.launcher.release.ours", lambda: "99.0")
    later = _index_home(read_site(place, {}))

    assert len({str(home) for home in (here, there, later)}) == 3
    assert "secret" not in str(there)
