"""Addresses that nobody writes by accident lead to nothing that is hidden."""

from __future__ import annotations

import pytest

from .asking import Portal
from .call import Call
from .judging import differs, leaks


@pytest.mark.parametrize(
    "path",
    [
        "/dataset/{open}/resource/{resource}/download",
        "/dataset/{open}/resource/{resource}/download/{file}.csv",
        "/dataset/{open}/resource/{resource}",
        "/dataset/{open}/resource/{resource}/view/{view}",
        "/dataset/{open}/resources/../../{name}",
        "/dataset/%2e%2e/dataset/{name}",
        "/dataset//{name}",
        "/dataset/{name}%00",
        "/dataset/{name}/",
        "/dataset/{name}%2f",
        "/dataset/{name};x=1",
        "/zh_Hans_CN/dataset/{name}",
        "/en/dataset/{name}",
        "/uploads/../vault/{resource}",
        "/file/public-download/resources/%2e%2e/{resource}",
        "/datastore/dump/{resource}%20",
        "/datastore/dump/{resource}?format=json&limit=1",
        "/api/3/action/package_show?id={dataset}&callback=x",
        "/api/3/action/package_show?id={open}&id={dataset}",
        "/dataset/{name}.ttl?profiles=dongguan",
        "/dataset/{name}.jsonld?profiles=schemaorg",
        "/dataset/{open}/history/{activity}",
        "/dataset/changes/{activity}",
    ],
)
def test_a_twisted_address_leads_nowhere(site: Portal, path: str) -> None:
    """A file of a hidden dataset under another dataset, other spellings, other languages."""
    planted = site.field.planted["taken_back"]
    call = Call(
        surface="page", path=path.replace("{open}", site.field.planted["open"].words["dataset"])
    )

    answer = site.ask(call, "anonymous", planted)

    assert list(leaks(site, call, "anonymous", site.told(answer, call, planted))) == []
    assert answer.status in {302, 400, 403, 404} or "&id=" in path
    nothing = site.ask(call, "anonymous", site.field.nobody)
    assert differs(answer, nothing, call, planted, site.field.nobody) == ""


def test_a_file_answers_under_its_own_dataset_only_and_not_under_another_dataset(
    site: Portal,
) -> None:
    other = site.field.planted["conditional"].words["dataset"]
    call = Call(surface="page", path=f"/dataset/{other}/resource/{{resource}}/download")

    answer = site.ask(call, "anonymous", site.field.planted["open"])

    assert answer.status == 404
