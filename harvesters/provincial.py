"""A client of a provincial portal in the layout of 开放广东.

Public calls, no signature: `findPage` lists, `selectDataCatalogByResId` describes,
`getFileList` names the files (layout as crawled 2019–2021).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from .answer import decoded, object_of
from .guard import Call, Guard
from .part import text
from .problem import GarbledError, RecordError, RefusedError

JSON = {"Content-Type": "application/json"}
NOT_FOUND = 404
PAGE = "/data/dataSet/findPage"
ITEM = "/data/catalog/selectDataCatalogByResId"
FILES = "/data/dataSet/getFileList"
FILE = "/downloadFiles/open-file"


@dataclass(kw_only=True)
class ProvincialPortal:
    """The portal at an address; `absent` is what its records never say."""

    url: str
    guard: Guard
    absent: Mapping[str, Any] = field(default_factory=dict)
    # It lists everything at any time.
    has_window: bool = False

    def page(self, number: int, size: int, since: str = "") -> dict[str, Any]:  # noqa: ARG002
        """Return a page of the directory: `total` and `list`, from a JSON string inside."""
        body = {"pageNo": number, "pageSize": size, "sortType": "", "classifyId": ""}
        answer = object_of(self._post(PAGE, body), self._at(PAGE))
        found = answer.get("dataList")
        return object_of(found, self._at(PAGE)) if isinstance(found, str) else answer

    def item(self, item_id: str) -> dict[str, Any]:
        """Return one record.

        :raises RecordError: it is gone, or nobody can read it
        """
        found = self._of_record(ITEM, {"resId": item_id})
        if not isinstance(found, dict):
            raise RecordError("回答不是一条记录", "请来源单位核对", ITEM)
        return {**self.absent, **found}

    def files(self, item_id: str) -> list[dict[str, Any]]:
        """List the files of a record; the portal states no checksum and no time.

        :raises RecordError: as for `item`
        """
        dates = {"sourceSuffix": "", "beginDate": "", "endDate": ""}
        found = self._of_record(FILES, {"resId": item_id, **dates})
        if not isinstance(found, list):
            raise RecordError("文件清单不是列表", "请来源单位核对", FILES)
        return [{"sha256": "", "updateTime": "", **one} for one in found]

    def save(self, item_id: str, file: Mapping[str, Any], into: IO[bytes]) -> None:
        """Write a file into an open one."""
        path = f"{FILE}/{item_id.replace('/', '_')}/{file['fileUrl']}"
        call = Call(
            method="GET", url=self._at(path), query={"filekey": text(file["id"])},
            most_bytes=self.guard.limits.file_bytes,
        )  # fmt: skip
        self._refusing(path, lambda: self.guard.send(call, into))

    def _of_record(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = self._refusing(path, lambda: decoded(self._post(path, body), self._at(path)))
        # Some installations put what they say into an envelope.
        is_envelope = isinstance(answer, dict) and "data" in answer and "resTitle" not in answer
        return answer["data"] if is_envelope else answer

    def _refusing(self, path: str, ask: Any) -> Any:
        try:
            return ask()
        except GarbledError as error:
            raise RecordError(error.cause, error.remedy, path) from error
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
            raise RecordError("来源已查不到它", "请来源单位核对是否已下线", path) from error

    def _post(self, path: str, body: Mapping[str, Any]) -> bytes:
        told = json.dumps(body, ensure_ascii=False).encode()
        return self.guard.send(
            Call(method="POST", url=self._at(path), body=told, headers=lambda: JSON)
        ).body

    def _at(self, path: str) -> str:
        return self.url.rstrip("/") + path
