"""Each page of the directory speaks its own language; only names and codes are as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from ckan import model
from ckan.tests import factories, helpers

from ckanext.dongguan.schemas.dataset_type import NAMES

Record = dict[str, Any]
PUBLIC = [
    "/catalog", "/catalog?by=department&node=class-city", "/catalog?by=town",
    "/catalog?by=class",
    "/catalog?by=theme&node=04", "/catalog?q=1", "/plan", "/coverage",
    "/completeness", "/completeness/bus-stops/441900", "/codelists", "/codelists/towns",
    "/codelists/themes", "/codelists/provider_class", "/organization/", "/group/",
]  # fmt: skip
# Of accounts: who, and which page.
INNER = [
    ("clerk", "/sheets"), *(("clerk", f"/dataset/new/{name}") for name in NAMES[1:]),
    ("clerk", "/dataset/new"), ("bureau", "/plan/new"), ("bureau", "/coverage/declared"),
    ("bureau", "/duplicates"),
]  # fmt: skip
# Actions and addresses, as they are typed.
PROGRAM = re.compile(r"\w+_\w+|https?://\S+|/\w[\w/.-]*|JSON-LD")
LATIN, HAN = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[\u3400-\u9fff]+")
# Names of formats, standards and programs, which Chinese keeps as they are.
KEPT = {
    "API", "BY", "CC", "CC0", "CKAN", "CSV", "DELETE", "Excel", "GB", "GDP", "GET", "HTTP",
    "JSON", "MB", "OGC", "PATCH", "PDF", "POST", "PUT", "RDF", "RESTful", "SKOS", "SOAP",
    "Turtle", "WebService", "XLSX", "XML", "xlsx",
}  # fmt: skip
# Code, what is marked as another language, what scripts copy, and rows of records.
UNREAD = (
    "script, style, code, pre, .code, [lang], [translate=no], [name=repeating-template], "
    "tr:has(a[href*='/dataset/'], a[href*='/catalog/item/']), .table-note tbody, "
    ".form-section:has(input[name=first])"
)
SAID = ("aria-label", "title", "placeholder", "alt")


@pytest.fixture
def people(department: Record, holder: Callable[..., Record]) -> dict[str, str]:
    """Give tokens of a clerk and of the bureau."""
    clerk = factories.UserWithToken()
    member = {"username": clerk["name"], "role": "editor"}
    helpers.call_action("organization_member_create", id=department["id"], **member)
    return {"clerk": clerk["token"], "bureau": holder("bureau_reviewer")["token"]}


def texts(page: str) -> Iterator[str]:
    """Give what a reader sees or hears of a page's main part, apart from code and names."""
    main = BeautifulSoup(page, "html.parser").select_one("main, .main")
    assert main is not None
    for gone in main.select(UNREAD):
        gone.decompose()
    for tag in main.find_all(True):
        if isinstance(tag, Tag):
            yield from (str(tag[name]) for name in SAID if tag.get(name))
    yield from main.stripped_strings


def strange(page: str, wanted: re.Pattern[str]) -> list[str]:
    """List the words of another language, without names and what programs call things."""
    found, known = [], names()
    for text in texts(page):
        left = PROGRAM.sub(" ", text)
        for name in known:
            left = left.replace(name, " ")
        found += [f"{word} ({text[:60]})" for word in wanted.findall(left) if word not in KEPT]
    return found


@pytest.fixture(scope="module", autouse=True)
def directory(_application: Any) -> Any:
    """Have the departments and themes of the city."""
    return helpers.call_action("dongguan_directory_prepare")


@pytest.fixture
def city_entry(directory: Any, dataset: Callable[..., Record]) -> None:
    """Have an entry below the departments of the city, so that the tree has that branch."""
    dataset(owner_org=helpers.call_action("organization_show", id="dg-jtysj")["id"])


def names() -> list[str]:
    """List how departments, themes and people are called, the longest first."""
    groups = model.Session.query(model.Group.name, model.Group.title).all()
    people = model.Session.query(model.User.name, model.User.fullname).all()
    found = {one for row in (*groups, *people) for one in row if one}
    found |= {one.removeprefix("东莞市") for one in found}
    return sorted(found, key=len, reverse=True)


@pytest.mark.usefixtures("city_entry")
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_chinese(app: Any, path: str) -> None:
    assert strange(app.get(path).text, LATIN) == []


@pytest.mark.usefixtures("city_entry")
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_english(app: Any, path: str) -> None:
    assert strange(app.get(f"/en{path}").text, HAN) == []


@pytest.mark.parametrize(("who", "path"), INNER)
def test_a_page_of_the_departments_is_chinese(
    app: Any, people: Mapping[str, str], who: str, path: str
) -> None:
    page = app.get(path, headers={"Authorization": people[who]}).text

    assert strange(page, LATIN) == []


@pytest.mark.parametrize(("who", "path"), INNER)
def test_a_page_of_the_departments_is_english(
    app: Any, people: Mapping[str, str], who: str, path: str
) -> None:
    page = app.get(f"/en{path}", headers={"Authorization": people[who]}).text

    assert strange(page, HAN) == []
