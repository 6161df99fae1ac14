"""The four doors of a record, each used as its people use it, and what each of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.directory.error_list import listed
from ckanext.dongguan.schemas.dataset_type import load
from ckanext.dongguan.sheets import blank
from ckanext.dongguan.sheets.kind import template_of

Record = dict[str, Any]
CHINESE = "zh_Hans_CN"
TODAY = date(2026, 11, 25)
# What belongs to one stored record alone, or to the door it came through.
OWN = {
    "id", "name", "package_id", "metadata_created", "metadata_modified", "creator_user_id",
    "resource_code", "former_codes", "source_system", "source_id",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a door said: the sentences of a refusal, or the record as it is shown then."""

    sentences: frozenset[str] = frozenset()
    record: Mapping[str, Any] = field(default_factory=dict)
    dataset_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """Who stands at the doors: a clerk of a department, in a browser or a program."""

    app: Any
    token: str
    name: str
    department: Mapping[str, Any]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": self.token}


def shown(dataset_id: str) -> Record:
    """Show a record without what is its own, empty values left out."""
    found = helpers.call_action("package_show", {"use_cache": False}, id=dataset_id)
    return {k: _plain(v) for k, v in found.items() if k not in OWN and _plain(v)}


def _plain(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        kept = [{k: v for k, v in row.items() if v and k != "id"} for row in value]
        return sorted(r["name"] for r in kept) if "vocabulary_id" in value[0] else kept
    return value


def said(errors: Mapping[str, Any], kind: str) -> frozenset[str]:
    """List the sentences of an `error_dict`, each with its place."""
    return frozenset(
        f"{one.name}: {one.sentence}" for one in listed(errors, load(kind), CHINESE)
    )


def through_api(clerk: Clerk, records: Sequence[Record]) -> list[Answer]:
    """Call `package_create`, or `package_update` where a record states an id."""
    answers = []
    for record in records:
        action = "package_update" if "id" in record else "package_create"
        answer = clerk.app.post(
            f"/api/3/action/{action}", json=record, headers=clerk.headers
        ).json
        if answer["success"]:
            found = answer["result"]["id"]
            answers.append(Answer(record=shown(found), dataset_id=found))
        else:
            errors = {k: v for k, v in answer["error"].items() if k != "__type"}
            answers.append(Answer(sentences=said(errors, record["type"])))
    return answers


def through_harvest(clerk: Clerk, records: Sequence[Record]) -> list[Answer]:
    """Write all records as those of a source, as a harvester does."""
    with chinese(clerk.app):
        told = tk.get_action("dongguan_intake_write_many")(
            {"user": clerk.name}, {"records": [_of_source(one) for one in records]}
        )
    return [
        Answer(sentences=said(one["errors"], record["type"]))
        if one["outcome"] == "refused"
        else Answer(record=shown(one["id"]), dataset_id=one["id"])
        for one, record in zip(told, records, strict=True)
    ]


_numbers = iter(range(10_000_000))


def _of_source(record: Record) -> Record:
    if "id" in record:
        return record
    return {**record, "source_system": "doors", "source_id": str(next(_numbers))}


def through_excel(clerk: Clerk, records: Sequence[Record], path: Path) -> list[Answer]:
    """Hand in one workbook of all records, all of one type; it is whole or not at all."""
    (kind,) = {record["type"] for record in records}
    written = [{**one, "organization": dict(clerk.department)} for one in records]
    with path.open("wb") as file:
        blank.write(file, template_of(kind), written, TODAY)
    wanted = {"path": str(path), "type": kind}
    with chinese(clerk.app):
        result = tk.get_action("dongguan_sheet_import")({"user": clerk.name}, wanted)
    if not result["is_written"]:
        return list(_refusals(result["faults"], len(records), path))
    return [_written(record) for record in records]


def _refusals(faults: Sequence[Record], count: int, path: Path) -> Iterator[Answer]:
    """Give each record the sentences of its row and of the rows that belong to it."""
    owners = _owners(path)
    for number in range(1, count + 1):
        own = [f for f in faults if owners[f["sheet"], f["row"]] == number]
        yield Answer(sentences=frozenset(f["sentence"] for f in own))


def _owners(path: Path) -> dict[tuple[str, int], int]:
    import openpyxl

    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, row[0].row): row[0].value
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=2)
        if isinstance(row[0].value, int)
    }


def _written(record: Record) -> Answer:
    found = record.get("id")
    if not found:
        package = model.Session.query(model.Package).filter_by(title=record["title"])
        newest = package.order_by(model.Package.metadata_created.desc()).first()
        assert newest is not None
        found = newest.id
    return Answer(record=shown(found), dataset_id=found)


def through_form(clerk: Clerk, records: Sequence[Record]) -> list[Answer]:
    """Fill in the form of the type, press the button, and finish without a file."""
    return [_form(clerk, record) for record in records]


def _form(clerk: Clerk, record: Record) -> Answer:
    kind, found = record["type"], record.get("id")
    path = "/dataset/new" if kind == "dataset" else f"/dataset/new/{kind}"
    path, phase = (f"/dataset/edit/{found}", {"save": ""}) if found else (path, PHASE)
    answer = clerk.app.post(
        path, data=filled_in(record) | phase, headers=clerk.headers, follow_redirects=False
    )
    if answer.status_code == 200:
        return Answer(sentences=frozenset(_on_page(answer.text)))
    name = found or answer.headers["Location"].split("/")[-3]
    if not found:
        finish = f"/dataset/{name}/resource/new"
        clerk.app.post(
            finish, data={"save": "go-metadata", "id": ""}, headers=clerk.headers,
            follow_redirects=False,
        )  # fmt: skip
    dataset_id = model.Package.get(name).id
    return Answer(record=shown(dataset_id), dataset_id=dataset_id)


PHASE = {"_ckan_phase": "dataset_new_1", "save": ""}
_ERROR = re.compile(r'<li data-field-label="([^"]*)"><a [^>]*>(.*?)</a></li>', re.S)


def _on_page(page: str) -> Iterator[str]:
    for name, sentence in _ERROR.findall(page):
        yield f"{unescape(name)}: {unescape(sentence)}"


def filled_in(record: Record) -> dict[str, Any]:
    """Write a record as a browser sends its form."""
    form: dict[str, Any] = {"type": record["type"]}
    for name, value in record.items():
        if name == "tags":
            form["tag_string"] = ",".join(tag["name"] for tag in value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            form |= {
                f"{name}-{n}-{key}": text
                for n, row in enumerate(value)
                for key, text in row.items()
            }
        else:
            form[name] = value
    return form


def chinese(app: Any) -> Any:
    """Stand in a request of a Chinese page, where sentences are translated."""
    return app.flask_app.test_request_context(environ_overrides={"CKAN_LANG": CHINESE})


Door = Callable[[Clerk, Sequence[Record]], list[Answer]]
