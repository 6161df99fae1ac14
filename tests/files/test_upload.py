"""A file on its way into a dataset."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import pytest
from bs4 import BeautifulSoup
from ckan.tests import helpers

from ckanext.dongguan.files.local import from_bytes, opened

NAME = "东莞市公交站点信息（2026年）.csv"
CONTENT = "站点名称,镇街\n厚街汽车站,厚街镇\n".encode("gb18030")

Make = Callable[..., dict[str, Any]]
Stored = Callable[[], list[Path]]


def test_a_file_keeps_its_chinese_name_and_is_measured(with_file: Make) -> None:
    resource = with_file(NAME, CONTENT, title="公交")

    assert resource["filename"] == NAME
    assert resource["name"] == NAME
    assert resource["format"] == "CSV"
    assert resource["mimetype"] == "text/csv"
    assert resource["size"] == len(CONTENT)
    assert resource["hash"] == hashlib.sha256(CONTENT).hexdigest()


def test_the_address_spells_the_name_in_pinyin(with_file: Make) -> None:
    resource = with_file("公交站点.csv")

    assert resource["url"].endswith(
        f"/resource/{resource['id']}/download/gongjiao-zhandian.csv"
    )


def test_a_name_given_by_a_person_stays(vault_folder: Path, dataset: Make) -> None:
    resource = helpers.call_action(
        "resource_create",
        package_id=dataset()["id"],
        name="站点清单",
        upload=from_bytes(CONTENT, NAME),
    )

    assert resource["name"] == "站点清单"
    assert resource["filename"] == NAME


def test_the_api_takes_a_multipart_upload(
    app: Any, editor: dict[str, str], vault_folder: Path, dataset: Make, stored: Stored
) -> None:
    answer = app.post(
        "/api/3/action/resource_create",
        headers=editor,
        data={"package_id": dataset()["id"], "upload": (io.BytesIO(CONTENT), NAME)},
    )

    assert answer.json["result"]["filename"] == NAME
    assert [p.read_bytes() for p in stored()] == [CONTENT]


def test_the_form_takes_an_upload(
    app: Any, editor: dict[str, str], vault_folder: Path, dataset: Make
) -> None:
    package = dataset()

    answer = app.post(
        f"/dataset/{package['name']}/resource/new",
        headers=editor,
        data={"id": "", "url": "", "save": "go-dataset-complete", "url_type": "upload",
              "upload": (io.BytesIO(CONTENT), NAME)},
        follow_redirects=False,
    )  # fmt: skip

    assert answer.status_code == 302
    (resource,) = helpers.call_action("package_show", id=package["id"])["resources"]
    assert resource["filename"] == NAME


def test_the_form_says_why_a_file_is_refused(
    app: Any, editor: dict[str, str], vault_folder: Path, dataset: Make, stored: Stored
) -> None:
    answer = app.post(
        f"/dataset/{dataset()['name']}/resource/new",
        headers=editor,
        data={"id": "", "url": "", "save": "go-dataset-complete", "url_type": "upload",
              "name": "图标.svg", "upload": (io.BytesIO(b"<svg onload='x()'/>"), "图标.svg")},
    )  # fmt: skip

    page = BeautifulSoup(answer.body, "html.parser")
    (told,) = page.select(".error-explanation a")
    assert answer.status_code == 200
    assert told.text.startswith("数据文件：文件“图标.svg”")
    assert page.select_one(str(told["href"]))
    assert not page.select_one("#field-existing-upload")
    assert not page.select_one("#field-name")["value"]
    assert stored() == []


def test_a_file_of_this_machine_is_taken(
    tmp_path: Path, vault_folder: Path, dataset: Make, stored: Stored
) -> None:
    package = dataset()
    path = tmp_path / "a.bin"
    path.write_bytes(CONTENT)

    with opened(path, NAME) as upload:
        helpers.call_action(
            "package_patch", id=package["id"], resources=[{"name": "站点", "upload": upload}]
        )

    (resource,) = helpers.call_action("package_show", id=package["id"])["resources"]
    assert (resource["filename"], resource["name"]) == (NAME, "站点")
    assert [p.read_bytes() for p in stored()] == [CONTENT]


@pytest.mark.parametrize(
    ("name", "content"),
    [("图标.svg", b"<svg/>"), ("页面.html", b"<p>"), ("假表.xlsx", b"a,b"), ("空.csv", b"")],
)
def test_a_refused_file_leaves_no_trace(
    with_file: Make, stored: Stored, name: str, content: bytes
) -> None:
    with pytest.raises(tk.ValidationError) as refused:
        with_file(name, content)

    assert name in refused.value.error_dict["upload"][0]
    assert stored() == []


def test_a_file_above_the_limit_leaves_no_trace(
    with_file: Make, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(tk.config, "ckan.max_resource_size", 1)

    with pytest.raises(tk.ValidationError, match="1 MB"):
        with_file("大.csv", b"a" * ((1 << 20) + 1))

    assert stored() == []
    assert with_file("正好.csv", b"a" * (1 << 20))["size"] == 1 << 20


def test_a_dataset_that_is_refused_leaves_no_file(with_file: Make, stored: Stored) -> None:
    resource = with_file()
    before = stored()

    with pytest.raises(tk.ValidationError):
        helpers.call_action(
            "package_patch",
            id=resource["package_id"],
            open_class="nonsense",
            resources=[{**resource, "upload": from_bytes(b"new,1", "新.csv")}],
        )

    assert stored() == before


def test_an_edit_without_a_file_cannot_change_what_was_measured(with_file: Make) -> None:
    resource = with_file()

    changed = helpers.call_action(
        "resource_patch",
        id=resource["id"],
        description="说明",
        hash="0" * 64,
        size=1,
        filename="别的.csv",
        mimetype="text/html",
    )

    kept = ("hash", "size", "filename", "mimetype", "url")
    assert {k: changed[k] for k in kept} == {k: resource[k] for k in kept}
    assert changed["description"] == "说明"


def test_nobody_reaches_another_file_by_its_hash(with_file: Make, dataset: Make) -> None:
    secret = with_file(open_class="withheld")

    with pytest.raises(tk.ValidationError) as refused:
        helpers.call_action(
            "resource_create",
            package_id=dataset()["id"],
            url="x.csv",
            url_type="upload",
            hash=secret["hash"],
            filename="x.csv",
        )

    assert "link" in refused.value.error_dict["url"][0]


def test_a_new_file_replaces_the_old_one(with_file: Make, download: Callable[..., Any]) -> None:
    resource = with_file()

    changed = helpers.call_action(
        "resource_patch", id=resource["id"], upload=from_bytes(b"a,b\n", "新表.csv")
    )

    assert changed["filename"] == "新表.csv"
    assert download(changed).data == b"a,b\n"
