"""A code list as pages and answers show it, without CKAN."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from ckanext.dongguan.schemas.codelists import (
    Code,
    CodeList,
    Column,
    about,
    load,
    path_label,
    tree,
)

Answer = dict[str, Any]
FEW_SOURCES = 4
_ADDRESS = re.compile(r"(https?://\S+)(?:\s+\((.*)\))?", re.DOTALL)


def summary(codes: CodeList, on: date) -> Answer:
    """Say what a list is for and how many codes of it are in use on a day."""
    said, valid = about(codes.name), codes.valid(on)
    return {
        "name": codes.name,
        "label": dict(said.label),
        "about": dict(said.about),
        "count": len(valid),
        "retired": sum(1 for code in codes if code.is_retired(on)),
        "is_hierarchical": any(code.parent for code in codes),
    }


def answer(codes: CodeList, on: date) -> Answer:
    """Give a list with all its codes, each before what stands below it."""
    entries = [_entry(code, depth, on) for code, depth in tree(codes)]
    return {**summary(codes, on), "codes": entries}


def _entry(code: Code, depth: int, on: date) -> Answer:
    return {
        "code": code.code,
        "label_zh": code.label_zh,
        "label_en": code.label_en,
        "note": code.note,
        "source": code.source_text,
        "is_unsure": code.is_unsure,
        "valid_from": code.valid_from,
        "valid_to": code.valid_to,
        "is_retired": code.is_retired(on),
        "depth": depth,
        **code.more,
    }


def page(codes: CodeList, on: date, language: str) -> Answer:
    """Prepare the rows and headings of a list's page in a language."""
    columns = about(codes.name).shown(language)
    sheet = _Sheet(codes=codes, columns=columns, on=on, language=language)
    return {
        **localised(summary(codes, on), language),
        "columns": [_text(column.label, language) for column in sheet.columns],
        "rows": [sheet.row(code, depth) for code, depth in tree(codes)],
        "has_notes": language.startswith("zh") and any(code.note for code in codes),
        "has_unsure": any(code.is_unsure for code in codes),
        **_sources(codes, language),
    }


def _sources(codes: CodeList, language: str) -> Answer:
    """Give the few sources of a list once for all, many of them with their rows."""
    found = list(dict.fromkeys(code.source_text for code in codes if code.source_text))
    has_column = len(found) > FEW_SOURCES
    is_shown = language.startswith("zh") and not has_column
    return {"has_sources": has_column, "sources": found if is_shown else []}


def localised(summary: Mapping[str, Any], language: str) -> Answer:
    """Put a list's name and purpose in one language."""
    return {
        **summary,
        "label": _text(summary["label"], language),
        "about": _text(summary["about"], language),
    }


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """The rows of a list's page in one language."""

    codes: CodeList
    columns: tuple[Column, ...]
    on: date
    language: str

    @property
    def is_chinese(self) -> bool:
        """Tell whether notes and sources, which are kept in Chinese, can be shown."""
        return self.language.startswith("zh")

    def row(self, code: Code, depth: int) -> Answer:
        return {
            "code": code.code,
            "depth": depth,
            "label": code.label(self.language),
            "other_label": code.label("en" if self.is_chinese else "zh_Hans_CN"),
            "note": code.note if self.is_chinese else "",
            "source": _source(code.source_text, self.is_chinese),
            "is_unsure": code.is_unsure,
            "is_retired": code.is_retired(self.on),
            "valid_from": code.valid_from,
            "valid_to": code.valid_to,
            "path": path_label(self.codes, code.code, self.language) if depth else "",
            "cells": [self._cell(code, column) for column in self.columns],
        }

    def _cell(self, code: Code, column: Column) -> list[Answer]:
        """List a cell's values; one that is a code of another list leads there."""
        if not column.codelist:
            text = code.more.get(column.name, "")
            return [{"text": text, "codelist": "", "code": ""}] if text else []
        other = load(column.codelist)
        return [
            {"text": other.label(value, self.language), "codelist": other.name, "code": value}
            for value in code.values(column.name)
        ]


def _source(text: str, is_chinese: bool) -> Answer:
    """Part an address from what it says of itself: `https://… (东府办〔2018〕3号)`."""
    found = _ADDRESS.fullmatch(text)
    url, said = found.groups() if found else ("", text)
    return {"url": url, "text": (said or urlsplit(url).hostname or "") if is_chinese else ""}


def _text(text: Mapping[str, str], language: str) -> str:
    return text.get(language) or text.get("en", "")
