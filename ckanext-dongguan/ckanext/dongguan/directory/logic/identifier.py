"""Validators of what identifies or leads to something: codes with check digits, addresses."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.dongguan.numbering.resource_code import Fault, parse

from .. import credit_code, refusal
from .reading import Field, reading

_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_WEB = re.compile(r"https?://[^\s/?#@\"<>]+[^\s\"<>]*")
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_PHONE = re.compile(r"[+\d][\d\-() ]{4,24}(?:转\d{1,6})?", re.ASCII)


@reading
def dongguan_credit_code(field: Field, value: Any) -> str:
    """Accept a unified social credit code whose check digits are right (GB 32100, GB 11714)."""
    code = credit_code.normal(str(value))
    fault = credit_code.fault(code)
    if fault is not None:
        raise tk.Invalid(refusal.credit_code_fault(field, value, fault))
    return code


@reading
def dongguan_resource_codes(field: Field, value: Any) -> str:
    """Accept several resource codes, one on each line, in either of their written forms."""
    written = filter(str.strip, re.split(r"[\n,;，；、]", str(value)))
    codes = [_resource_code(field, text) for text in written]
    return "\n".join(dict.fromkeys(codes))


def _resource_code(field: Field, text: str) -> str:
    code = parse(text)
    if isinstance(code, Fault):
        raise tk.Invalid(refusal.resource_code_fault(field, text, code))
    return code.text


@reading
def dongguan_sha256(field: Field, value: Any) -> str:
    """Accept the SHA-256 of a file in hexadecimal digits."""
    text = str(value).strip().lower().removeprefix("sha256:")
    if not _HASH.fullmatch(text):
        raise tk.Invalid(refusal.said("no_hash", field, str(value)))
    return text


@reading
def dongguan_web_address(field: Field, value: Any) -> str:
    """Accept an address of the web: a link to anything else would run in the reader's page."""
    if not _WEB.fullmatch(value):
        raise tk.Invalid(refusal.said("no_address", field, value))
    return str(value)


@reading
def dongguan_mail_address(field: Field, value: Any) -> str:
    """Accept an address of e-mail."""
    text = unicodedata.normalize("NFKC", value)
    if not _MAIL.fullmatch(text):
        raise tk.Invalid(refusal.said("no_mail", field, value))
    return text


@reading
def dongguan_phone_number(field: Field, value: Any) -> str:
    """Accept a telephone number with area code or extension."""
    text = unicodedata.normalize("NFKC", value)
    if not _PHONE.fullmatch(text):
        raise tk.Invalid(refusal.said("no_phone", field, value))
    return text
