"""A client of the government sharing platform."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import requests

from .problem import GarbledError, RecordError, SourceError
from .signing import Credentials, Request, headers

PAGE_SIZE = 200
TRIES = 4
TIMEOUT_SECONDS = 60
MAX_FILE_BYTES = 200 * 1024 * 1024
NOT_FOUND = 404
BUSY = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, kw_only=True)
class SharingPlatform:
    """The platform at an address; clock, nonces and pauses come in as arguments."""

    url: str
    credentials: Credentials
    session: requests.Session = field(default_factory=requests.Session)
    now: Callable[[], float] = time.time
    nonce: Callable[[], str] = lambda: uuid.uuid4().hex
    pause: Callable[[float], None] = time.sleep

    def items(self) -> Iterator[tuple[str, int]]:
        """Yield each item's id with the total that the platform announces."""
        page, seen = 1, 0
        while True:
            answer = self._post("/share/catalog/page", {"pageNo": page, "pageSize": PAGE_SIZE})
            listing = self._decode(answer["dataList"], "/share/catalog/page")
            for entry in listing["list"]:
                yield entry["resId"], int(listing["total"])
            seen += len(listing["list"])
            if not listing["list"] or seen >= int(listing["total"]):
                return
            page += 1

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

    def content(self, item_id: str, file: dict[str, Any]) -> bytes:
        """Fetch a file of an item (`files` lists them), at most 200 MiB."""
        path = f"/share/file/download/{item_id.replace('/', '_')}/{file['fileUrl']}"
        if int(file["fileSize"]) > MAX_FILE_BYTES:
            raise RecordError(f"文件“{file['fileName']}”超过 200 MiB，请来源单位拆分后重新提供")
        request = Request(method="GET", path=path, query={"filekey": str(file["id"])})
        return bytes(self._send(request).content)

    def _of_record(self, path: str, item_id: str) -> Any:
        try:
            return self._post(path, {"resId": item_id})["data"]
        except GarbledError as error:
            # One record that is kept badly at the source must not stop all others.
            raise RecordError(str(error)) from error

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(body, ensure_ascii=False).encode()
        request = Request(method="POST", path=path, query={}, body=text)
        for attempt in range(1, TRIES):
            with suppress(GarbledError):
                return dict(self._decode(self._send(request).content, path))
            self.pause(_wait(None, attempt))
        return dict(self._decode(self._send(request).content, path))

    def _decode(self, text: bytes | str, path: str) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise GarbledError(
                f"共享平台 {path}", f"回答不是完整的 JSON（{error}）", "请稍后重试或联系平台"
            ) from error

    def _send(self, request: Request) -> requests.Response:
        """Ask, and ask again while the platform is busy or the connection breaks."""
        for attempt in range(1, TRIES):
            response = None
            with suppress(SourceError):
                response = self._try(request)
            if response is not None and response.status_code not in BUSY:
                return _checked(response, request)
            self.pause(_wait(response, attempt))
        return _checked(self._try(request), request)

    def _try(self, request: Request) -> requests.Response:
        # A new signature each time: the platform refuses a nonce it has seen.
        signed = headers(self.credentials, request, int(self.now()), self.nonce())
        try:
            return self.session.request(
                request.method,
                self.url.rstrip("/") + request.path,
                params=request.query or None,
                data=request.body or None,
                headers={**signed, "Content-Type": "application/json"},
                timeout=TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise SourceError(
                f"共享平台 {self.url}",
                f"连接失败（{type(error).__name__}）",
                "请检查地址与网络",
            ) from error


def _wait(response: requests.Response | None, attempt: int) -> float:
    asked = "" if response is None else response.headers.get("Retry-After", "")
    return min(float(asked), 60.0) if asked.isdigit() else 0.5 * 2**attempt


def _checked(response: requests.Response, request: Request) -> requests.Response:
    if response.status_code == NOT_FOUND:
        raise RecordError(f"{request.path} 在共享平台上已不存在")
    if not response.ok or response.is_redirect:
        raise SourceError(
            f"共享平台 {request.path}",
            f"返回 {response.status_code}：{_message(response)}",
            "请核对应用标识与密钥，或稍后重试",
        )
    return response


def _message(response: requests.Response) -> str:
    try:
        return str(response.json().get("message", ""))[:200]
    except ValueError:
        return "没有说明"
