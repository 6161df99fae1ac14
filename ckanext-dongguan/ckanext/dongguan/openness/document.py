"""What the index gets of a dataset: its public part, whoever may find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckan import model
from msgspec.json import decode, encode

from . import counting, labels, mask, policy, verdict
from .actor import Standing
from .case import Case
from .policy import Operation

_INDEXED = "dongguan_indexed"


def hygienic(document: Mapping[str, Any]) -> dict[str, Any]:
    """Take out of CKAN's document of a dataset what not everyone who finds it may know.

    The rooms behind this one make their fields from what is left.
    """
    package = model.Package.get(document["id"])
    # A document without a dataset carries no label: nobody finds it.
    case = _decided(package) if package else Case.DEPARTMENT
    kept = mask.document(document, case)
    for name in ("data_dict", "validated_data_dict"):
        shown = mask.dataset(
            decode(document[name]), case, has_dictionary=holds_dictionary(case)
        )
        kept[name] = encode(shown).decode()
    if case is not Case.OPEN:
        kept |= _files(decode(kept["validated_data_dict"])["resources"])
    # Nobody counts a document without a dataset.
    owner, table = package and package.owner_org, policy.load()
    counters = labels.of_dataset(case, owner, table, Operation.COUNT) if package else []
    return {**kept, counting.COUNTERS: counters}


def labels_of(package: model.Package) -> list[str]:
    """List who finds a dataset; right after its document it is not decided once more."""
    indexed_id, case = model.Session().info.pop(_INDEXED, (None, None))
    decided = case if indexed_id == package.id else verdict.case(package)
    return labels.of_dataset(decided, package.owner_org, policy.load())


def _decided(package: model.Package) -> Case:
    # CKAN asks for the labels in the same breath: they are those of this document.
    case = verdict.case(package)
    model.Session().info[_INDEXED] = (package.id, case)
    return case


def _files(resources: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    names = {"res_name": "name", "res_description": "description", "res_format": "format"}
    return {
        field: [str(each.get(name) or "") for each in resources]
        for field, name in names.items()
    }


def holds_dictionary(case: Case) -> bool:
    """Tell whether the index has the dictionary: everyone who finds a dataset may read it."""
    cells = policy.load().cells
    finders = [s for s in Standing if cells[Operation.FIND, case, s].is_given]
    return all(cells[Operation.DICTIONARY, case, s].is_given for s in finders)
