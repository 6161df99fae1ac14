"""The sentences in which the directory speaks of codes and of forms."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.dongguan.language import said, spoken
from ckanext.dongguan.schemas.codelists import about

from .hand_made import Fault
from .offer import Objection, Offer

_SHOWN = 40


def objection(objection: Objection, value: str, offer: Offer) -> str:
    """Say why a code is not taken and what to do."""
    sentences = {
        Objection.UNKNOWN: tk._(
            '"{value}" is not in the code list "{codelist}": choose one of its codes.'
        ),
        Objection.ELSEWHERE: tk._(
            '"{value}" is not for this field: choose a code below {below}.'
        ),
        Objection.RETIRED: tk._(
            '"{value}" ({label}) was given up after {end}: choose a code of today.'
        ),
        Objection.NOT_YET: tk._(
            '"{value}" ({label}) may be given from {start} on: choose a code of today.'
        ),
    }
    code, names = offer.codes.get(value), about(offer.codes.name).label
    return str(sentences[objection]).format(
        value=value,
        codelist=said(names),
        below=offer.below,
        label=code.label(spoken()) if code else "",
        start=code.valid_from if code else "",
        end=code.valid_to if code else "",
    )


def hand_made(name: str, fault: Fault) -> str:
    """Say which part of a sent form cannot be read, and how to send it."""
    sentences = {
        Fault.MISSING: tk._('The form lacks "{name}": send it with a button of its page.'),
        Fault.TWICE: tk._('"{name}" was sent more than once: send it once.'),
        Fault.NO_ROWS: tk._(
            '"{name}" cannot be read: send a row as in "items-0-name", anything else under '
            "the name of its field."
        ),
    }
    return str(sentences[fault]).format(name=name[:_SHOWN])
