"""Encodings of text files, told from their bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ckanext.dongguan.text.encoding import Encoding, decode, detect

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_each_known_encoding_is_told_and_decoded(encoding: Encoding) -> None:
    text = "站点编号,站点名称\r\n1,東莞厚街𠮷\r\n"

    assert detect(text.encode(encoding)) is encoding
    assert decode(text.encode(encoding)) == text


def test_a_famous_word_that_fooled_others_is_gb18030() -> None:
    assert detect("联通".encode("gbk")) is Encoding.GB18030


def test_a_picture_is_no_text() -> None:
    assert detect(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") is None
    with pytest.raises(ValueError, match="GB18030"):
        decode(b"\x89PNG\r\n\x1a\n\x00")


def test_a_whole_file_that_breaks_off_is_no_utf_8() -> None:
    broken = "东莞".encode()[:-1]

    assert detect(broken) is not Encoding.UTF_8
    assert detect(broken, is_complete=False) is Encoding.UTF_8


@given(HAN, st.integers(0, 3))
def test_a_head_cut_anywhere_is_still_utf_8(text: str, cut: int) -> None:
    content = ("东莞" + text).encode()

    assert detect(content[: len(content) - cut], is_complete=False) is Encoding.UTF_8
