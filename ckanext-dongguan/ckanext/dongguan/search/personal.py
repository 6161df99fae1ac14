"""What in a text may speak of a person, without CKAN.

Signs of GB/T 35273-2020, annex A: numbers of telephones, cards, plates and documents, homes,
accounts, names. Texts are in one spelling (`spelling.normal`).
"""

from __future__ import annotations

import re

from . import sound
from .spelling import HAN

LETTERS_OF_A_NAME = 4

# The hundred most frequent family names, and those that are frequent in the Pearl River Delta.
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵万钱严覃武戴莫孔向汤温詹欧翟麦冼霍佘植卓简关邝招伦凌甘柯骆邬巫游岑容梅阮庞"
    "颜倪舒祁尤祝翁蓝殷施洪俞柳聂章齐鲁葛伍岳耿解裴涂阎芦辛管左祖兰宁牛纪季裘鲍"
)
_DOUBLE = (
    "欧阳", "司马", "上官", "诸葛", "令狐", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯",
    "端木", "长孙", "宇文", "独孤", "轩辕",
)  # fmt: skip
# How names of other peoples of China are written in Chinese.
_FOREIGN = re.compile(
    rf"[{HAN}][·•・][{HAN}]|古丽|买提|吐尔|艾合|阿卜|阿布都|扎西|卓玛|次仁|多吉"
)
_NAME = (2, 4)

_DIGIT = "0-9〇零一二三四五六七八九幺"
_PLATE_OF = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_MARKS = re.compile(
    "|".join((
        # Telephones, identity and bank cards, also with signs between or digits in Chinese.
        r"\d{5}", rf"(?:[{_DIGIT}][\s./_·-]?){{7}}",
        # Plates, documents, addresses of machines.
        rf"[{_PLATE_OF}]\s*[a-z](?:[\s·.-]*[a-z0-9]){{4}}", r"\d+(?:\.\d+){3}",
        # Mail, pages, accounts.
        r"@|://|www\.|[a-z0-9]\.(?:com|cn|net|org)\b|[a-z0-9]_|_[a-z0-9]|微信号|qq号|抖音号",
        # Homes, which begin with a number of a house.
        r"\d\s*(?:栋|幢|单元|室|房)",
        r"[路街巷道里村坊]\s*[一二三四五六七八九十百\d]+\s*号(?!线)",
    ))
)  # fmt: skip


def is_marked(text: str) -> bool:
    """Tell whether a number, an address or an account stands in a text."""
    return _MARKS.search(text) is not None or _FOREIGN.search(text) is not None


def is_name(text: str) -> bool:
    """Tell whether some Chinese characters together read like a person's name."""
    least, most = _NAME
    if text.startswith(_DOUBLE):
        return len(text) <= most
    return least <= len(text) < most and text[0] in _FAMILY


def holds_name(text: str) -> bool:
    """Tell whether a name may stand anywhere in characters that nobody knows."""
    behind = range(len(text) - 1)
    return text.startswith(_DOUBLE) or any(text[at] in _FAMILY for at in behind)


def is_spelt_name(letters: str) -> bool:
    """Tell whether letters can be read as syllables of pinyin: lina, wangwei."""
    return len(letters) >= LETTERS_OF_A_NAME and sound.is_spelt(letters)
