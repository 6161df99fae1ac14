"""The errors of a dataset as a list of sentences that name their places, without CKAN."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.dongguan.schemas.dataset_type import DatasetType, Field


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One sentence, and the name that its field has in the form (`items-2-length`)."""

    name: str
    sentence: str

    @property
    def field(self) -> str:
        """Name the field of the dataset that it belongs to."""
        return self.name.partition("-")[0]


def listed(errors: Mapping[str, Any], kind: DatasetType, language: str) -> Iterator[Listed]:
    """List what an `error_dict` holds: fields in the order of the form, then the rest."""
    # Core complains of keywords under the name that they have in the database.
    keywords = {"tags": one} if (one := kind.fields.get("tag_string")) else {}
    known = {**kind.fields, "resources": kind.resources, **keywords}
    yield from _in_order(errors, known, language)


def listed_of_file(
    errors: Mapping[str, Any], kind: DatasetType, language: str
) -> Iterator[Listed]:
    """List what the `error_dict` of a resource holds; a refused file is told at its field."""
    known = {"upload": kind.resource_fields["url"], **kind.resource_fields}
    yield from _in_order(errors, known, language)


def _in_order(
    errors: Mapping[str, Any], known: Mapping[str, Field], language: str
) -> Iterator[Listed]:
    order = {name: place for place, name in enumerate(known)}
    for name in sorted(errors, key=lambda one: order.get(one, len(order))):
        yield from _of_field(name, errors[name], known.get(name), language)


def _of_field(name: str, value: Any, field: Field | None, language: str) -> Iterator[Listed]:
    label = field.label(language) if field else name
    if isinstance(value, Mapping):
        yield from _of_row(name, value, field, language, label)
        return
    for number, one in enumerate(value if isinstance(value, Sequence) else [value]):
        if isinstance(one, Mapping):
            place = f"{label} {number + 1}"
            yield from _of_row(f"{name}-{number}", one, field, language, place)
        elif one:
            yield Listed(name=name, sentence=_naming(label, str(one), language))


def _of_row(
    name: str, row: Mapping[str, Any], field: Field | None, language: str, place: str
) -> Iterator[Listed]:
    known = field.subfields if field else {}
    for key, messages in row.items():
        sub = known.get(key)
        label = sub.label(language) if sub else key
        for one in messages if isinstance(messages, list | tuple) else [messages]:
            sentence = _joined(place, _naming(label, str(one), language), language)
            yield Listed(name=f"{name}-{key}", sentence=sentence)


def _naming(label: str, message: str, language: str) -> str:
    """Put the field's label before a message that does not say it."""
    return message if label in message else _joined(label, message, language)


def _joined(place: str, message: str, language: str) -> str:
    return f"{place}：{message}" if language.startswith("zh") else f"{place}: {message}"
