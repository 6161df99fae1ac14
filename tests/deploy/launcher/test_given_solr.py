"""The Solr that a site brings: its core must hold our schema."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests

from deploy.launcher.given import check_solr
from deploy.launcher.problem import Problem
from deploy.launcher.solr import CONFIGSET, SCHEMA, home
from deploy.launcher.trial import trial_place

from .conftest import Launch

pytestmark = pytest.mark.stack
OUR_SCHEMA = (CONFIGSET / "schema.xml").read_text("utf-8")


def test_a_core_that_is_not_there_is_said_without_the_password(given: dict[str, str]) -> None:
    solr = given["CKAN_SOLR_URL"].rsplit("/", 1)[0].replace("://", "://me:secret@")

    with pytest.raises(Problem) as caught:
        check_solr(f"{solr}/nowhere")

    assert caught.value.facts["reason"] == "HTTP 404 Not Found"
    assert "secret" not in str(caught.value.facts)


def test_an_absent_solr_is_said() -> None:
    with pytest.raises(Problem, match="given_unreachable") as caught:
        check_solr("http://127.0.0.1:9/solr/ckan")

    assert caught.value.facts["reason"] == "[Errno 111] Connection refused"


@pytest.fixture
def core(given: dict[str, str]) -> Iterator[Callable[[str], str]]:
    """Make a core from a schema and give its URL; one at a time, unloaded at the end."""
    solr = given["CKAN_SOLR_URL"].rsplit("/", 1)[0]

    def make(schema: str) -> str:
        folder = home(trial_place(os.environ)) / "foreign"
        shutil.copytree(CONFIGSET, folder / "conf", dirs_exist_ok=True)
        (folder / "conf" / "schema.xml").write_text(schema, "utf-8")
        for name in ("synonyms.txt", "stopwords.txt"):
            (folder / "conf" / name).touch()
        create = {"action": "CREATE", "name": "foreign", "instanceDir": "foreign"}
        requests.get(f"{solr}/admin/cores", create, timeout=60).raise_for_status()
        return f"{solr}/foreign"

    yield make
    unload = {"action": "UNLOAD", "core": "foreign", "deleteInstanceDir": "true"}
    requests.get(f"{solr}/admin/cores", unload, timeout=60)


@pytest.fixture
def foreign_core(core: Callable[[str], str]) -> str:
    """Give the URL of a core whose schema is not CKAN's."""
    return core(OUR_SCHEMA.replace(f'"{SCHEMA}"', '"library-7"'))


def test_a_core_of_a_plain_ckan_is_refused_though_its_name_is_right(
    core: Callable[[str], str],
) -> None:
    plain = Path(str(find_spec("ckan").origin)).parent / "config" / "solr" / "schema.xml"  # type: ignore[union-attr]
    url = core(plain.read_text("utf-8"))

    with pytest.raises(Problem) as caught:
        check_solr(url)

    assert caught.value.key == "given_schema_old"
    assert int(str(caught.value.facts["count"])) > 3


def test_a_core_may_have_more_than_our_schema(core: Callable[[str], str]) -> None:
    more = '<field name="own" type="string"/>'

    check_solr(core(OUR_SCHEMA.replace("</schema>", f"{more}</schema>")))


def test_a_core_with_a_foreign_schema_is_refused_and_not_touched(
    given: dict[str, str], foreign_core: str, launch: Launch, place: object
) -> None:
    done = launch("run", **{**given, "CKAN_SOLR_URL": foreign_core})

    assert done.returncode == 1
    assert "结构是“library-7”，应为“ckan-2.12”" in done.stderr
    assert "Traceback" not in done.stderr
    core = requests.get(f"{foreign_core}/schema/name", timeout=10).json()
    assert core["name"] == "library-7"
