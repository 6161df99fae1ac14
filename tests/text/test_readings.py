"""Words are spelled as pypinyin spells them, in less memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from pypinyin.constants import PHRASES_DICT

from ckanext.dongguan.search import dictionary
from ckanext.dongguan.text.readings import lazy_pinyin

# pypinyin as it comes: a process of its own, without the switches.
PLAIN = """
import json, sys
from pypinyin import lazy_pinyin
json.dump([lazy_pinyin(word) for word in json.load(sys.stdin)], sys.stdout)
"""


@pytest.fixture(scope="module")
def words() -> list[str]:
    """List the words of pypinyin and of the vocabulary, and some in a row."""
    known = [*PHRASES_DICT, *dictionary.load().words]
    return [*known, *("".join(known[n : n + 3]) for n in range(0, len(known), 10))]


def test_every_word_is_spelled_as_by_pypinyin_itself(words: list[str]) -> None:
    environ = {k: v for k, v in os.environ.items() if not k.startswith("PYPINYIN")}

    done = subprocess.run(
        [sys.executable, "-c", PLAIN], input=json.dumps(words), env=environ,
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert len(words) > 50_000
    assert [lazy_pinyin(word) for word in words] == json.loads(done.stdout)


def test_a_reading_stands_once_in_memory() -> None:
    readings = [reading for word in PHRASES_DICT.values() for reading in word]

    assert len({id(one) for one in readings}) == len({tuple(one) for one in readings})
