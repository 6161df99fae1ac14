"""`ckan dongguan-sheets`: templates, files in, files out, for what is too large for a page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan import account
from ckanext.dongguan.clock import today
from ckanext.dongguan.directory.provider_finder import provider_finder
from ckanext.dongguan.speech import spoken
from ckanext.dongguan.text import encoding
from ckanext.dongguan.usage import Group, refusals_told

from . import blank, book, giving, inspection, layouts, wording
from . import proposal as written
from .fault import FileRefusedError
from .form import FORMS
from .kind import template_of

__all__ = ["sheets"]

_KIND = click.option(
    "--type", "dataset_type", default="dataset", show_default=True,
    help="数据集类型 / Type of dataset.",
)  # fmt: skip


@click.group("dongguan-sheets", cls=Group, short_help="Excel 登记表 / Workbooks of datasets")
@click.pass_context
def sheets(ctx: click.Context) -> None:
    """导入、导出登记表 / Take workbooks of datasets in and give them out."""
    # Workbooks and what is said of them are Chinese.
    ctx.with_resource(spoken("zh_Hans_CN"))


@sheets.command("template")
@_KIND
@click.argument("file", type=click.File("wb"))
def template_command(dataset_type: str, file: Any) -> None:
    """写出空白模板 / Write the empty template of a type."""
    blank.write(file, template_of(dataset_type), (), today())


@sheets.command("export")
@_KIND
@click.option("--fq", default="", help="检索条件 / filter, as package_search knows it")
@click.option(
    "--format", "form", type=click.Choice(list(FORMS)), default="xlsx", help="格式 / Format."
)
@click.argument("file", type=click.File("wb"))
def export_command(dataset_type: str, fq: str, form: str, file: Any) -> None:
    """导出一类数据集 / Write the datasets of a type into its template, or as CSV or JSON."""
    query = {"fq": f'+type:"{dataset_type}" {fq}'.strip()}
    found = giving.found(account.of_site(), query)
    count = FORMS[form].write(file, template_of(dataset_type), found, today())
    click.echo(f"已导出 {count} 条")


@sheets.command("import")
@_KIND
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="映射文件 / a mapping file that describes the layout (docs/mapping.md)",
)
@click.option("--layout", type=click.Choice(layouts.names()), help="已有版式 / a known layout")
@click.option(
    "--partly",
    is_flag=True,
    help="写入无误的行，其余列出 / write the good rows, tell the others (other layouts only)",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_command(
    dataset_type: str, mapping: Path | None, layout: str | None, partly: bool, file: Path
) -> None:  # fmt: skip
    """导入，有错则一条不写 / Take a table in: all of it, or nothing and every fault told."""
    context = {**account.of_site(), "dongguan_report": _report}
    wanted = {"path": str(file), "type": dataset_type, "layout": layout, "is_whole": not partly}
    if mapping is not None:
        wanted |= {"mapping": _text(mapping), "mapping_name": mapping.stem}
    with refusals_told():
        result = tk.get_action("dongguan_sheet_import")(context, wanted)
    if mapping or layout:
        click.echo("\n".join(result["account"]))
        sys.exit(1 if result["faults"] else 0)
    for fault in result["faults"]:
        click.echo(f"{fault['place']}：{fault['header']}：{fault['sentence']}")
    outcomes = result["outcomes"]
    told = "，".join(f"{_NAMES[name]} {outcomes.get(name, 0)}" for name in _NAMES)
    end = "" if result["is_written"] else "；一条也没有写入"
    click.echo(f"{file.name}：{told}{end}")
    if end:
        sys.exit(1)


def _text(file: Path) -> str:
    try:
        return encoding.decode(file.read_bytes())
    except ValueError as error:
        raise click.ClickException(f"{file.name}：不是文本文件") from error


@sheets.command("inspect")
@_KIND
@click.option(
    "--out", type=click.Path(path_type=Path), help="写入的映射文件 / where to write it"
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def inspect_command(dataset_type: str, out: Path | None, file: Path) -> None:
    """拟出映射文件 / Propose a mapping file for a table of unknown layout."""
    template = template_of(dataset_type)
    try:
        with book.opened(file) as opened:
            proposal = inspection.inspect(opened, template)
    except FileRefusedError as error:
        raise click.ClickException(wording.refused(file.name, error)) from error
    if proposal is None:
        raise click.ClickException(f"{file.name}：没有找到表头")
    told = written.lines(proposal, template, file.stem, provider_finder())
    _give("\n".join(told) + "\n", out)
    known = len(proposal.columns) - len(proposal.unknown)
    click.echo(f"认出 {known} 列，没有认出 {len(proposal.unknown)} 列：", err=True, nl=False)
    click.echo("、".join(one.header for one in proposal.unknown) or "无", err=True)


def _give(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        told = "不能写入（文件夹不存在，或没有权限）：请换一个位置，或去掉 --out 直接显示"
        raise click.ClickException(f"{out}：{told}") from error


_NAMES = {
    "created": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "refused": "有误",
    "held": "未写",
}  # fmt: skip


def _report(done: int) -> None:
    click.echo(f"\r… {done}", nl=False, err=True)
