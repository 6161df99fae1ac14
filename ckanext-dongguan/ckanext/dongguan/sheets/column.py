"""The columns of a type's template, read from its schema, without CKAN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .header import plain

# What the portal fills in itself; nobody types it into a table.
HIDDEN_SNIPPETS = frozenset({"dongguan_hidden.html", "dongguan_not_stated.html"})
LEFT_OUT = frozenset({"name"})
ID = "id"
NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: the field behind it and how its cells are read.

    `kind` is `text`, `day`, `code`, `codes`, `keywords`, `provider` or `truth`.
    """

    name: str
    label_zh: str
    label_en: str
    help_zh: str = ""
    kind: str = "text"
    codelist: str = ""
    codelist_below: str = ""
    is_required: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """What stands above the column; a star asks for a value."""
        return f"{self.label_zh} *" if self.is_required else self.label_zh


@dataclass(frozen=True, kw_only=True)
class Part:
    """A sheet: the datasets themselves (`field` is empty), or rows that belong to one.

    `title` is empty where the sheet is known by its header alone. Where `is_loose` a header
    may stand in two rows, one above the other.
    """

    title: str
    field: str
    columns: tuple[Column, ...]
    is_loose: bool = False

    def column(self, header: str) -> Column | None:
        """Find a column by its header, label or field name; a star does not count."""
        return self._by_header.get(plain(header))

    @cached_property
    def _by_header(self) -> dict[str, Column]:
        return {
            plain(name): one
            for one in reversed(self.columns)
            for name in (one.label_en, one.label_zh, one.name, *one.aliases)
            if name
        }


@dataclass(frozen=True, kw_only=True)
class Template:
    """All sheets of a dataset type."""

    dataset_type: str
    label_zh: str
    main: Part
    parts: tuple[Part, ...]


NUMBER_COLUMN = Column(
    name=NUMBER, label_zh="序号", label_en="No.",
    help_zh="本文件内的编号；其他工作表用它指明属于哪一条",
)  # fmt: skip
ID_COLUMN = Column(
    name=ID, label_zh="系统编号", label_en="Id", help_zh="由门户填写，请勿改动；新登记的留空"
)


def template(schema: Mapping[str, Any]) -> Template:
    """Read the template of a dataset type from its schema (as scheming gives it)."""
    typed = [field for field in schema["dataset_fields"] if _is_typed(field)]
    fields = [field for field in typed if field["field_name"] not in LEFT_OUT]
    flat = [field for field in fields if "repeating_subfields" not in field]
    main = (NUMBER_COLUMN, *map(_column, flat), ID_COLUMN)
    return Template(
        dataset_type=schema["dataset_type"],
        label_zh=_zh(schema.get("label")) or schema["dataset_type"],
        main=Part(title="目录", field="", columns=main),
        parts=tuple(_part(field) for field in fields if "repeating_subfields" in field),
    )


def _is_typed(field: Mapping[str, Any]) -> bool:
    return field.get("form_snippet", "") not in HIDDEN_SNIPPETS


def _part(field: Mapping[str, Any]) -> Part:
    columns = tuple(_column(one) for one in field["repeating_subfields"] if _is_typed(one))
    return Part(
        title=_zh(field.get("label"))[:31] or field["field_name"],
        field=field["field_name"],
        columns=(NUMBER_COLUMN, *columns),
    )


def _column(field: Mapping[str, Any]) -> Column:
    return Column(
        name=field["field_name"],
        label_zh=_zh(field.get("label")) or field["field_name"],
        label_en=_text(field.get("label"), "en"),
        help_zh=_zh(field.get("help_text")),
        kind=_kind(field),
        codelist=field.get("codelist", ""),
        codelist_below=str(field.get("codelist_below", "")),
        is_required=bool(field.get("required")),
    )


def _kind(field: Mapping[str, Any]) -> str:
    named = {"tag_string": "keywords", "owner_org": "provider"}
    if field["field_name"] in named:
        return named[field["field_name"]]
    validators = str(field.get("validators", "")).split()
    if "dongguan_true_or_false" in validators:
        return "truth"
    if "codelist" not in field:
        return "day" if "dongguan_day" in validators else "text"
    return "codes" if "dongguan_code_list" in validators else "code"


def _zh(label: Any) -> str:
    return _text(label, "zh_Hans_CN")


def _text(label: Any, language: str) -> str:
    if isinstance(label, Mapping):
        return str(label.get(language) or "")
    return str(label or "")
