"""Every text that a room may show has its Chinese."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).resolve().parents[2]
HOME = "ckanext-dongguan/ckanext/dongguan"
NAMES = f"{HOME}/i18n/zh_Hans_CN/LC_MESSAGES/ckanext-dongguan.po"


def texts_of(folder: str) -> dict[str, str]:
    """Map each text of the code and the templates below a folder to its place."""
    methods, options = parse_mapping_cfg(StringIO((ROOT / "babel.cfg").read_text()))
    # The patterns of babel.cfg begin at the top of the checkout.
    below = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
    keywords = {**DEFAULT_KEYWORDS, "translate": None}
    found = extract_from_dir(ROOT / folder, below, options, keywords=keywords)
    return {
        text[0] if isinstance(text, tuple) else text: f"{folder}/{place}:{line}"
        for place, line, text, _comments, _context in found
    }


def test_every_text_of_the_rooms_is_translated() -> None:
    import ckan

    core = Path(ckan.__file__).parent / "i18n/zh_Hans_CN/LC_MESSAGES/ckan.po"
    known = {
        entry.msgid
        for catalogue in (str(core), str(ROOT / NAMES))
        for entry in polib.pofile(catalogue)
        if entry.translated()
    }
    texts = texts_of("ckanext-dongguan")

    assert len(texts) > 200
    assert {text: place for text, place in texts.items() if text and text not in known} == {}


HAN_OR_ITS_MARKS = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def test_no_template_writes_chinese_beside_its_translations() -> None:
    written = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / HOME).rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        # The portal's own name in the other language says so.
        if HAN_OR_ITS_MARKS.search(line) and 'lang="zh-CN"' not in line
    }

    assert written == set()
