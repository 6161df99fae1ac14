"""Tags of languages and the texts of the scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
import pytest

from ckanext.dongguan import language, script_texts
from ckanext.dongguan.speech import spoken

OFFERED = ["zh_Hans_CN", "en"]


@pytest.mark.parametrize("tag", ["zh_CN", "zh-CN", "zh-Hans-CN", "zh_Hans-CN", "zh_Hans_CN"])
def test_every_spelling_of_simplified_chinese_is_understood(tag: str) -> None:
    assert language.locale_of(tag, OFFERED) == "zh_Hans_CN"


@pytest.mark.parametrize("tag", ["zh_Hant_TW", "de", "", "../en", "zh"])
def test_a_language_that_is_not_offered_is_not_guessed(tag: str) -> None:
    assert language.locale_of(tag, OFFERED) is None


def write(folder: Path, name: str, *entries: polib.POEntry) -> Path:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8",
                          "Plural-Forms": "nplurals=1; plural=0;"}  # fmt: skip
    catalogue.extend(entries)
    path = folder / name
    catalogue.save(str(path)) if path.suffix == ".pot" else catalogue.save_as_mofile(str(path))
    return path


def test_only_texts_that_stand_in_a_script_are_sent(tmp_path: Path) -> None:
    template = write(
        tmp_path, "x.pot",
        polib.POEntry(msgid="Remove", occurrences=[("base/javascript/x.js", "3")]),
        polib.POEntry(msgid="Dataset", occurrences=[("templates/x.html", "3")]),
    )  # fmt: skip

    assert script_texts.script_msgids([template]) == {"Remove"}


def test_the_later_catalogue_corrects_the_earlier(tmp_path: Path) -> None:
    core = write(tmp_path, "a.mo", polib.POEntry(msgid="Log in", msgstr="登陆"))
    own = write(tmp_path, "b.mo", polib.POEntry(msgid="Log in", msgstr="登录"))

    table = script_texts.build_table("zh_Hans_CN", [core, own], frozenset({"Log in"}))

    assert table["Log in"] == [None, "登录"]
    assert table[""]["plural-forms"] == "nplurals=1; plural=0;"


def test_a_plural_carries_its_forms(tmp_path: Path) -> None:
    entry = polib.POEntry(
        msgid="%(num)d file", msgid_plural="%(num)d files", msgstr_plural={0: "%(num)d 个文件"}
    )
    catalogue = write(tmp_path, "a.mo", entry)

    table = script_texts.build_table("zh_Hans_CN", [catalogue], frozenset({"%(num)d file"}))

    assert table["%(num)d file"] == ["%(num)d files", "%(num)d 个文件"]


def test_a_text_that_has_no_english_is_told_in_chinese(app: Any) -> None:
    with spoken("en"):
        english = language.said({"zh_Hans_CN": "市场", "en": "Market"})
        chinese = language.said({"zh_Hans_CN": "市场"})
        nothing = language.said({})

    assert (english, chinese, nothing) == ("Market", "市场", "")
