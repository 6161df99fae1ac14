"""A catalogue in DCAT (Turtle, RDF/XML, JSON-LD) as a source, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ckanext.dongguan.directory.omission import left_open
from ckanext.dongguan.schemas.codelists import load
from ckanext.dongguan.text.keyword import unique

from .. import dcat
from ..adapter import Asked, Plain
from ..found import Batch, Content, Found, Mark
from ..guard import NOT_MODIFIED, Answer, Call, Guard
from ..problem import RecordError, SourceError, as_refusal
from ..source import FindProvider, Option, Source

OPTIONS = (Option(name="format", kind="choice", choices=("turtle", "xml", "json-ld")),)
# Where a catalogue says nothing of access.
PROPOSED = "unconditional"
ACCEPTED = "text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.9"


@dataclass(kw_only=True)
class DcatAdapter(Plain):
    """One catalogue."""

    source: Source
    guard: Guard
    codes: Mapping[str, Any]
    version: str
    find_provider: FindProvider

    def batches(self, asked: Asked) -> Iterator[Batch]:
        """Read all pages; a catalogue says as a whole what there is."""
        url, seen = self.source.address, set[str]()
        while url:
            if url in seen or len(seen) >= self.guard.limits.pages:
                raise SourceError(
                    url, "分页重复了前面的页", "请来源单位修正分页；已读到的已收录"
                )
            seen.add(url)
            batch, url = self._page(url, asked)
            yield batch
        yield Batch(is_whole=True)

    def _page(self, url: str, asked: Asked) -> tuple[Batch, str]:
        key = f"{url}#{self.version}"
        before = asked.mark(key)
        answer = self.guard.send(Call(method="GET", url=url, headers=lambda: _headers(before)))
        if answer.status == NOT_MODIFIED and before:
            return Batch(unchanged=before.ids), before.note
        graph = dcat.parsed(answer.body, self._format(answer, url), url)
        found = [_found(one) for one in dcat.records(graph)]
        after = dcat.next_page(graph, url)
        return Batch(found=found, mark=_mark(key, answer, found, after)), after

    def _format(self, answer: Answer, url: str) -> str:
        told = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        suffix = urlsplit(url).path.rpartition(".")[2].lower()
        given = str(self.source.options.get("format") or "")
        return given or dcat.FORMATS.get(told) or dcat.FORMATS.get(suffix) or "turtle"

    def dataset(self, content: Content) -> dict[str, Any]:
        """Turn a record into a dataset's fields.

        Codes of the vocabularies are looked up in the code lists. What the catalogue says
        of access is a proposal: opening it is its department's decision.
        """
        columns = self.codes["columns"]
        with as_refusal():
            if not content["title"]:
                raise RecordError("数据集没有名称（dct:title）", "请来源单位补全", "dct:title")
            themes = [_code("themes", columns, one) for one in content["themes"]]
            dataset = {
                "type": "dataset",
                "title": content["title"],
                "notes": content["notes"],
                "owner_org": self._owner(content["publisher"]),
                "open_class": _code("open_class", columns, content["access"]) or PROPOSED,
                "update_frequency": _code("update_frequency", columns, content["frequency"]),
                "theme": next(filter(None, themes), ""),
                "issued_on": content["issued"],
                "data_updated_on": content["modified"][:10],
                "url": content["uri"],
                "tags": [{"name": name} for name in unique(content["keywords"])],
            }  # fmt: skip
            dataset["not_stated"] = left_open(dataset, self.codes["not_stated"])
            resources = [_resource(one) for one in content["files"] if one["url"]]
        told = {key: value for key, value in dataset.items() if value not in ("", [])}
        return {**told, "source_system": self.source.system, "source_id": content["id"],
                "resources": resources}  # fmt: skip

    def _owner(self, publisher: str) -> str:
        found = self.find_provider(publisher) if publisher else None
        if found is None and not self.source.owner:
            raise RecordError(
                f"提供单位“{publisher}”不在单位代码表中",
                "请来源单位核对单位名称；名称无误的，请门户运行人员登记该单位，或为来源指定单位",
                "dct:publisher",
            )  # fmt: skip
        return found or self.source.owner

    def cost(self) -> dict[str, int]:
        """Count requests and bytes."""
        return {"requests": self.guard.requests, "bytes": self.guard.bytes}


def _found(record: Mapping[str, Any]) -> Found:
    return Found(
        remote_id=record["id"], title=record["title"], stamp=record["modified"], content=record
    )


def _resource(file: Mapping[str, Any]) -> dict[str, Any]:
    name = file["name"] or file["url"].rpartition("/")[2] or file["url"]
    return {**{k: v for k, v in file.items() if v}, "name": name}


def _code(codelist: str, columns: Mapping[str, str], value: str) -> str:
    found = load(codelist).column(columns[codelist]).get(value) if value else None
    return str(found.code) if found else ""


def _headers(before: Mark | None) -> dict[str, str]:
    asked = {"Accept": ACCEPTED}
    if before and before.etag:
        asked["If-None-Match"] = before.etag
    if before and before.last_modified:
        asked["If-Modified-Since"] = before.last_modified
    return asked


def _mark(key: str, answer: Answer, found: list[Found], after: str) -> Mark | None:
    etag, modified = answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", "")
    if not etag and not modified:
        return None
    ids = [one.remote_id for one in found if one.remote_id]
    return Mark(key=key, etag=etag, last_modified=modified, ids=ids, note=after)


def open_source(
    source: Source, codes: Mapping[str, Any], version: str, find_provider: FindProvider,
    guard: Callable[[], Guard],
) -> DcatAdapter:  # fmt: skip
    """Make the adapter of a source."""
    return DcatAdapter(
        source=source, guard=guard(), codes=codes, version=version, find_provider=find_provider
    )
