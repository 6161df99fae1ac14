"""Long answers hold no connection to the database while their reader takes their time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ckan import model

Piece = TypeVar("Piece")


def piece_by_piece(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Give back the session's connection before each piece; the next one asks for another."""
    try:
        for piece in pieces:
            model.Session.rollback()
            yield piece
    finally:
        model.Session.rollback()
