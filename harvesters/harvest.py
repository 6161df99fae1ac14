"""Follow the sharing platform: each item into one dataset, with its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from werkzeug.datastructures import FileStorage

from ckanext.dongguan.directory.error_list import listed
from ckanext.dongguan.openness.decision import Audience, State, resolve
from ckanext.dongguan.schemas.dataset_type import load

from .mapping import read_map, to_dataset
from .platform import SharingPlatform
from .problem import RecordError, as_refusal
from .tally import Tally

# Documents go to the index in sets of this size.
BATCH = 50
Report = Callable[[int, int], None]


def follow(platform: SharingPlatform, report: Report) -> Tally:
    """Bring every item of the platform in; tell `report` how many of how many are done.

    Killed and started anew it comes to the same end: a record that has not
    changed is left alone. Raises SourceError when the platform cannot be read.
    """
    tally, user = Tally(), _site_user()
    for item_id, total in platform.items():
        _follow_item(platform, item_id, user, tally)
        if tally.total % BATCH == 0:
            _index()
        report(tally.total, total)
    _index()
    return tally


def _follow_item(platform: SharingPlatform, item_id: str, user: str, tally: Tally) -> None:
    dataset: dict[str, Any] = {}
    try:
        dataset = _dataset(platform, item_id)
        context = {"user": user, "ignore_auth": True, "dongguan_defer_index": True}
        tally.count(tk.get_action("dongguan_intake_write")(context, dataset)["outcome"])
    except RecordError as refusal:
        tally.refuse(item_id, str(refusal))
    except tk.ValidationError as refusal:
        tally.refuse(item_id, "；".join(_sentences(refusal.error_dict, dataset["type"])))
    finally:
        model.Session.remove()


def _dataset(platform: SharingPlatform, item_id: str) -> dict[str, Any]:
    item = platform.item(item_id)
    dataset = to_dataset(item, read_map("sharing_platform"), _find_provider)
    # Said even where it is empty: files that the source opens no more leave the portal.
    dataset["resources"] = []
    audience = resolve(State.of(dataset), datetime.now(UTC))
    if item.get("fileCount") and audience is Audience.OPEN:
        # Data that are not open stay where they are until they can be kept apart.
        with as_refusal():
            files = platform.files(item_id)
            dataset["resources"] = [_resource(platform, item_id, file) for file in files]
    return dataset


def _resource(platform: SharingPlatform, item_id: str, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": file["fileName"].rpartition(".")[0],
        "format": file["sourceSuffix"].upper(),
        "data_date": file["updateTime"][:10],
        "hash": file["sha256"],
        # Fetched only when the record turns out to be new or changed.
        "upload": partial(_fetch, platform, item_id, file),
    }


def _fetch(platform: SharingPlatform, item_id: str, file: dict[str, Any]) -> FileStorage:
    content = platform.content(item_id, file)
    if sha256(content).hexdigest() != file["sha256"]:
        raise RecordError(f"文件“{file['fileName']}”与来源的校验值不符，下次汇聚时重试")
    return FileStorage(BytesIO(content), filename=file["fileName"])


def _find_provider(name: str) -> str | None:
    """Ask the directory: it knows the names that were changed in the portal too."""
    try:
        found = tk.get_action("dongguan_provider_find")({"ignore_auth": True}, {"name": name})
    except tk.ObjectNotFound:
        return None
    return str(found["name"])


def _index() -> None:
    tk.get_action("dongguan_intake_drain")({"ignore_auth": True}, {})


def _site_user() -> str:
    return str(tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"])


def _sentences(errors: dict[str, Any], dataset_type: str) -> Iterable[str]:
    return (one.sentence for one in listed(errors, load(dataset_type), "zh_Hans_CN"))
