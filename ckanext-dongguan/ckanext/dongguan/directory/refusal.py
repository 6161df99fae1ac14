"""What is said when a value is not taken: its field, the value, the rule, the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.numbering.resource_code import Fault

from . import credit_code, wording
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
    language = wording.language()
    return str(labels.get(language) or labels.get("zh_Hans_CN") or field["field_name"])


def shown(value: Any) -> str:
    """Cut a value to what fits into a sentence."""
    text = str(value)
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text


def _say(template: str, field: Field, value: Any = "", **facts: Any) -> str:
    return template.format(field=label(field), value=shown(value), **facts)


def missing(field: Field) -> str:
    """Say that a field must be filled."""
    return _say(tk._('"{field}" is empty: it is always needed. Fill it in.'), field)


def objection(field: Field, value: Any, reason: Objection, offer: Offer) -> str:
    """Say why a code is not taken; the codes of a short list are named."""
    choices = [f"{code.code} ({code.label(wording.language())})" for code, _ in offer.choices()]
    if reason is Objection.UNKNOWN and len(choices) <= _FEW:
        cause = tk._('"{field}": "{value}" is not in the code list: choose one of {codes}.')
        return _say(cause, field, value, codes=", ".join(choices))
    sentence = wording.objection(reason, shown(value), offer)
    return _say(tk._('"{field}": {sentence}'), field, sentence=sentence)


def no_list(field: Field) -> str:
    """Say that several values come as a list of texts."""
    return _say(tk._('"{field}" holds several codes: send a list of texts.'), field)


def unstorable(field: Field, value: str) -> str:
    """Say that a text holds what cannot be kept."""
    cause = tk._('"{field}" holds an invisible character that cannot be stored: type it anew.')
    return _say(cause, field, value)


def too_long(field: Field, length: int, limit: int) -> str:
    """Say that a text is too long."""
    cause = tk._('"{field}": {length} characters are too many: shorten it to {limit}.')
    return _say(cause, field, length=length, limit=limit)


def no_day(field: Field, value: Any) -> str:
    """Say that a value is no day."""
    cause = tk._('"{field}": "{value}" is not a day: write it as 2026-01-31.')
    return _say(cause, field, value)


def future(field: Field, value: str) -> str:
    """Say that a day is still to come."""
    cause = tk._('"{field}": "{value}" lies in the future: '
                 "write the day on which it was done.")  # fmt: skip
    return _say(cause, field, value)


def before_start(field: Field, value: str, start: str) -> str:
    """Say that an end lies before its start."""
    cause = tk._('"{field}": "{value}" lies before the beginning {start}: exchange the two.')
    return _say(cause, field, value, start=start)


def no_period(field: Field, value: str, *, lacks_year: bool) -> str:
    """Say that a value is no period."""
    if lacks_year:
        cause = tk._('"{field}": "{value}" names no year: write it as 2024Q1 or 2024-03.')
    else:
        cause = tk._('"{field}": "{value}" is no day, month, quarter or year: '
                     "write it as 2024-03-31, 2024-03, 2024Q1 or 2024.")  # fmt: skip
    return _say(cause, field, value)


def no_number(field: Field, value: str, low: int) -> str:
    """Say that a value is no whole number."""
    cause = tk._('"{field}": "{value}" is no whole number from {low} on: write digits only.')
    return _say(cause, field, value, low=low)


def no_length(field: Field, value: str) -> str:
    """Say that a value is no length of a data item."""
    cause = tk._('"{field}": "{value}" is no length: write 50, or digits and decimals as 18,2.')
    return _say(cause, field, value)


def no_hash(field: Field, value: str) -> str:
    """Say that a value is no SHA-256."""
    cause = tk._('"{field}": "{value}" is no SHA-256: write its 64 characters 0-9 and a-f.')
    return _say(cause, field, value)


def no_address(field: Field, value: str) -> str:
    """Say that a value is no address of the web."""
    cause = tk._('"{field}": "{value}" is no web address: write it with http:// or https://.')
    return _say(cause, field, value)


def no_mail(field: Field, value: str) -> str:
    """Say that a value is no address of e-mail."""
    cause = tk._('"{field}": "{value}" is no e-mail address: write it as office@example.cn.')
    return _say(cause, field, value)


def no_phone(field: Field, value: str) -> str:
    """Say that a value is no telephone number."""
    cause = tk._('"{field}": "{value}" is no telephone number: write it as 0769-22830000.')
    return _say(cause, field, value)


def no_field_name(field: Field, value: str) -> str:
    """Say that a name in a list of fields names none."""
    cause = tk._('"{field}": "{value}" is no field that may be left open: remove it.')
    return _say(cause, field, value)


def wrong_format_class(field: Field, value: str, wanted: str, given: str) -> str:
    """Say that the class of a format is another."""
    cause = tk._('"{field}": "{value}" does not go with the format {given}: '
                 'choose "{wanted}" or leave it empty.')  # fmt: skip
    return _say(cause, field, value, wanted=wanted, given=given)


def nothing_to_get(field: Field) -> str:
    """Say that a resource has neither file nor link."""
    return _say(
        tk._('"{field}" is empty: upload a file or give its link, or remove this resource.'),
        field,
    )


def unknown_subfield(field: Field, name: str) -> str:
    """Say that a row holds something that the schema does not know."""
    cause = tk._('"{field}": there is no property "{value}": remove it.')
    return _say(cause, field, name)


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
