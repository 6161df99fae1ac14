"""The Chinese catalogue: whole, current, simplified, in the words of the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import ckan
import polib
import pytest

from ckanext.dongguan import script_texts

HOME = Path(script_texts.__file__).parent / "i18n" / "zh_Hans_CN" / "LC_MESSAGES"
OWN = polib.pofile(str(HOME / "ckanext-dongguan.po"))
CORE_HOME = Path(ckan.__file__).parent / "i18n"
CORE = polib.pofile(str(CORE_HOME / "zh_Hans_CN" / "LC_MESSAGES" / "ckan.po"))

# Words that core uses and the glossary does not.
WRONG = (
    "登陆",
    "群组",
    "组织",
    "机构",
    "标签",
    "私有",
    "授权",
    "资料集",
    "资讯",
    "缺省",
)
TRADITIONAL = "來沒請這個們於與將為會過後時動資訊員參數據庫選項檔關鍵頁碼設開"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sdir]|\{[\w!]*\}")
# Not installed, or pages that are replaced as a whole.
ELSEWHERE = (
    "ckanext/tabledesigner", "ckanext/activity", "ckanext/stats", "ckanext/datatablesview",
    "ckanext/datapusher", "ckanext/expire_api", "ckanext/example",
    "ckanext/audioview", "ckanext/videoview", "ckanext/textview",
)  # fmt: skip
REPLACED = ("CKAN Association", "Dear %(user_name)s", "CKAN is the world", "<p>CKAN is", "CSV",
            "X", "Facebook")  # fmt: skip


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_no_entry_is_left_without_a_translation() -> None:
    empty = [entry.msgid for entry in OWN if not entry.translated() or entry.fuzzy]

    assert empty == []


def test_the_compiled_catalogue_is_the_one_in_the_source() -> None:
    compiled = polib.mofile(str(HOME / "ckanext-dongguan.mo"))

    assert {e.msgid: texts(e) for e in compiled} == {e.msgid: texts(e) for e in OWN}


def test_no_traditional_character_is_left() -> None:
    found = [t for entry in OWN for t in texts(entry) if set(t) & set(TRADITIONAL)]

    assert found == []


def test_places_for_values_are_kept() -> None:
    lost = [
        entry.msgid
        for entry in OWN
        for text in texts(entry)
        if not set(PLACES.findall(text))
        <= set(PLACES.findall(entry.msgid_plural or entry.msgid))
    ]

    assert lost == []


@pytest.mark.parametrize("word", WRONG)
def test_a_word_outside_the_glossary_reaches_nobody(word: str) -> None:
    merged = {entry.msgid: entry for catalogue in (CORE, OWN) for entry in catalogue}
    found = [
        entry.msgid
        for entry in merged.values()
        if not entry.obsolete
        and any(word in text.replace("权限标签", "") for text in texts(entry))
        and not all(place.startswith(ELSEWHERE) for place, _ in entry.occurrences or [("", "")])
    ]

    assert found == []


def test_registering_is_not_called_making_a_record() -> None:
    assert OWN.find("Register").msgstr == "注册"


def test_what_core_leaves_untranslated_on_our_pages_is_filled() -> None:
    own = {entry.msgid for entry in OWN}
    missing = [
        entry.msgid
        for entry in CORE
        if not entry.obsolete
        and not entry.translated()
        and entry.msgid not in own
        and not entry.msgid.startswith(REPLACED)
        and not all(place.startswith(ELSEWHERE) for place, _ in entry.occurrences)
    ]

    assert missing == []


def test_the_scripts_of_core_speak_chinese() -> None:
    wanted = script_texts.script_msgids([CORE_HOME / "ckan.pot"])
    catalogues = [CORE_HOME / "zh_Hans_CN/LC_MESSAGES/ckan.mo", HOME / "ckanext-dongguan.mo"]

    table = script_texts.build_table("zh_Hans_CN", catalogues, wanted)

    assert table["Remove"] == [None, "移除"]
    assert table["Searching..."] == [None, "正在查找…"]
    assert table["Please Confirm"] == [None, "请确认"]
