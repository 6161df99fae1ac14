"""English pages call departments and themes by these names, where core says otherwise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polib
import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories

from ckanext.dongguan import script_texts

HOME = Path(script_texts.__file__).parent / "i18n" / "en" / "LC_MESSAGES"
OWN = polib.pofile(str(HOME / "ckanext-dongguan.po"))
CAPITALS = re.compile(r"[a-z] (?!English\b|Excel\b)[A-Z][a-z]+\b")
# Boxes to tick are named by code lists, which hold names of places.
NAMED = ".btn, .nav-tabs a, label:not(.code-box), h1, h2, .breadcrumb a"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CORES = re.compile(r"\b(organi[sz]ation|group)s?\b", re.IGNORECASE)


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_the_compiled_catalogue_is_the_one_in_the_source() -> None:
    compiled = polib.mofile(str(HOME / "ckanext-dongguan.mo"))

    assert {e.msgid: texts(e) for e in compiled} == {e.msgid: texts(e) for e in OWN}


def test_no_entry_says_core_s_words_or_loses_a_place() -> None:
    wrong = [
        entry.msgid
        for entry in OWN
        for text in texts(entry)
        if CORES.search(PLACES.sub("", text))
        or sorted(PLACES.findall(text)) != sorted(PLACES.findall(entry.msgid))
    ]

    assert len(OWN) > 90
    assert wrong == []


@pytest.mark.parametrize(
    ("address", "said"), [("/organization/new", "Add department"), ("/group/new", "Add theme")]
)
def test_a_form_names_departments_and_themes(app: Any, address: str, said: str) -> None:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    page = BeautifulSoup(app.get(f"/en{address}", headers=headers).text, "html.parser")

    main = page.select_one("main")
    # Names of code lists have these words for other things.
    for option in main.select("option"):
        option.decompose()
    shown = main.get_text(" ")
    assert said in shown
    assert CORES.findall(shown) == []


def test_the_tabs_of_the_workspace_name_departments(app: Any) -> None:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    page = app.get("/en/dashboard/organizations", headers=headers).text

    assert "My departments" in page
    assert "My Organizations" not in page


@pytest.mark.usefixtures("department")
@pytest.mark.parametrize(
    "address",
    [
        "/dashboard/datasets", "/dataset/new", "/organization/new", "/group/new", "/user/",
        "/user/register", "/user/reset", "/ckan-admin/", "/ckan-admin/config",
        "/ckan-admin/trash", "/ckan-admin/reset_config",
    ],
)  # fmt: skip
def test_buttons_and_labels_have_a_capital_at_the_beginning_only(
    app: Any, address: str
) -> None:
    headers = {"Authorization": factories.SysadminWithToken()["token"]}

    page = BeautifulSoup(app.get(f"/en{address}", headers=headers).text, "html.parser")

    said = [one.get_text(" ", strip=True) for one in page.main.select(NAMED)]
    assert [text for text in said if CAPITALS.search(text)] == []
