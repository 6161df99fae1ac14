"""The sentences in which the room speaks of codes."""

from __future__ import annotations

import os

import ckan.plugins.toolkit as tk

from .register import Objection
from .resource_code import LONGEST, Fault


def fault(fault: Fault, value: str) -> str:
    """Say why a text is no resource code and what to do."""
    sentences = {
        Fault.FORM: tk._(
            '"{value}" is no resource code: class 1, 2 or 3, five digits, then digits and '
            "capitals, with or without a stroke, for example 307019/000001. Correct it, or "
            "leave the field empty for a provisional one."
        ),
        Fault.LENGTH: tk._('"{value}…" is longer than {longest} characters: check the code.'),
        Fault.CLASS_ONLY: tk._(
            '"{value}" is only the class: add the sequence, for example {value}/000001.'
        ),
    }
    return str(sentences[fault]).format(value=value[:40], longest=LONGEST)


def objection(objection: Objection, code: str) -> str:
    """Say why an item cannot have a code and what to do."""
    sentences = {
        Objection.IN_USE: tk._(
            "{code} is the code of another item: check it, or correct the other item first."
        ),
        Objection.GIVEN_BEFORE: tk._(
            "{code} was given to another item before; a code is never given twice. Ask the "
            "superior directory for another one."
        ),
        Objection.NOT_ALLOCATED: tk._(
            "{code} looks like a provisional code that was not allocated: leave the field "
            "empty, and one is allocated."
        ),
        Objection.REPLACED: tk._(
            "{code} was this item's provisional code and has been replaced: keep the official "
            "one."
        ),
    }
    return str(sentences[objection]).format(code=code)


def bad_class_code(option: str, value: str) -> str:
    """Say what is wrong in the settings, where no request carries a language."""
    if os.environ.get("LANG", "").startswith("en"):
        return (
            f'The setting {option} is "{value}": write class (1–3), item (two digits) and '
            "sub-item (three digits), for example 307999."
        )
    return (
        f"配置项 {option} 的值“{value}”不合规则：请写类（1–3）、项（两位）、目（三位），"
        "例如 307999。"
    )
