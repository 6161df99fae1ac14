"""The sharing platform over HTTP."""

from __future__ import annotations

import hashlib
import time
from typing import Any
from urllib.parse import unquote

import pytest
import requests

PAGE = "/share/catalog/page"


def test_an_unsigned_request_is_refused(sharing: Any) -> None:
    answer = requests.post(sharing.base + PAGE, json={}, timeout=20)

    assert answer.status_code == 401
    assert answer.json()["code"] == "40100"
    assert "X-Signature" in answer.json()["message"]


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("X-App-Id", "somebody", "40101"),
        ("X-Timestamp", "yesterday", "40102"),
        ("X-Signature", "0" * 64, "40103"),
        ("X-Nonce", "another", "40103"),
    ],
)
def test_a_wrong_header_is_named(sharing: Any, header: str, value: str, code: str) -> None:
    answer = sharing.ask("POST", PAGE, {}, **{header: value})

    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer.json()["success"] is False


def test_an_old_timestamp_is_refused_though_it_is_signed(sharing: Any) -> None:
    old = sharing.sign("POST", PAGE, b"{}", stamp=int(time.time()) - 400)
    answer = requests.post(sharing.base + PAGE, data=b"{}", headers=old, timeout=20)

    assert answer.json()["code"] == "40102"


def test_a_repeated_nonce_is_a_replay(sharing: Any) -> None:
    headers = sharing.sign("POST", PAGE, b"{}")
    first, second = (
        requests.post(sharing.base + PAGE, data=b"{}", headers=headers, timeout=20)
        for _ in "12"
    )

    assert first.json()["success"] is True
    assert second.json()["code"] == "40104"


def test_a_changed_body_breaks_the_signature(sharing: Any) -> None:
    headers = sharing.sign("POST", PAGE, b'{"pageNo": 1}')
    answer = requests.post(
        sharing.base + PAGE, data=b'{"pageNo": 2}', headers=headers, timeout=20
    )

    assert answer.json()["code"] == "40103"


def test_a_page_s_list_is_a_json_string(sharing: Any) -> None:
    assert isinstance(sharing.ask("POST", PAGE, {"pageSize": 3}).json()["dataList"], str)
    assert set(sharing.page(1, 3)["list"][0]) == {
        "resId", "resTitle", "officeCode", "dataUpdateTime",
    }  # fmt: skip


def test_pages_cover_everything_once(sharing: Any) -> None:
    pages = [sharing.page(number, 17) for number in range(1, 6)]
    found = [entry["resId"] for page in pages for entry in page["list"]]

    assert [len(page["list"]) for page in pages] == [17, 17, 17, 9, 0]
    assert (pages[0]["total"], pages[0]["pages"]) == (60, 4)
    assert len(set(found)) == 60


@pytest.mark.parametrize(
    "body", [{"pageNo": 0}, {"pageSize": 201}, {"pageNo": "1"}, {"pageNo": True},
             {"updatedSince": "gestern"}, [1]],
)  # fmt: skip
def test_a_wrong_parameter_is_a_400(sharing: Any, body: Any) -> None:
    answer = sharing.ask("POST", PAGE, body)

    assert (answer.status_code, answer.json()["code"]) == (400, "40001")


def test_a_page_can_ask_for_what_changed(sharing: Any) -> None:
    changed = sharing.page(1, 200, updatedSince="2026-10-01")
    every = sharing.page(1, 200)["list"]
    wanted = [e for e in every if e["dataUpdateTime"] >= "2026-10-01"]

    assert changed["list"] == wanted
    assert changed["total"] == len(wanted) < 60


def test_a_detail_agrees_with_its_page(sharing: Any) -> None:
    offices = {
        o["officeCode"]: o for o in sharing.ask("GET", "/share/office/list").json()["data"]
    }
    for entry in sharing.page(1, 8)["list"]:
        detail = sharing.detail(entry["resId"])
        assert {name: detail[name] for name in entry} == entry
        assert detail["officeName"] == offices[entry["officeCode"]]["officeName"]
        assert detail["remark"] == "演示数据"
        assert detail["itemList"][0]["itemName"]


@pytest.mark.parametrize(
    "res_id", ["29001/99999999", "29001/00000001x", "../etc", "00000/00000001"]
)
def test_an_unknown_item_is_not_found(sharing: Any, res_id: str) -> None:
    answer = sharing.ask("POST", "/share/catalog/detail", {"resId": res_id})

    assert (answer.status_code, answer.json()["code"]) == (404, "40401")


def files(sharing: Any) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for entry in sharing.page(1, 30)["list"]:
        listed = sharing.ask("POST", "/share/file/list", {"resId": entry["resId"]}).json()[
            "data"
        ]
        found += [(path_of(entry["resId"], file), file) for file in listed]
    return found


def path_of(res_id: str, file: dict[str, Any]) -> str:
    folder = res_id.replace("/", "_")
    return f"/share/file/download/{folder}/{file['fileUrl']}?filekey={file['id']}"


def test_files_download_with_their_bytes_and_chinese_names(sharing: Any) -> None:
    listed = files(sharing)
    assert listed
    for path, file in listed:
        answer = sharing.ask("GET", path)
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["fileSize"]
        name = answer.headers["Content-Disposition"].split("filename*=UTF-8''")[1]
        assert unquote(name) == file["fileName"]


def test_a_download_can_be_continued_and_need_not_be_repeated(sharing: Any) -> None:
    path, _ = files(sharing)[0]
    whole = sharing.ask("GET", path)
    rest = sharing.ask("GET", path, Range="bytes=100-")
    tag = whole.headers["ETag"]

    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    assert sharing.ask("GET", path, **{"If-None-Match": tag}).status_code == 304
    assert sharing.ask("GET", path, Range="bytes=99999999-").status_code == 416


def test_a_wrong_file_key_is_not_found(sharing: Any) -> None:
    path, _ = files(sharing)[0]

    assert sharing.ask("GET", path[:-1] + "x").json()["code"] == "40402"
    assert sharing.ask("GET", "/share/nothing").json()["code"] == "40400"
    assert sharing.ask("GET", PAGE).json()["code"] == "40500"


def test_the_journal_says_what_was_asked(sharing: Any) -> None:
    sharing.page(2, 5)
    sharing.page(3, 5)
    report = sharing.admin("GET", "requests")

    assert report["total"] == 2
    assert report["counts"] == {f"POST {PAGE}": 2}
    assert report["requests"][0]["body"] == {"pageNo": 2, "pageSize": 5}
