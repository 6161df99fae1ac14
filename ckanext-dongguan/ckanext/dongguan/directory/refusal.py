"""What is said when a value is not taken: its field, the value, the rule, the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan import language
from ckanext.dongguan.numbering.resource_code import Fault

from . import credit_code, day, wording
from .offer import Objection, Offer

Field = Mapping[str, Any]

# Longer lists are not read out.
_FEW = 8
_SHOWN = 40


def label(field: Field) -> str:
    """Name a field of a scheming schema in the language of the page."""
    labels = field.get("label") or field["field_name"]
    if isinstance(labels, str):
        return labels
    return language.said(labels) or str(field["field_name"])


def shown(value: Any) -> str:
    """Cut a value to what fits into a sentence."""
    text = str(value)
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text


def _say(template: str, field: Field, value: Any = "", **facts: Any) -> str:
    return template.format(field=label(field), value=shown(value), **facts)


def said(key: str, field: Field, value: Any = "", **facts: Any) -> str:
    """Say by the key of a sentence why a value is not taken, and what to do.

    `facts` fill what the sentence has besides `field` and `value`.

    :raises LookupError: there is no sentence of that key
    """
    return _say({**_of_texts(), **_of_days(), **_of_forms()}[key], field, value, **facts)


def _of_texts() -> dict[str, str]:
    return {
        "missing": tk._('"{field}" is empty: it is always needed. Fill it in.'),
        "no_list": tk._('"{field}" holds several codes: send a list of texts.'),
        "unstorable": tk._(
            '"{field}" holds an invisible character that cannot be stored: type it anew.'
        ),
        "too_long": tk._('"{field}": {length} characters are too many: shorten it to {limit}.'),
        "no_field_name": tk._(
            '"{field}": "{value}" is no field that may be left open: remove it.'
        ),
        "wrong_format_class": tk._(
            '"{field}": "{value}" does not go with the format {given}: '
            'choose "{wanted}" or leave it empty.'
        ),
        "nothing_to_get": tk._(
            '"{field}" is empty: upload a file or give its link, or remove this resource.'
        ),
        "unknown_subfield": tk._('"{field}": there is no property "{value}": remove it.'),
    }


def _of_days() -> dict[str, str]:
    return {
        "no_day": tk._('"{field}": "{value}" is not a day: write it as 2026-01-31.'),
        "serial_day": tk._(
            '"{field}": "{value}" is a number in which Excel keeps days: write {day}.'
        ),
        "future": tk._(
            '"{field}": "{value}" lies in the future: write the day on which it was done.'
        ),
        "before_start": tk._(
            '"{field}": "{value}" lies before the beginning {start}: exchange the two.'
        ),
        "no_year": tk._('"{field}": "{value}" names no year: write it as 2024Q1 or 2024-03.'),
        "no_period": tk._(
            '"{field}": "{value}" is no day, month, quarter or year: '
            "write it as 2024-03-31, 2024-03, 2024Q1 or 2024."
        ),
    }


def _of_forms() -> dict[str, str]:
    return {
        "no_number": tk._(
            '"{field}": "{value}" is no whole number from {low} on: write digits only.'
        ),
        "no_length": tk._(
            '"{field}": "{value}" is no length: write 50, or digits and decimals as 18,2.'
        ),
        "no_hash": tk._(
            '"{field}": "{value}" is no SHA-256: write its 64 characters 0-9 and a-f.'
        ),
        "no_address": tk._(
            '"{field}": "{value}" is no web address: write it with http:// or https://.'
        ),
        "no_mail": tk._(
            '"{field}": "{value}" is no e-mail address: write it as office@example.cn.'
        ),
        "no_phone": tk._(
            '"{field}": "{value}" is no telephone number: write it as 0769-22830000.'
        ),
    }


def no_day(field: Field, value: Any) -> str:
    """Say that a value is no day; the day that Excel means by a number is named."""
    meant = day.of_serial(str(value))
    if meant is not None:
        return said("serial_day", field, value, day=meant.isoformat())
    return said("no_day", field, value)


def objection(field: Field, value: Any, reason: Objection, offer: Offer) -> str:
    """Say why a code is not taken; the codes of a short list are named."""
    form, spoken = tk._("{label} ({code})"), language.spoken()
    choices = [
        form.format(label=code.label(spoken), code=code.code) for code, _ in offer.choices()
    ]
    if reason is Objection.UNKNOWN and len(choices) <= _FEW:
        cause = tk._('"{field}": "{value}" is not in the code list: choose one of {codes}.')
        return _say(cause, field, value, codes=tk._(", ").join(choices))
    sentence = wording.objection(reason, shown(value), offer)
    return _say(tk._('"{field}": {sentence}'), field, sentence=sentence)


def credit_code_fault(field: Field, value: str, fault: credit_code.Fault) -> str:
    """Say what is wrong with a unified social credit code."""
    causes = {
        credit_code.Flaw.LENGTH: tk._(
            "it has {detail} characters, not 18: copy it from the certificate."
        ),
        credit_code.Flaw.CHARACTER: tk._(
            'it never holds "{detail}" (nor I, O, Z, S, V): look for 1, 0, 2, 5, U.'
        ),
        credit_code.Flaw.DEPARTMENT: tk._(
            'no registering department begins with "{detail}" (GB 32100): check the first two.'
        ),
        credit_code.Flaw.AREA: tk._(
            '"{detail}" in places 3 to 8 is no area of six digits: check them.'
        ),
        credit_code.Flaw.BODY: tk._(
            'the organization code in places 9 to 17 should end with "{detail}" (GB 11714): '
            "check for exchanged characters."
        ),
        credit_code.Flaw.CHECK: tk._(
            'the last character should be "{detail}" (GB 32100): check for a wrong character.'
        ),
    }
    start = _say(tk._('"{field}": "{value}" is no unified social credit code:'), field, value)
    return f"{start} {causes[fault.flaw].format(detail=fault.detail)}"


def resource_code_fault(field: Field, value: str, fault: Fault) -> str:
    """Say what is wrong with one of several resource codes."""
    causes = {
        Fault.FORM: tk._("class, item and sub-item are six digits, the first 1, 2 or 3."),
        Fault.LENGTH: tk._("it is longer than 100 characters."),
        Fault.CLASS_ONLY: tk._("it names a branch of the directory, not an item in it."),
    }
    start = _say(tk._('"{field}": "{value}" is no resource code:'), field, value)
    remedy = tk._("Write it as 307019001/000001 or without the /.")
    return f"{start} {causes[fault]} {remedy}"
