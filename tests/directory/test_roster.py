"""Providers and themes follow from the code lists."""

from __future__ import annotations

from datetime import date

from ckanext.dongguan.directory.roster import Entity, entities
from ckanext.dongguan.schemas.codelists import load

TODAY = date(2026, 1, 5)


def test_every_department_town_and_theme_is_there_once() -> None:
    found = entities(TODAY)
    names = [entity.name for entity in found]

    assert len(names) == len(set(names))
    assert {d.code for d in load("departments").valid(TODAY)} <= set(names)
    assert sum(1 for e in found if e.fields.get("town")) == 33
    assert sum(1 for e in found if not e.is_organization) == len(load("themes").codes)


def test_every_provider_has_a_class_and_every_field_a_known_code() -> None:
    for entity in entities(TODAY):
        fields = entity.fields
        if entity.is_organization:
            assert fields["provider_class"] in load("provider_class"), entity.name
        else:
            assert fields["theme"] in load("themes")
        assert fields["title"]
        assert fields["title_en"]


ENTITY = Entity(is_organization=True, name="a", fields={"title": "甲", "town": ""})


def test_only_own_fields_are_compared() -> None:
    assert ENTITY.changes({"title": "甲", "description": "乙", "town": None}, None) == {}
    assert ENTITY.changes({"title": "乙"}, None) == {"title": "甲"}


def test_what_the_lists_say_anew_is_taken_and_what_a_person_changed_stays() -> None:
    assert ENTITY.changes({"title": "旧"}, {"title": "旧"}) == {"title": "甲"}
    assert ENTITY.changes({"title": "改"}, {"title": "旧"}) == {}
