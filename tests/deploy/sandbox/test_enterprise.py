"""The enterprise platform over HTTP."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
import time
from typing import Any

import pytest
import requests


def test_a_request_without_a_token_is_a_problem(enterprise: Any) -> None:
    answer = enterprise.enterprise("/firms", {})

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:dongguan:enterprise:bad-token"


@pytest.mark.parametrize(
    "token",
    ["Bearer x", "Bearer 99999999999.00", "Basic 1.2", "Bearer １.x", f"Bearer {'9' * 5000}.0"],
)
def test_a_made_up_token_is_refused(enterprise: Any, token: str) -> None:
    answer = enterprise.enterprise("/firms", {"Authorization": token.encode()})

    assert answer.status_code == 401


def test_a_wrong_secret_gets_no_token(enterprise: Any) -> None:
    names = {"clientId": "dongguan-portal", "clientSecret": "guess"}
    answer = requests.post(f"{enterprise.base}/ent/v2/token", json=names, timeout=20)

    assert answer.status_code == 401


def all_of(enterprise: Any, path: str, limit: int) -> list[dict[str, Any]]:
    token, rows, cursor = enterprise.bearer(), [], ""
    while cursor is not None:
        answer = enterprise.enterprise(f"{path}?limit={limit}&after={cursor}", token).json()
        rows += answer["items"]
        cursor = answer["next"]
    return rows


@pytest.mark.parametrize("limit", [7, 150, 1000])
def test_cursors_cover_every_firm_once(enterprise: Any, limit: int) -> None:
    codes = [row["creditCode"] for row in all_of(enterprise, "/firms", limit)]

    assert len(codes) == len(set(codes)) == 150


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "after=zzz", "after=Zi01"]
)
def test_a_wrong_query_is_a_400(enterprise: Any, query: str) -> None:
    assert enterprise.enterprise(f"/firms?{query}").status_code == 400


def test_one_firm_is_found_by_its_code(enterprise: Any) -> None:
    row = enterprise.enterprise("/firms?limit=3").json()["items"][2]

    assert enterprise.enterprise(f"/firms/{row['creditCode']}").json() == row
    assert enterprise.enterprise("/firms/914403001922038216").status_code == 404


def test_a_month_has_a_row_for_each_reporting_firm(enterprise: Any) -> None:
    months = enterprise.enterprise("/months").json()["months"]
    rows = all_of(enterprise, f"/indicators/{months[-1]}", 40)
    active = {r["creditCode"] for r in all_of(enterprise, "/firms", 1000) if r["status"] == 1}

    assert len(months) == 24
    assert {row["creditCode"] for row in rows} == active
    assert {row["month"] for row in rows} == {months[-1]}
    assert enterprise.enterprise("/indicators/1999-01").status_code == 404


def test_exports_hold_what_the_pages_hold(enterprise: Any) -> None:
    for path, pages in (("firms", "/firms"), ("indicators/2026-10", "/indicators/2026-10")):
        answer = enterprise.enterprise(f"/export/{path}.ndjson.gz")
        lines = gzip.decompress(answer.content).decode().splitlines()
        assert [json.loads(line) for line in lines] == all_of(enterprise, pages, 1000)
        again = enterprise.enterprise(f"/export/{path}.ndjson.gz")
        assert again.content == answer.content


def test_the_dictionary_explains_the_codes(enterprise: Any) -> None:
    words = enterprise.enterprise("/dictionary").json()
    firm = enterprise.enterprise("/firms?limit=1").json()["items"][0]

    assert words["sizes"][str(firm["size"])]
    assert words["registerTypes"][firm["registerType"]]
    assert words["indicatorUnits"]["revenue"] == "千元"
    assert "演示数据" in words["remark"]


def test_the_enterprise_platform_misbehaves_too(enterprise: Any) -> None:
    token = enterprise.bearer()
    enterprise.admin("POST", "misbehave", kind="error_429", retry_after=3, times=1)
    answer = enterprise.enterprise("/firms", token)
    enterprise.admin("POST", "misbehave", kind="duplicates", times=1)
    rows = enterprise.enterprise("/firms?limit=5", token).json()["items"]

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")
    assert len({row["creditCode"] for row in rows}) == 4


def test_the_last_page_has_no_cursor(enterprise: Any) -> None:
    assert enterprise.enterprise("/firms?limit=150").json()["next"] is None
    assert enterprise.enterprise("/firms?limit=149").json()["next"] is not None


def test_a_token_runs_out(enterprise: Any) -> None:
    secret = enterprise.credentials["enterprise_client_secret"]
    expires = int(time.time()) - 1
    seal = hmac.new(secret.encode(), str(expires).encode(), hashlib.sha256).hexdigest()
    answer = enterprise.enterprise("/firms", {"Authorization": f"Bearer {expires}.{seal}"})

    assert answer.json()["type"] == "urn:dongguan:enterprise:expired-token"
