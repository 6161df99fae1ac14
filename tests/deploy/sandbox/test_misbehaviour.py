"""Every fault over real HTTP, switched on and off while the server runs."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from deploy.sandbox import folder as folders
from deploy.sandbox import sharing as sharing_app
from deploy.sandbox.misbehaviour import Faults
from deploy.sandbox.scale import Scale, World

PAGE = "/share/catalog/page"


def misbehave(server: Any, kind: str, **options: Any) -> None:
    server.admin("POST", "misbehave", kind=kind, **options)


def ask(sharing: Any) -> requests.Response:
    return sharing.ask("POST", PAGE, {"pageSize": 5})  # type: ignore[no-any-return]


def test_slow_answers_late(sharing: Any) -> None:
    misbehave(sharing, "slow", seconds=0.6, times=1)
    start = time.monotonic()
    assert ask(sharing).status_code == 200
    assert time.monotonic() - start >= 0.6
    assert sharing.admin("GET", "misbehave")["active"] == []


def test_an_error_comes_as_often_as_asked(sharing: Any) -> None:
    misbehave(sharing, "error_500", times=2)

    assert [ask(sharing).status_code for _ in range(3)] == [500, 500, 200]


def test_too_many_requests_says_when_to_come_back(sharing: Any) -> None:
    misbehave(sharing, "error_429", retry_after=7, times=1)
    answer = ask(sharing)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.json()["code"] == "42900"


def test_truncated_json_does_not_parse(sharing: Any) -> None:
    misbehave(sharing, "truncated", times=1)
    answer = ask(sharing)

    assert answer.status_code == 200
    with pytest.raises(ValueError):  # noqa: PT011 - any parse error
        answer.json()


def test_a_dropped_answer_ends_early(sharing: Any) -> None:
    misbehave(sharing, "dropped", times=1)

    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
        ask(sharing)
    assert ask(sharing).status_code == 200


def test_gb18030_comes_unannounced(sharing: Any) -> None:
    misbehave(sharing, "gb18030", times=1)
    answer = ask(sharing)

    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")
    assert json.loads(answer.content.decode("gb18030"))["message"] == "成功"
    assert "gb" not in answer.headers["Content-Type"]


def test_a_page_repeats_an_id(sharing: Any) -> None:
    misbehave(sharing, "duplicates", times=1)
    ids = [entry["resId"] for entry in sharing.page(1, 5)["list"]]

    assert len(ids) == 5
    assert len(set(ids)) == 4


def test_listed_items_vanish(sharing: Any) -> None:
    misbehave(sharing, "vanished", every=3)
    ids = [entry["resId"] for entry in sharing.page(1, 60)["list"]]
    answers = [sharing.ask("POST", "/share/catalog/detail", {"resId": i}) for i in ids]

    assert [a.json()["code"] for a in answers].count("40401") == 20


def test_a_fault_touches_only_its_path(sharing: Any) -> None:
    misbehave(sharing, "error_500", path="/share/file")

    assert ask(sharing).status_code == 200
    assert sharing.ask("POST", "/share/file/list", {"resId": "x"}).status_code == 500
    sharing.admin("DELETE", "misbehave")
    assert sharing.ask("POST", "/share/file/list", {"resId": "x"}).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "lazy"},
        {"kind": "slow", "seconds": 3600},
        {"kind": "slow", "seconds": "x"},
        {"kind": "slow", "colour": 1},
        {"kind": "slow", "path": 5},
        {"kind": "slow", "times": 0},
        {"kind": "slow", "times": "2"},
        {"kind": "vanished", "every": 0},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(sharing: Any, data: dict[str, Any]) -> None:
    answer = requests.post(f"{sharing.base}/_sandbox/misbehave", json=data, timeout=20)

    assert answer.status_code == 400
    assert sharing.admin("GET", "misbehave")["active"] == []


def test_faults_count_down_only_where_they_apply() -> None:
    faults = Faults()
    faults.add({"kind": "slow", "path": "/a", "times": 1})

    assert faults.take("/b") == {}
    assert set(faults.take("/a/1")) == {"slow"}
    assert faults.take("/a/1") == {}


def test_a_day_passes_while_the_server_runs(sharing: Any) -> None:
    before = sharing.page(1, 200)
    day = sharing.admin("GET", "state")["day"]
    assert sharing.admin("POST", "advance", days=2)["day"] == day + 2
    after = sharing.page(1, 200)

    old, new = ({e["resId"]: e["dataUpdateTime"] for e in p["list"]} for p in (before, after))
    assert set(new) - set(old)
    assert set(old) - set(new)
    assert any(old[i] != new[i] for i in set(old) & set(new))
    gone = next(iter(set(old) - set(new)))
    answer = sharing.ask("POST", "/share/catalog/detail", {"resId": gone})
    assert answer.json()["code"] == "40401"


@pytest.mark.parametrize("days", [0, -1, 367, "1"])
def test_a_wrong_number_of_days_changes_nothing(sharing: Any, days: Any) -> None:
    state = sharing.admin("GET", "state")

    assert sharing.admin("POST", "advance", days=days)["code"] == "40001"
    assert sharing.admin("GET", "state") == state


@pytest.mark.parametrize(
    ("address", "status"), [("127.0.0.1", 200), ("::1", 200), ("10.0.0.9", 403)]
)
def test_only_this_machine_may_ask_for_faults(
    tmp_path: Path, address: str, status: int
) -> None:
    folders.write_world(tmp_path, World(scale=Scale(items=5, firms=5)))
    client = sharing_app.create_app(tmp_path).test_client()
    answer = client.get("/_sandbox/misbehave", environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == status
