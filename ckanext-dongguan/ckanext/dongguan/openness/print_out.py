"""The policy table as a page, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator

from . import words
from .actor import Standing
from .case import Case
from .policy import Operation, Policy
from .words import Kind


def markdown(table: Policy) -> str:
    """Write the table as Markdown, one section for each operation."""
    return "\n".join(_lines(table))


def _lines(table: Policy) -> Iterator[str]:
    for operation in Operation:
        yield f"### {_word(Kind.OPERATION, operation)} `{operation}`"
        yield ""
        yield "| | " + " | ".join(_word(Kind.STANDING, s) for s in Standing) + " |"
        yield "|---" * (len(Standing) + 1) + "|"
        for case in Case:
            cells = (
                _word(Kind.OUTCOME, table.cells[operation, case, standing])
                for standing in Standing
            )
            yield f"| {_word(Kind.CASE, case)} | " + " | ".join(cells) + " |"
        yield ""


def _word(kind: Kind, code: str) -> str:
    return words.of(kind, code, is_chinese=True)
