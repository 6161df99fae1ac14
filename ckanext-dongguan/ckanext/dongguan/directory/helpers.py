"""What templates and forms ask of the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from markupsafe import Markup

from ckanext.dongguan.clock import today
from ckanext.dongguan.language import is_chinese, spoken
from ckanext.dongguan.schemas.codelists import about, load
from ckanext.dongguan.schemas.dataset_type import NAMES, DatasetType
from ckanext.dongguan.schemas.dataset_type import load as load_type

from . import facts, form, provider_list, theme_icon
from .error_list import Listed, listed, listed_of_file
from .former_name import of_provider
from .offer import Offer, held


def dongguan_code_label(codelist: str, code: str) -> str:
    """Return the label of a code in the page's language; an unknown code is its own."""
    return str(load(codelist).label(code, spoken()))


def dongguan_codes(field: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List all codes of a field's list, retired ones too, as scheming's choices."""
    return [_choice(code, 0) for code in load(field["codelist"])]


def dongguan_offered_codes(field: Mapping[str, Any], value: Any) -> list[dict[str, Any]]:
    """List the codes that a form offers today, and what the record holds already."""
    offer = Offer.of_field(field, today())
    return [_choice(code, depth, offer.on) for code, depth in offer.choices(held(value))]


def _choice(code: Any, depth: int, on: date | None = None) -> dict[str, Any]:
    is_over = on is not None and not code.is_valid(on)
    form = str(tk._("{label} (retired)")) if is_over else "{label}"
    labels = {"zh_Hans_CN": code.label_zh, "en": code.label_en}
    # Full-width spaces: a browser keeps them at the beginning of an option.
    return {
        "value": code.code,
        "label": {k: "　" * depth + form.format(label=v) for k, v in labels.items()},
    }


def dongguan_form_sections(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Group the fields of a dataset type into the sections of its form."""
    return form.sections(fields, spoken())


def dongguan_form_script(dataset_type: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the rules of a dataset type for the script of its form."""
    return form.script(dataset_type, fields)


def dongguan_form_errors(errors: dict[str, Any], dataset_type: str) -> list[Listed]:
    """List a form's errors as sentences, in the order of its fields."""
    return list(listed(errors, load_type(dataset_type), spoken()))


def dongguan_file_form_errors(errors: dict[str, Any], dataset_type: str) -> list[Listed]:
    """List the errors of a file's form as sentences, in the order of its fields."""
    return list(listed_of_file(errors, load_type(dataset_type), spoken()))


def dongguan_row_choices(
    field: Mapping[str, Any], rows: list[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """List, for each coded property of a repeating field, what its rows may choose."""
    return {
        sub["field_name"]: dongguan_offered_codes(
            sub, [row[sub["field_name"]] for row in rows if row.get(sub["field_name"])]
        )
        for sub in field["repeating_subfields"]
        if sub.get("codelist")
    }


def dongguan_facts(dataset: Mapping[str, Any], *, is_inner: bool = False) -> list[facts.Group]:
    """List what a dataset's page tells everyone, or the rest for those who look after it."""
    return list(facts.groups(_type(dataset), dataset, spoken(), is_inner=is_inner))


def dongguan_file_facts(
    resource: Mapping[str, Any], dataset: Mapping[str, Any]
) -> list[facts.Fact]:
    """List the facts of a file that its page has no place of its own for."""
    fields = facts.public(_type(dataset).resource_fields.values())
    return list(facts.facts(fields, resource, spoken()))


def dongguan_item_facts(
    items: list[Mapping[str, Any]], dataset: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Write the properties of each data item in words."""
    known = _type(dataset).fields["items"].subfields
    return [
        {name: facts.wording(field, item.get(name), spoken()) for name, field in known.items()}
        for item in items
    ]


def _type(dataset: Mapping[str, Any]) -> DatasetType:
    name = str(dataset.get("type") or facts.BASE_TYPE)
    return load_type(name if name in NAMES else facts.BASE_TYPE)


def dongguan_has_any(row: Mapping[str, Any], fields: list[Mapping[str, Any]]) -> bool:
    """Tell whether any of the fields is filled in a row."""
    return any(row.get(field["field_name"]) for field in fields)


def dongguan_have_any(rows: list[Mapping[str, Any]], names: tuple[str, ...]) -> bool:
    """Tell whether any of the names is filled in any of the rows."""
    return any(row.get(name) for row in rows for name in names)


def dongguan_provider_groups(q: str | None) -> list[dict[str, Any]]:
    """List the departments by class as the page of departments shows them."""
    found = tk.get_action("dongguan_provider_list")({}, {"q": q or ""})
    groups: list[dict[str, Any]] = found
    return groups


def dongguan_provider_facts(organization: Mapping[str, Any]) -> dict[str, Any]:
    """Gather what the page of a department shows beside its own fields."""
    name = organization["name"]
    own = str(organization.get("former_names") or "")
    return {
        "former_names": of_provider(name, own),
        "parent": _named(organization.get("parent")),
        "children": [
            {"name": child, "title": title} for child, title in provider_list.children(name)
        ],
    }


def _named(name: str | None) -> dict[str, str] | None:
    group = model.Group.by_name(name) if name else None
    return {"name": group.name, "title": group.title} if group is not None else None


def dongguan_theme_icon(group: str) -> Markup:
    """Draw the icon of a theme into the page."""
    return Markup(theme_icon.drawn(theme_icon.name_of(group)))  # noqa: S704 - a file of ours


def dongguan_theme(group: Mapping[str, Any]) -> dict[str, Any]:
    """Say what a theme is about, its icon, and its counterparts in other lists."""
    code = load("themes").column("group").get(group["name"])
    if code is None:
        return {"icon": theme_icon.OTHER, "text": "", "code": "", "counterparts": []}
    text = code.more["text_zh" if is_chinese() else "text_en"]
    return {
        "icon": theme_icon.name_of(group["name"]),
        "text": text,
        "code": code.code,
        "counterparts": list(_counterparts(code)),
    }


def dongguan_in_theme_order(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sort themes as their code list has them; others stand at the end."""
    places = {group: place for place, group in enumerate(load("themes").column("group"))}
    return sorted(groups, key=lambda group: places.get(group["name"], len(places)))


def _counterparts(code: Any) -> Iterator[dict[str, str]]:
    for column in about("themes").shown(spoken()):
        for value in code.values(column.name):
            yield {
                "list": column.label[spoken()],
                "codelist": column.codelist,
                "code": value,
                "label": load(column.codelist).label(value, spoken()),
            }


def dongguan_licence_title(licence_id: str) -> str:
    """Return the title of a licence in the page's language; an unknown id is its own."""
    return _of_licence(licence_id, "title") or licence_id


def dongguan_licence_terms(licence_id: str) -> str:
    """Say in a few words what a licence allows and asks; its title where nobody has said it."""
    return _of_licence(licence_id, "terms") or dongguan_licence_title(licence_id)


def _of_licence(licence_id: str, fact: str) -> str:
    licence = model.Package.get_license_register().get(licence_id)
    name = fact if is_chinese() else f"{fact}_en"
    return str(getattr(licence, name, "") or getattr(licence, fact, ""))
