"""Plants one dataset of each kind with words of its own on every field, file, row and note."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from ckan import model
from ckan.tests import helpers
from ckanext.activity.model import Activity

from ckanext.dongguan.files.local import from_bytes
from ckanext.dongguan.openness.case import Case

from .canary import Canary, Mark, word

TABLE = Path(__file__).with_name("objects.yaml")
KINDS: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
# The last number is nobody's: ids and words that stand nowhere.
NOBODY = "nobody"
NUMBERS = {name: number for number, name in enumerate([*KINDS, NOBODY], 11)}


@dataclass(frozen=True, kw_only=True)
class Planted:
    """A planted dataset: by which words and ids a caller could ask for it."""

    name: str
    number: int
    case: Case | None
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Field:
    """All planted datasets, the ids of which dataset is which, and the places around them."""

    planted: Mapping[str, Planted]
    places: Mapping[str, str]
    ids: Mapping[str, Canary] = field(repr=False)

    @property
    def nobody(self) -> Planted:
        """Give what is not there."""
        return self.planted[NOBODY]


def plant(complete: Callable[..., dict[str, Any]], places: Mapping[str, str]) -> Field:
    """Plant every kind into a department (`own`) and a theme (`theme`, both ids)."""
    planted = {name: _plant(name, kind, complete, places) for name, kind in KINDS.items()}
    planted[NOBODY] = nothing(NUMBERS[NOBODY])
    ids = known_ids(planted.values())
    return Field(planted=planted, places=places, ids=ids)


def _plant(
    name: str, kind: Mapping[str, Any], complete: Callable[..., Any], places: Mapping[str, str]
) -> Planted:
    number = NUMBERS[name]
    made = helpers.call_action("package_create", **complete(**sown(number, places)))
    resource = helpers.call_action("resource_create", package_id=made["id"], **_file(number))
    helpers.call_action("datastore_create", **rows(number, resource["id"]))
    view_id = around(resource["id"], number)
    _settle(made["id"], name, kind, complete)
    ids = (made["id"], resource["id"], view_id, last_activity(made["id"]))
    case, words = Case(kind["case"]), words_of(number, ids)
    return Planted(name=name, number=number, case=case, words=words)


def nothing(number: int) -> Planted:
    """Give words and ids that stand nowhere."""
    ids = tuple(str(uuid.uuid4()) for _ in range(4))
    return Planted(name=NOBODY, number=number, case=None, words=words_of(number, ids))


def known_ids(planted: Iterable[Planted]) -> dict[str, Canary]:
    """Tell of each id what it is of."""
    marks = (Mark.DATASET, Mark.RESOURCE, Mark.VIEW, Mark.ACTIVITY)
    return {p.words[m]: Canary(mark=m, number=p.number) for p in planted for m in marks}


def last_activity(dataset_id: str) -> str:
    """Find the last change of a dataset."""
    told = model.Session.query(Activity).filter_by(object_id=dataset_id)
    return str(told.order_by(Activity.timestamp.desc()).first().id)


def sown(number: int, places: Mapping[str, str]) -> dict[str, Any]:
    """Give the fields of a dataset that is open."""
    return {
        "name": word(Mark.NAME, number),
        "title": f"东莞市 {word(Mark.FORMER, number)}",
        "notes": f"公交站点 {word(Mark.NOTE, number)}",
        "owner_org": places["own"],
        "tags": [{"name": word(Mark.KEYWORD, number)}],
        "groups": [{"id": places["theme"]}],
        "items": [{"name": word(Mark.COLUMN, number), "type": "C", "length": "20"}],
        "opening_decided_by": word(Mark.INNER, number),
        "resources": [
            {
                "name": "外部文件", "format": word(Mark.FORMAT, number),
                "url": f"http://{word(Mark.LINK, number)}.example/a.csv",
            }
        ],
    }  # fmt: skip


def _file(number: int) -> dict[str, Any]:
    content = f"{word(Mark.COLUMN, number)},镇街\n{word(Mark.CELL, number)},厚街镇\n"
    name = f"{word(Mark.FILE, number)}.csv"
    return {"upload": from_bytes(content.encode(), name)}


def rows(number: int, resource_id: str) -> dict[str, Any]:
    """Give a table with one row."""
    column = word(Mark.COLUMN, number)
    return {
        "resource_id": resource_id,
        "fields": [{"id": column, "type": "text"}],
        "records": [{column: word(Mark.CELL, number)}],
        "aliases": word(Mark.ALIAS, number),
        "force": True,
    }


def around(resource_id: str, number: int) -> str:
    """Plant a view that quotes a cell, and the report of a loader that does."""
    cell = word(Mark.CELL, number)
    view = model.ResourceView(
        id=str(uuid.uuid4()), resource_id=resource_id, view_type="image_view", title=cell,
        description="", config={"filters": {"a": [cell]}}, order=0,
    )  # fmt: skip
    report = model.TaskStatus(
        entity_id=resource_id, entity_type="resource", task_type="xloader", key="xloader",
        value=json.dumps({"rows": cell}), error=cell, state="error",
        last_updated=datetime(2026, 1, 1),
    )  # fmt: skip
    model.Session.add_all([view, report])
    model.Session.commit()
    return str(view.id)


def _settle(dataset_id: str, name: str, kind: Mapping[str, Any], complete: Any) -> None:
    """Bring a dataset, open until now, to where it is to be."""
    fields = dict(kind.get("fields", {}))
    wanted = complete(**fields) if fields else {}
    wanted.pop("opening_decided_by", None)
    title = f"东莞市 {word(Mark.TITLE, NUMBERS[name])}"
    helpers.call_action("package_patch", id=dataset_id, **{**wanted, "title": title})
    if life := kind.get("life"):
        until = datetime.now(UTC) + timedelta(minutes=kind.get("until", 0))
        wish = {"until": until.isoformat()} if "until" in kind else {}
        reason = {"inner_reason": word(Mark.INNER, NUMBERS[name])}
        helpers.call_action(
            "dongguan_life_cycle_update", id=dataset_id, state=life, **reason, **wish
        )
    if state := kind.get("state"):
        if state == "deleted":
            helpers.call_action("package_delete", id=dataset_id)
        else:
            helpers.call_action("package_patch", id=dataset_id, state=state)


def words_of(number: int, ids: tuple[str, ...]) -> dict[str, str]:
    """Give the words of a dataset and its ids: of itself, a file, a view and a change."""
    marks = (Mark.DATASET, Mark.RESOURCE, Mark.VIEW, Mark.ACTIVITY)
    written = {mark.value: word(mark, number) for mark in Mark}
    return {**written, **dict(zip((m.value for m in marks), ids, strict=True))}
