"""`ckan dongguan-search`: look after the words of the search."""

from __future__ import annotations

import sys

import ckan.plugins.toolkit as tk
import click

from . import asked, dictionary
from .vocabulary.reading import Fault, Flaw

__all__ = ["search_words"]

_REMEDIES = {
    Flaw.NO_COLUMN: (
        "缺少列 words（词组）、word（小词）或 characters（形近字），或不是 UTF-8 编码；"
        "请按 search/vocabulary 中的文件改正"
    ),
    Flaw.UNKNOWN_COLUMN: "没有这一列；请删去或改为 words、found、english、kind、source",
    Flaw.TOO_MANY_CELLS: "单元格多于表头；同一格内的词请用 | 分隔",
    Flaw.EMPTY: "没有词；请填写或删去这一行",
    Flaw.TOO_LONG: "词超过 20 个字；请拆成较短的词",
    Flaw.TOO_MANY_WORDS: "一格多于 200 个词；请拆成几行",
    Flaw.SIGN: "词中不能有引号、反斜杠、逗号、分号或顿号；同一格内的词请用 | 分隔",
    Flaw.ROLE: "role 只能是 drop、weak 或 place",
}


@click.group("dongguan-search")
def search_words() -> None:
    """Look after the words of the search."""


@search_words.command("check")
def check_command() -> None:
    """Check the site's own files of words and tell what the dictionary holds."""
    folder = tk.config["ckanext.dongguan.search.words_folder"]
    faults = dictionary.check(folder)
    for fault in faults:
        click.echo(_sentence(fault), err=True)
    if faults:
        click.echo("以上文件未采用，检索仍使用此前的词典。", err=True)
        sys.exit(1)
    words = asked.lexicon()
    click.echo(f"词典可用：{len(words.groups)} 组，{len(words.words)} 个词。")
    click.echo(
        "新词对检索立即生效；要在已有数据集中按词找到，请运行 ckan dongguan-intake reindex。"
    )


def _sentence(fault: Fault) -> str:
    place = f"{fault.file} 第 {fault.line} 行" if fault.line else fault.file
    shown = f"“{fault.value}”" if fault.value else ""
    return f"{place}{shown}：{_REMEDIES[fault.flaw]}。"
