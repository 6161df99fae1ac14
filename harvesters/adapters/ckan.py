"""Another CKAN portal as a source, by its `package_search`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ..adapter import Asked, Plain
from ..answer import object_of
from ..difference import Mode
from ..found import Batch, Content, Found, Mark
from ..guard import NOT_MODIFIED, Call, Guard
from ..part import text
from ..problem import LoopingError, RecordError, SourceError, as_refusal
from ..seen import Seen
from ..source import FindProvider, Option, Source

OPTIONS = (
    Option(name="page_size", kind="number", default=100),
    Option(
        name="owner_of", kind="choice", default="source",
        choices=("source", "remote"),
    ),
)  # fmt: skip
VOLATILE = frozenset({"tracking_summary", "num_resources", "num_tags"})
SEARCH = "/api/3/action/package_search"
KEPT = ("title", "notes", "license_id", "author", "author_email", "maintainer",
        "maintainer_email", "version", "url")  # fmt: skip
RESOURCE = ("name", "url", "format", "description", "mimetype", "size", "hash")
# A little earlier than the last: clocks differ, and the index is late.
OVERLAP = timedelta(hours=1)


@dataclass(kw_only=True)
class CkanAdapter(Plain):
    """One portal."""

    url: str
    guard: Guard
    system: str
    version: str
    owner: str
    find_provider: FindProvider | None = None
    page_size: int = 100
    volatile: frozenset[str] = VOLATILE
    _latest: str = field(default="", init=False)

    def batches(self, asked: Asked) -> Iterator[Batch]:
        """List all datasets; or those changed since, and all where the number is not right.

        The newest one and the total tell in one answer whether there is anything to do.
        """
        self._latest = str(asked.cursor.get("latest", ""))
        if asked.mode is Mode.FULL or not self._latest:
            yield from self._listing("id asc", asked)
            return
        found, total = self._newest(0, 1)
        is_right = total == asked.active()
        if any(one.stamp > asked.cursor["latest"] for one in found):
            for batch, total in self._recent(str(asked.cursor["since"])):
                yield batch
                is_right = total == asked.active()
        if is_right:
            yield Batch(is_count_right=True, cursor=self._cursor())
        else:
            yield from self._listing("id asc", asked)

    def _listing(self, order: str, asked: Asked) -> Iterator[Batch]:
        ids = Seen()
        start = nameless = 0
        for number in range(1, self.guard.limits.pages + 1):
            batch, total, named = self._page(order, start, asked)
            fresh = [one for one in named if one not in ids]
            ids.update(fresh)
            nameless += len(batch.found) - len(named) if batch.found else 0
            if named and not fresh:
                raise LoopingError(self.url, number)
            size = len(batch.found) or len(batch.unchanged)
            start += size
            is_end = not size or start >= total
            is_whole = is_end and len(ids) + nameless == total
            yield replace(batch, is_whole=is_whole, cursor=self._cursor())
            if is_end:
                return

    def _page(self, order: str, start: int, asked: Asked) -> tuple[Batch, int, list[str]]:
        query = {"rows": str(self.page_size), "start": str(start), "sort": order}
        key = f"{SEARCH}?{json.dumps(query, sort_keys=True)}#{self.version}"
        before = asked.mark(key)
        answer = self.guard.send(self._call(query, before))
        if answer.status == NOT_MODIFIED and before:
            total = int(before.note or 0)
            return Batch(unchanged=before.ids, total=total), total, list(before.ids)
        found, total = self._read(answer.body)
        ids = [one.remote_id for one in found if one.remote_id]
        mark = _mark(key, answer.headers, ids, total)
        return Batch(found=found, total=total, mark=mark), total, ids

    def _recent(self, since: str) -> Iterator[tuple[Batch, int]]:
        """Read from the newest backwards until the last time; every answer says the total."""
        start = 0
        while True:
            found, total = self._newest(start, self.page_size)
            recent = [one for one in found if one.stamp >= since or not one.stamp]
            yield Batch(found=recent), total
            start += len(found)
            if len(recent) < len(found) or not found or start >= total:
                return

    def _newest(self, start: int, rows: int) -> tuple[list[Found], int]:
        order = "metadata_modified desc"
        query = {"rows": str(rows), "start": str(start), "sort": order}
        return self._read(self.guard.send(self._call(query, None)).body)

    def _call(self, query: Mapping[str, str], before: Mark | None) -> Call:
        asked = {}
        if before and before.etag:
            asked["If-None-Match"] = before.etag
        if before and before.last_modified:
            asked["If-Modified-Since"] = before.last_modified
        return Call(
            method="GET", url=self.url.rstrip("/") + SEARCH, query=query, headers=lambda: asked
        )

    def _read(self, body: bytes) -> tuple[list[Found], int]:
        place = self.url.rstrip("/") + SEARCH
        try:
            answer = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Slower, and says what came instead.
            answer = object_of(body, place, is_mixed=True)
        try:
            result = answer["result"]
            found = [self._found(one) for one in result["results"]]
            return found, int(result["count"])
        except (KeyError, TypeError, ValueError) as error:
            raise SourceError(
                place,
                f"回答不是 CKAN 的检索结果（{error}）",
                "请核对地址是否为 CKAN 门户的首页地址",
            ) from error

    def _found(self, package: Any) -> Found:
        if not isinstance(package, dict):
            return Found(remote_id="", fault=("目录中的一条不是对象", "请来源单位核对"))
        stamp = text(package.get("metadata_modified"))
        self._latest = max(self._latest, stamp)
        return Found(
            remote_id=text(package.get("id")), title=text(package.get("title")),
            stamp=stamp, content=package,
        )  # fmt: skip

    def _cursor(self) -> dict[str, str]:
        try:
            latest = datetime.fromisoformat(self._latest)
        except ValueError:
            return {}
        return {"latest": self._latest, "since": (latest - OVERLAP).isoformat()}

    def dataset(self, content: Content) -> dict[str, Any]:
        """Turn a package into a dataset's fields; extras of ours become fields again."""
        with as_refusal():
            extras = {one["key"]: one["value"] for one in content.get("extras") or ()}
            return {
                "type": "dataset",
                **{name: text(content.get(name)) for name in KEPT if content.get(name)},
                **extras,
                "owner_org": self._owner(content),
                "tags": [{"name": tag["name"]} for tag in content.get("tags") or ()],
                "resources": [_resource(one) for one in content.get("resources") or ()],
                "source_system": self.system,
                "source_id": content["id"],
            }

    def _owner(self, content: Content) -> str:
        if self.find_provider is None:
            return self.owner
        name = text((content.get("organization") or {}).get("title"))
        found = self.find_provider(name) if name else None
        if found is None and not self.owner:
            raise RecordError(
                f"提供单位“{name}”不在单位代码表中",
                "请来源单位核对单位名称；名称无误的，请门户运行人员登记该单位，或为来源指定单位",
            )
        return found or self.owner

    def cost(self) -> dict[str, int]:
        """Count requests and bytes."""
        return {"requests": self.guard.requests, "bytes": self.guard.bytes}


def _resource(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one[name] for name in RESOURCE if one.get(name) not in (None, "")}


def _mark(key: str, headers: Mapping[str, str], ids: list[str], total: int) -> Mark | None:
    etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
    if not etag and not modified:
        return None
    return Mark(key=key, etag=etag, last_modified=modified, ids=ids, note=str(total))


def open_source(
    source: Source, _codes: Mapping[str, Any], version: str, find_provider: FindProvider,
    guard: Callable[[], Guard],
) -> CkanAdapter:  # fmt: skip
    """Make the adapter of a source."""
    is_remote = source.options.get("owner_of") == "remote"
    return CkanAdapter(
        url=source.address, guard=guard(), system=source.system, version=version,
        owner=source.owner, find_provider=find_provider if is_remote else None,
        page_size=int(source.options.get("page_size", 100)),
    )  # fmt: skip
