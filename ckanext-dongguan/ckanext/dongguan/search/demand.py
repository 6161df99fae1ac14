"""What people look for, without who they are; without CKAN.

Kept are the words, the month and a number. A query that may speak of a person is not kept
at all: numbers as long as those of telephones, cards and licences, addresses, and what reads
like a name (GB/T 35273-2020, annex A; PIPL art. 4).
"""

from __future__ import annotations

import re

from . import segment
from .lexicon import Lexicon
from .segment import Kind
from .spelling import is_han, normal

LONGEST = 30

_NUMBERS = re.compile(r"\d{5}|(?:\d[\s-]?){7}")
_ADDRESS = re.compile(r"@|://|www\.|[a-z0-9]\.(?:com|cn|net|org)\b")
# The most frequent family names; two or three characters behind one may be a person.
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵万钱严覃武戴莫孔向汤温詹欧翟"
)
_NAME = (2, 4)


def countable(query: str, lexicon: Lexicon) -> str | None:
    """Give the words under which a query is counted; None if it must not be kept."""
    words = " ".join(re.sub(r"[^\w\s.]", " ", normal(query)).split())
    if not words or len(words) > LONGEST or _NUMBERS.search(words):
        return None
    if _ADDRESS.search(normal(query)) or _may_name_somebody(words, lexicon):
        return None
    return words


def is_subject(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are a subject that the dictionary knows, in Chinese or English.

    Only these may be shown to everyone: whatever a visitor types, nobody else reads it.
    """
    is_word = words in lexicon.words and lexicon.role(words) is None and len(words) > 1
    return is_word or bool(lexicon.english(words))


def _may_name_somebody(words: str, lexicon: Lexicon) -> bool:
    least, most = _NAME
    strange = (p.text for p in segment.pieces(words, lexicon) if p.kind is Kind.HAN)
    parts = [*words.split(), *strange]
    return any(
        least <= len(part) <= most
        and is_han(part)
        and part[0] in _FAMILY
        and part not in lexicon.words
        and not list(lexicon.inner(part))
        for part in parts
    )
