"""A place where a department drops deliveries: a folder, an SFTP server, a bucket."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, Any

import fsspec

from ckanext.dongguan.sheets import choosing

from .. import delivery as deliveries
from .. import sheet
from ..adapter import Asked, Plain
from ..delivery import Delivery
from ..found import Batch, Content, Found
from ..guard import Guard
from ..limits import Limits
from ..lineage import brought
from ..mapping import to_dataset
from ..pace import Pace
from ..problem import RecordError, SourceError, as_refusal
from ..source import FindProvider, Option, Source
from ..store import host_of, opened
from ..window import SHANGHAI

OPTIONS = (
    Option(name="done", default="完成.ok"),
    Option(name="archive", default="已处理", may_be_empty=True),
    Option(name="is_complete", kind="yes_no", default=True),
    Option(name="layout"),
    Option(name="endpoint"),
)  # fmt: skip
PART = 200


@dataclass(kw_only=True)
class DropAdapter(Plain):
    """One place; `stamp` names the archive of a run."""

    source: Source
    codes: Mapping[str, Any]
    version: str
    find_provider: FindProvider
    stamp: str
    pace: Pace
    volatile: frozenset[str] = frozenset({"delivery"})
    _bytes: int = field(default=0, init=False)
    _calls: int = field(default=0, init=False)
    _last: tuple[Batch, Delivery] | None = field(default=None, init=False)
    _told: dict[str, Any] = field(default_factory=dict, init=False)
    _deliveries: dict[str, Delivery] = field(default_factory=dict, init=False)

    def batches(self, asked: Asked) -> Iterator[Batch]:  # noqa: ARG002 - it tells all it has
        """Read each finished delivery, oldest name first; unfinished ones are not touched."""
        store, root = opened(self.source, self._call)
        found = list(self._finished(store, root))
        if not found:
            yield Batch(is_partial=True)
        is_complete = bool(self.source.options.get("is_complete", True))
        for one in found:
            # Each delivery that is complete stands for all; the last one decides.
            is_end = one is found[-1]
            self._deliveries[one.name] = one
            self._told = {"batch": one.name, "done": 0, "refused": {}}
            for batch, is_last in _ahead(self._parts(one)):
                whole = is_last and is_end and is_complete
                told = Batch(
                    found=batch, number=one.name, is_whole=whole, is_partial=not is_complete
                )
                self._last = (told, one) if is_last else None
                yield told

    def _call(self) -> None:
        """Count a call, and wait for its turn."""
        self._calls += 1
        self.pace.wait(host_of(self.source))

    def _finished(self, store: Any, root: str) -> Iterator[Delivery]:
        try:
            names = sorted(str(path).rstrip("/") for path in store.ls(root, detail=False))
        except (OSError, ValueError) as error:
            raise SourceError(
                self.source.address, f"打不开（{type(error).__name__}）", "请核对目录与权限"
            ) from error
        if self._is_finished(store, root):
            yield Delivery(store=store, folder=root, name=PurePosixPath(root).name)
        archive = str(self.source.options.get("archive", "已处理"))
        for path in names:
            name = PurePosixPath(path).name
            if name == archive:
                continue
            if name.lower().endswith(".zip"):
                yield from self._unpacked(store, path, name)
            elif self._is_finished(store, path):
                yield Delivery(store=store, folder=path, name=name)

    def _is_finished(self, store: Any, folder: str) -> bool:
        return bool(
            store.exists(f"{folder.rstrip('/')}/{self.source.options.get('done', '完成.ok')}")
        )

    def _unpacked(self, store: Any, path: str, name: str) -> Iterator[Delivery]:
        with store.open(path, "rb") as raw:
            if not deliveries.is_whole_zip(raw):
                return
            deliveries.check_zip(raw, name, self.source.limits)
        inside = fsspec.filesystem("zip", fo=store.open(path, "rb"))
        yield Delivery(store=inside, folder="", name=name)

    def _parts(self, one: Delivery) -> Iterator[list[Found]]:
        read = self._rows(one) if self.source.options.get("layout") else self._items(one)
        while part := list(islice(read, PART)):
            yield part

    def _items(self, one: Delivery) -> Iterator[Found]:
        for item in deliveries.items(one, self.source.limits):
            yield Found(
                remote_id=str(item.get("resId") or ""), title=str(item.get("resTitle") or ""),
                stamp=str(item.get("dataUpdateTime") or ""),
                content={**item, "delivery": one.name},
            )  # fmt: skip

    def _rows(self, one: Delivery) -> Iterator[Found]:
        """Read every workbook of a delivery by a layout of the room `sheets`."""
        layout = choosing.known(str(self.source.options["layout"]))
        paths = [
            p
            for p in one.store.ls(one.folder, detail=False)
            if str(p).lower().endswith(".xlsx")
        ]
        for path in sorted(paths):
            with NamedTemporaryFile(suffix=".xlsx") as copy:
                with one.store.open(path, "rb") as raw:
                    self._copy(raw, copy, self.source.limits)
                copy.flush()
                name = PurePosixPath(path).name
                yield from sheet.rows(Path(copy.name), name, layout, self.find_provider)

    def _copy(self, raw: IO[bytes], copy: Any, limits: Limits) -> None:
        size = 0
        while chunk := raw.read(1024 * 1024):
            size += len(chunk)
            if size > limits.file_bytes:
                raise RecordError(f"文件超过 {limits.file_bytes // 1048576} MiB", "请拆分")
            copy.write(chunk)
        self._bytes += size

    def dataset(self, content: Content) -> dict[str, Any]:
        """Turn an item into a dataset's fields, its files not yet fetched."""
        if "row" in content:
            return {**content["row"], "source_system": self.source.system, "resources": []}
        dataset = to_dataset(content, self.codes, self.find_provider)
        with as_refusal():
            resources = [self._resource(content["delivery"], one) for one in content["files"]]
        return {**dataset, "source_system": self.source.system, "resources": resources}

    def _resource(self, name: str, file: Mapping[str, Any]) -> dict[str, Any]:
        save = partial(self._save, name, file)
        suffix = str(file["sourceSuffix"])
        return {
            "name": str(file["fileName"]).rpartition(".")[0],
            "format": suffix.upper(),
            "data_date": str(file["updateTime"])[:10],
            "hash": file["sha256"],
            "source_file": str(file["file"]),
            "upload": partial(
                brought, save, name=file["fileName"], suffix=suffix, sha256=file["sha256"]
            ),
        }

    def _save(self, name: str, file: Mapping[str, Any], into: IO[bytes]) -> None:
        one = self._deliveries[name]
        try:
            path = one.path(str(file["file"]))
            with one.store.open(path, "rb") as raw:
                self._copy(raw, into, self.source.limits)
        except (OSError, ValueError) as error:
            raise RecordError(
                f"投递中没有文件“{file['file']}”或读不出", "请来源单位核对清单与文件"
            ) from error

    def settled(self, batch: Batch, done: int, refused: Mapping[str, str]) -> None:
        """Count, and put a delivery away with its receipt once all of it is in."""
        self._told["done"] += done
        self._told["refused"] |= refused
        if self._last is None or self._last[0] is not batch:
            return
        archive = str(self.source.options.get("archive", "已处理"))
        if archive:
            self._put_away(self._last[1], archive)

    def _put_away(self, one: Delivery, archive: str) -> None:
        store, root = opened(self.source, self._call)
        away = f"{root.rstrip('/')}/{archive}"
        target = f"{away}/{self.stamp}-{one.name}"
        moved = store.find(one.folder) if one.folder else [f"{root.rstrip('/')}/{one.name}"]
        for path in map(str, moved):
            if path.startswith(f"{away}/"):
                continue
            place = path[len(one.folder.rstrip("/")) + 1 :] if one.folder else one.name
            _move(store, path, f"{target}/{place}")
        with store.open(f"{target}/回执.json", "wb") as receipt:
            receipt.write(json.dumps(self._told, ensure_ascii=False, indent=1).encode())
        if one.folder and one.folder != root and store.exists(one.folder):
            store.rm(one.folder, recursive=True)

    def cost(self) -> dict[str, int]:
        """Count calls, and bytes of files."""
        return {"requests": self._calls, "bytes": self._bytes}


def _move(store: Any, path: str, target: str) -> None:
    store.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
    store.mv(path, target)


def _ahead(parts: Iterable[list[Found]]) -> Iterator[tuple[list[Found], bool]]:
    """Tell of each part whether it is the last; the file is closed before that one."""
    before: list[Found] | None = None
    for part in parts:
        if before is not None:
            yield before, False
        before = part
    yield before or [], True


def open_source(
    source: Source, codes: Mapping[str, Any], version: str, find_provider: FindProvider,
    guard: Callable[[], Guard],
) -> DropAdapter:  # fmt: skip
    """Make the adapter of a source."""
    stamp = datetime.now(SHANGHAI).strftime("%Y%m%d-%H%M%S")
    return DropAdapter(
        source=source, codes=codes, version=version, find_provider=find_provider, stamp=stamp,
        pace=guard().pace,
    )  # fmt: skip
