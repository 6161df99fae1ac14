"""What a request may carry."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import pytest


def test_a_request_may_carry_the_largest_file_and_its_form(app: Any) -> None:
    largest = int(tk.config["ckan.max_resource_size"]) << 20

    assert app.flask_app.config["MAX_CONTENT_LENGTH"] == largest + (1 << 20)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/dataset/%00"),
        ("get", "/dataset/?q=%00"),
        ("get", "/api/3/action/package_show?id=%00"),
        ("post", "/api/3/action/package_show"),
    ],
)
def test_a_nul_is_refused(visitor: Any, method: str, address: str) -> None:
    body = {"data": '{"id": "\\u0000"}', "content_type": "application/json"}

    answer = getattr(visitor, method)(address, **(body if method == "post" else {}))

    assert answer.status_code == 400


def test_a_nul_is_named_to_people_and_to_programs(visitor: Any) -> None:
    page = visitor.get("/dataset/?q=%00")
    told = visitor.get("/api/3/action/package_search?q=%00").json

    assert "NUL" in page.body
    assert told["success"] is False
    assert "NUL" in told["error"]["message"]


def test_a_nul_in_json_without_its_type_is_refused(visitor: Any) -> None:
    answer = visitor.post("/api/3/action/package_show", data={'{"id": "\\u0000"}': ""})

    assert answer.status_code == 400


@pytest.mark.parametrize("text", ["\ud83d", "a\ude00", "\ude00\ud83d"])
@pytest.mark.parametrize("action", ["organization_autocomplete", "package_search"])
def test_half_a_character_is_refused_with_its_name(
    visitor: Any, action: str, text: str
) -> None:
    answer = visitor.post(f"/api/3/action/{action}", json={"q": text})

    assert answer.status_code == 400
    assert "不完整的字符" in answer.json["error"]["message"]


def test_a_character_of_two_halves_is_a_character(visitor: Any) -> None:
    answer = visitor.post("/api/3/action/organization_autocomplete", json={"q": "😀a"})

    assert answer.status_code == 200
