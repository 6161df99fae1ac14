"""The sentences in which the directory speaks of codes."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.dongguan.language import said, spoken
from ckanext.dongguan.schemas.codelists import about

from .offer import Objection, Offer


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
