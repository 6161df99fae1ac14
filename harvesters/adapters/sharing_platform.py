"""The directory of the sharing platform as a source: paged list, details, files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any, Protocol

from ..adapter import Asked, Plain
from ..difference import Mode
from ..found import Batch, Content, Found
from ..guard import Guard
from ..lineage import brought
from ..mapping import to_dataset
from ..part import text
from ..platform import SharingPlatform
from ..problem import LoopingError, RecordError, SourceError, as_refusal
from ..seen import Seen
from ..signing import Credentials
from ..source import FindProvider, Option, Source

OPTIONS = (
    Option(name="page_size", kind="number", default=200),
    Option(name="workers", kind="number", default=4),
)


class Platform(Protocol):
    """What a directory of this kind answers; raises RecordError where one record is bad."""

    @property
    def url(self) -> str:
        """Where it is."""

    @property
    def guard(self) -> Guard:
        """Who calls it."""

    @property
    def has_window(self) -> bool:
        """Tell whether it lists only what changed since a day, when asked to."""

    def page(self, number: int, size: int, since: str = "") -> dict[str, Any]:
        """Return a page of the directory: `total` and `list`."""

    def item(self, item_id: str) -> dict[str, Any]:
        """Return one item."""

    def files(self, item_id: str) -> list[dict[str, Any]]:
        """List the files of an item."""

    def save(self, item_id: str, file: dict[str, Any], into: IO[bytes]) -> None:
        """Write a file of an item into an open one."""


@dataclass(kw_only=True)
class SharingAdapter(Plain):
    """One platform; `codes` is its map."""

    platform: Platform
    codes: Mapping[str, Any]
    system: str
    version: str
    find_provider: FindProvider
    page_size: int = 200
    workers: int = 4
    _latest: str = field(default="", init=False)

    def batches(self, asked: Asked) -> Iterator[Batch]:
        """List all items, or those that changed and all only where some are gone."""
        since = str(asked.cursor.get("since", ""))
        if asked.mode is Mode.FULL or not since or not self.platform.has_window:
            yield from self._listing("")
            return
        self._latest = since
        yield from self._listing(since)
        # As many as the ledger knows, new ones included: then none is gone.
        total = self._page(1, "", size=1)["total"]
        if total == asked.active():
            yield Batch(total=total, is_count_right=True, cursor=self._cursor())
        else:
            yield from self._listing("")

    def _listing(self, since: str) -> Iterator[Batch]:
        ids = Seen()
        nameless = 0
        for number in range(1, self.platform.guard.limits.pages + 1):
            page = self._page(number, since)
            found = [self._found(entry) for entry in page["list"]]
            nameless += sum(1 for one in found if not one.remote_id)
            fresh = [one.remote_id for one in found if one.remote_id not in ids]
            ids.update(filter(None, fresh))
            if found and not fresh:
                raise LoopingError(self.platform.url, number)
            named = len(ids) + nameless
            is_end = not found or named >= page["total"]
            is_whole = is_end and not since and named == page["total"]
            yield Batch(
                found=found, total=0 if since else page["total"], is_whole=is_whole,
                cursor=self._cursor(),
            )  # fmt: skip
            if is_end:
                return

    def _page(self, number: int, since: str, size: int = 0) -> dict[str, Any]:
        page = self.platform.page(number, size or self.page_size, since)
        with _as_problem(self.platform.url):
            listed = page["list"] or []
            if not isinstance(listed, list):
                raise TypeError("list")
            return {"list": listed, "total": int(page["total"])}

    def _found(self, entry: Any) -> Found:
        if not isinstance(entry, dict):
            return Found(remote_id="", fault=("目录中的一条不是对象", "请来源单位核对"))
        stamp = str(entry.get("dataUpdateTime") or "")
        self._latest = max(self._latest, stamp[:10])
        return Found(
            remote_id=str(entry.get("resId") or "").strip(),
            title=str(entry.get("resTitle") or ""),
            stamp=stamp,
        )

    def _cursor(self) -> dict[str, str]:
        return {"since": self._latest}

    def details(self, found: Sequence[Found]) -> Iterable[tuple[Found, Content | RecordError]]:
        """Ask for items and their files, a few at a time."""
        with ThreadPoolExecutor(self.workers) as pool:
            yield from zip(found, pool.map(self._detail, found), strict=True)

    def _detail(self, one: Found) -> Content | RecordError:
        try:
            with as_refusal():
                item = self.platform.item(one.remote_id)
                files = self.platform.files(one.remote_id) if item.get("fileCount") else []
                return {**item, "files": files}
        except RecordError as refusal:
            return refusal

    def dataset(self, content: Content) -> dict[str, Any]:
        """Turn an item into a dataset's fields, its files not yet fetched."""
        dataset = to_dataset(content, self.codes, self.find_provider)
        with as_refusal():
            item_id = content["resId"]
            updated = text(content["dataUpdateTime"])
            resources = [self._resource(item_id, file, updated) for file in content["files"]]
        # Said even where it is empty: files that the source opens no more leave the portal.
        return {**dataset, "source_system": self.system, "resources": resources}

    def _resource(self, item_id: str, file: dict[str, Any], updated: str) -> dict[str, Any]:
        save = partial(self.platform.save, item_id, file)
        name, suffix = file["fileName"], file["sourceSuffix"]
        return {
            "name": name.rpartition(".")[0],
            "format": suffix.upper(),
            "data_date": (file["updateTime"] or updated)[:10],
            "hash": file["sha256"],
            "source_file": str(file["id"]),
            # Fetched only when the record turns out to be new or changed.
            "upload": partial(brought, save, name=name, suffix=suffix, sha256=file["sha256"]),
        }

    def cost(self) -> dict[str, int]:
        """Count requests and bytes."""
        guard = self.platform.guard
        return {"requests": guard.requests, "bytes": guard.bytes}


class _as_problem:  # noqa: N801 - a context manager reads as words
    """Turn an answer that is built in another way into the end of the run."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, KeyError | TypeError | ValueError):
            raise SourceError(
                self._place, f"目录的结构与约定不符（{error}）", "请核对接口版本或联系来源单位"
            ) from error


def open_source(
    source: Source, codes: Mapping[str, Any], version: str, find_provider: FindProvider,
    guard: Callable[[], Guard],
) -> SharingAdapter:  # fmt: skip
    """Make the adapter of a source; raises SourceError without credentials."""
    try:
        given = source.credentials
        credentials = Credentials(
            app_id=given["sharing_app_id"], secret=given["sharing_app_secret"]
        )
    except KeyError as error:
        raise SourceError(
            f"来源 {source.name} 的凭据", f"缺少 {error.args[0]}", "请在凭据文件中补上"
        ) from error
    return SharingAdapter(
        platform=SharingPlatform(url=source.address, credentials=credentials, guard=guard()),
        codes=codes,
        system=source.system,
        version=version,
        find_provider=find_provider,
        page_size=int(source.options.get("page_size", 200)),
        workers=int(source.options.get("workers", 4)),
    )
