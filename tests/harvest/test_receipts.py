"""What a department reads of its batch in its own database."""

from __future__ import annotations

import json
import re

from .conftest import Front
from .exchange_servers import OPENED, item

# What no department calls anything.
NAMES_OF_PROGRAMS = re.compile("[a-z]+_[a-z]+|[a-z]+[A-Z]|tags|title|theme")


def test_a_department_reads_in_plain_chinese_all_that_is_wrong_and_what_to_do(
    front: Front,
) -> None:
    twice = {"theme_code": "ZZ", "opening": {**OPENED, "decided_on": "去年"}}
    front.place.batch(
        "B1", item(1, update_cycle=88), item(2, **twice), item(3, key_words="长" * 150),
        item(4, org_name="不存在局"), item(5, res_name="Ã©ä¸"),
    )  # fmt: skip

    front.follow()

    (receipt,) = front.place.receipts()
    told = {one["id"][-1]: one["reason"] for one in json.loads(receipt["errors"])}
    rows = front.place.do("SELECT res_id, exchange_error FROM t_catalog")
    said = {
        "1": ["“更新周期”的代码“88”"],
        "2": ["“主题”", "“ZZ”", "“开放决定日期”", "“去年”"],
        "3": ["关键字“长长", "100 个字符"],
        "4": ["提供单位“不存在局”"],
        "5": ["“名称”的文字疑似乱码"],
    }
    for number, words in said.items():
        assert all(word in told[number] for word in [*words, "请"]), told[number]
        assert not NAMES_OF_PROGRAMS.search(told[number]), told[number]
    assert {row["res_id"][-1]: row["exchange_error"] for row in rows} == told
