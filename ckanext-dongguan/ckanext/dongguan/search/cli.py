"""`ckan dongguan-search`: look after the words of the search."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan import account, config
from ckanext.dongguan.usage import Group

from . import asked, demand_list, dictionary
from .nearest import EXACT
from .vocabulary.reading import Fault, Flaw

__all__ = ["search_words"]

_REMEDIES = {
    Flaw.NO_FOLDER: (
        "没有这个文件夹；请改正设置 ckanext.dongguan.search.words_folder，或建立文件夹"
    ),
    Flaw.UNREADABLE: "文件不能读取，或不是 UTF-8、GBK 编码；请另存为 CSV（UTF-8）",
    Flaw.NO_COLUMN: (
        "第一行缺少列名 words（词组）、word（小词）、characters（形近字）或 ending（数字类名称"
        "的结尾）；请按 search/vocabulary 中的文件改正"
    ),
    Flaw.UNKNOWN_COLUMN: (
        "这种文件没有这一列；词组的列为 words、found、english、kind、source，"
        "小词的列为 word、role，形近字只有 characters，结尾只有 ending"
    ),
    Flaw.TOO_MANY_CELLS: "单元格多于表头；同一格内的词请用 | 分隔",
    Flaw.EMPTY: "没有词；请填写或删去这一行",
    Flaw.TOO_LONG: "词超过 20 个字；请拆成较短的词",
    Flaw.TOO_MANY_WORDS: "一格多于 200 个词；请拆成几行",
    Flaw.SIGN: "词中不能有引号、反斜杠、逗号、分号或顿号；同一格内的词请用 | 分隔",
    Flaw.ROLE: "role 只能是 drop、weak 或 place",
}


@click.group("dongguan-search", cls=Group, short_help="检索词典 / Words of the search")
def search_words() -> None:
    """管理检索词典 / Look after the words of the search."""


@search_words.command("check")
def check_command() -> None:
    """检查本站词典文件 / Check the site's own files of words, tell what there is."""
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


@search_words.command("demonstrate")
@click.argument("words", nargs=-1, required=True)
def demonstrate_command(words: tuple[str, ...]) -> None:
    """为演示站点计入查到的词 / Let words stand on the front page of a demonstration."""
    if not config.is_demonstration():
        raise click.ClickException("只有演示站点可以这样做；正式站点由访问者的检索计数。")
    found = [one for one in words if _finds(one)]
    for one in found * tk.config["ckanext.dongguan.search.demand_min"]:
        demand_list.count_found(one, datetime.now(UTC).date())
    click.echo(f"已计入 {len(found)} 个词。")


def _finds(words: str) -> bool:
    wanted = {"q": words, "rows": 0, "facet": "false", EXACT: "1"}
    return bool(tk.get_action("package_search")(account.of_everyone(), wanted)["count"])


def _sentence(fault: Fault) -> str:
    place = f"{fault.file} 第 {fault.line} 行" if fault.line else fault.file
    shown = f"“{fault.value}”" if fault.value else ""
    return f"{place}{shown}：{_REMEDIES[fault.flaw]}。"
