"""Who reads the log, by page, by file and by API, and that reading is on record."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories

from .conftest import read, rows, write

DENIED = {"event": "data_read", "operation": "datastore_search", "outcome": "deny"}
Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    "who", ["anonymous", "registered", "sysadmin", "security_administrator",
            "data_administrator", "bureau_reviewer"]
)  # fmt: skip
def test_only_auditors_read(app: Any, holder: Make, who: str) -> None:
    caller = {
        "anonymous": lambda: None,
        "registered": factories.UserWithToken,
        "sysadmin": factories.SysadminWithToken,
    }.get(who, lambda: holder(who))()
    headers = {"Authorization": caller["token"]} if caller else {}

    for address in ("/api/3/action/dongguan_audit_list", "/dongguan/audit",
                    "/dongguan/audit/export"):  # fmt: skip
        answer = app.get(address, headers=headers)
        assert answer.status_code == 403
        assert "data_read" not in answer.get_data(as_text=True)


def test_reading_and_exporting_are_written_down(
    auditor: dict[str, Any], auditor_browser: Any, unknown: str
) -> None:
    read(auditor, dataset=unknown)
    auditor_browser.get("/dongguan/audit/export", query_string={"dataset": unknown})

    events = ("audit_read", "audit_export")
    found = [
        row
        for event in events
        for row in read(auditor, event=event, account=auditor["id"])["results"]
        if (row["detail"] or {}).get("by_dataset") == unknown
    ]
    assert [row["event"] for row in found] == list(events)


def test_the_page_shows_the_log_in_both_languages(
    auditor_browser: Any, auditor: dict[str, Any], unknown: str
) -> None:
    write(auditor["name"], **DENIED, dataset=unknown, reason="<b>理由</b>")

    chinese = auditor_browser.get("/dongguan/audit", query_string={"dataset": unknown})
    english = auditor_browser.get("/en/dongguan/audit", query_string={"dataset": unknown})

    assert all(word in chinese.text for word in ("审计日志", "读取数据", "拒绝", unknown))
    assert "&lt;b&gt;理由" in chinese.text
    assert all(word in english.text for word in ("Audit log", "Data read", "Refused"))
    assert chinese.headers["Cache-Control"] == "private, no-store"


def test_a_phone_is_told_that_a_resource_was_not_found(
    auditor_browser: Any, auditor: dict[str, Any]
) -> None:
    write(auditor["name"], **DENIED)

    asked = {"account": auditor["name"], "event": DENIED["event"]}
    page = auditor_browser.get("/dongguan/audit", query_string=asked)

    (more,) = BeautifulSoup(page.text, "html.parser").select("details.narrow-only")
    assert "未找到数据文件" in more.text


def test_a_bad_filter_is_shown_on_the_page(auditor_browser: Any) -> None:
    answer = auditor_browser.get("/dongguan/audit?account=no-such-person&since=x")

    assert answer.status_code == 400
    assert "没有名称相符的有效账号" in answer.text
    assert 'value="no-such-person"' in answer.text


def test_the_export_is_a_file_with_what_was_chosen(
    auditor_browser: Any, auditor: dict[str, Any], unknown: str
) -> None:
    write(auditor["name"], **DENIED, dataset=unknown, reason="=1+1")
    write(**DENIED, dataset=f"{unknown}-other")

    answer = auditor_browser.get("/dongguan/audit/export", query_string={"dataset": unknown})

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-')
    titles, *found = csv.reader(StringIO(answer.get_data(as_text=True), newline=""))
    assert titles[0] == "\ufeff编号"
    assert [(row[2], row[3], row[7], row[11]) for row in found] == [
        (auditor["id"], auditor["name"], unknown, "'=1+1")
    ]


def test_a_bad_export_is_refused(auditor_browser: Any) -> None:
    assert auditor_browser.get("/dongguan/audit/export?since=x").status_code == 400


def test_an_export_that_cannot_be_recorded_gives_nothing(
    auditor_browser: Any, unknown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(**DENIED, dataset=unknown)
    import sqlalchemy as sa

    from ckanext.dongguan.audit.model import entries

    broken = sa.Table("entries_gone", sa.MetaData(schema="dongguan_audit"),
                      *(sa.Column(c.name, c.type) for c in entries.columns))  # fmt: skip
    monkeypatch.setattr("ckanext.dongguan.audit.writing.entries", broken)

    answer = auditor_browser.get("/dongguan/audit/export", query_string={"dataset": unknown})

    assert answer.status_code == 403
    assert "审计日志" in answer.text
    assert DENIED["operation"] not in answer.text
    assert len(rows(unknown)) == 1
