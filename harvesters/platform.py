"""A client of the government sharing platform (deploy/sandbox/PROTOCOL.md §1)."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from .answer import decoded, object_of
from .guard import Call, Guard
from .problem import GarbledError, RecordError, RefusedError
from .signing import Credentials, Request, headers

NOT_FOUND = 404
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, kw_only=True)
class SharingPlatform:
    """The platform at an address; clock and nonces come in as arguments."""

    url: str
    credentials: Credentials
    guard: Guard
    now: Callable[[], float] = time.time
    nonce: Callable[[], str] = lambda: uuid.uuid4().hex
    has_window: bool = True

    def page(self, number: int, size: int, since: str = "") -> dict[str, Any]:
        """Return a page of the directory: `total` and `list`."""
        body = {"pageNo": number, "pageSize": size} | ({"updatedSince": since} if since else {})
        path = "/share/catalog/page"
        answer = self._post(path, body)
        return object_of(answer.get("dataList") or "", self.url + path)

    def item(self, item_id: str) -> dict[str, Any]:
        """Return one item as the platform describes it.

        :raises RecordError: it is gone, or described in a way that nobody can read
        """
        return dict(self._of_record("/share/catalog/detail", item_id))

    def files(self, item_id: str) -> list[dict[str, Any]]:
        """List the files of an item.

        :raises RecordError: as for `item`
        """
        return list(self._of_record("/share/file/list", item_id))

    def save(self, item_id: str, file: dict[str, Any], into: IO[bytes]) -> None:
        """Write a file of an item (`files` lists them) into an open one."""
        path = f"/share/file/download/{item_id.replace('/', '_')}/{file['fileUrl']}"
        most = self.guard.limits.file_bytes
        if int(file["fileSize"]) > most:
            raise RecordError(
                f"文件“{file['fileName']}”超过 {most // 1048576} MiB",
                "请来源单位拆分后重新提供",
            )
        request = Request(method="GET", path=path, query={"filekey": str(file["id"])})
        try:
            self.guard.send(self._call(request, most), into)
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
            raise RecordError(
                f"文件“{file['fileName']}”在来源已不存在",
                "下次汇聚时重试；请来源单位核对文件清单",
            ) from error

    def _of_record(self, path: str, item_id: str) -> Any:
        try:
            return self._post(path, {"resId": item_id})["data"]
        except GarbledError as error:
            # One record that is kept badly at the source must not stop all others.
            raise RecordError(error.cause, error.remedy, path) from error
        except RefusedError as error:
            if error.status != NOT_FOUND:
                raise
            raise RecordError(
                "目录中列有这条记录，但来源已查不到它", "请来源单位核对是否已下线", path
            ) from error

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(body, ensure_ascii=False).encode()
        call = self._call(Request(method="POST", path=path, query={}, body=text))
        for attempt in range(1, self.guard.limits.tries):
            try:
                return self._decoded(call)
            except GarbledError:
                self.guard.rest(attempt)
        return self._decoded(call)

    def _decoded(self, call: Call) -> dict[str, Any]:
        found = decoded(self.guard.send(call).body, call.url)
        if not isinstance(found, dict):
            raise GarbledError(call.url, "回答不是 JSON 对象", "请核对地址是否为共享平台接口")
        return found

    def _call(self, request: Request, most: int = 0) -> Call:
        # A new signature each time: the platform refuses a nonce it has seen.
        def signed() -> dict[str, str]:
            return {**headers(self.credentials, request, int(self.now()), self.nonce()), **JSON}

        return Call(
            method=request.method, url=self.url.rstrip("/") + request.path,
            query=request.query, body=request.body, headers=signed, most_bytes=most,
        )  # fmt: skip
