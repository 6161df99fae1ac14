"""The code of a dataset, settled where every door writes: in the transaction that stores it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

from . import config, register, wording
from .register import Asked, CodeRefusedError, Held, Item
from .resource_code import Fault, ResourceCode, parse, provisional_stem

CODE, STATE, FORMER = "resource_code", "resource_code_state", "former_resource_codes"


def settle_new(packages: Sequence[Any]) -> None:
    """Write into new datasets the code that each one gets.

    :raises ValidationError: a code is another item's; the transaction is undone
    """
    asked = [_asked(package) for package in packages]
    with _refusals_told():
        for package, held in zip(packages, register.begin(asked), strict=True):
            _write(package.extras, held)


def settle(package: Any) -> None:
    """Write into a stored dataset the code that it now has.

    :raises ValidationError: the code is another item's; the transaction is undone
    """
    with _refusals_told():
        _write(package.extras, register.settle(_asked(package)))


@contextmanager
def _refusals_told() -> Iterator[None]:
    try:
        yield
    except CodeRefusedError as error:
        model.Session.rollback()
        message = wording.objection(error.objection, error.code)
        raise tk.ValidationError({CODE: [message]}) from error


def _asked(package: Any) -> Asked:
    fields = package.extras
    item = Item(package_id=package.id, source=source_of(fields))
    return Asked(item=item, wanted=_wanted(fields), stem=_stem(fields))


def _write(fields: Any, held: Held) -> None:
    """Write a code, its state and the former codes beside it."""
    settled = {CODE: held.code, STATE: held.state.value, FORMER: json.dumps(held.former)}
    if not held.former:
        fields.pop(FORMER, None)
        del settled[FORMER]
    if any(fields.get(name) != value for name, value in settled.items()):
        fields.update(settled)


def source_of(fields: Mapping[str, Any]) -> str:
    """Name the record of a source behind a dataset; empty for one that was typed."""
    system, record = (fields.get(name) or "" for name in ("source_system", "source_id"))
    known = isinstance(system, str) and isinstance(record, str) and system and record
    return f"{system}\n{record}" if known else ""


def _stem(fields: Mapping[str, Any]) -> str:
    return provisional_stem(fields.get("resource_class") or "", config.class_code())


def _wanted(fields: Mapping[str, Any]) -> ResourceCode | None:
    code = parse(fields.get(CODE) or "")
    return None if isinstance(code, Fault) else code
