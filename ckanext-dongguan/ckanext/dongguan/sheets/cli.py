"""`ckan dongguan-sheets`: templates, files in, files out, for what is too large for a page."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import click

from . import blank, giving
from .kind import template_of

__all__ = ["sheets"]

_KIND = click.option("--type", "dataset_type", default="dataset", show_default=True)


@click.group("dongguan-sheets", short_help="Excel 登记表 / Workbooks of datasets")
@click.pass_context
def sheets(ctx: click.Context) -> None:
    """Take workbooks of datasets in and give them out."""
    # Words are translated inside a request only.
    overrides = {"CKAN_LANG": "zh_Hans_CN"}
    ctx.with_resource(ctx.meta["flask_app"].test_request_context(environ_overrides=overrides))


@sheets.command("template")
@_KIND
@click.argument("file", type=click.File("wb"))
def template_command(dataset_type: str, file: Any) -> None:
    """Write the empty template of a type."""
    blank.write(file, template_of(dataset_type), (), _today())


@sheets.command("export")
@_KIND
@click.option("--fq", default="", help="检索条件 / filter, as package_search knows it")
@click.argument("file", type=click.File("wb"))
def export_command(dataset_type: str, fq: str, file: Any) -> None:
    """Write the datasets of a type into its template."""
    query = {"fq": f'+type:"{dataset_type}" {fq}'.strip()}
    found = giving.found(_context(), query)
    click.echo(f"已导出 {blank.write(file, template_of(dataset_type), found, _today())} 条")


@sheets.command("import")
@_KIND
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def import_command(dataset_type: str, file: Path) -> None:
    """Take a workbook in: all of it, or nothing and every fault told."""
    context = {**_context(), "dongguan_report": _report}
    try:
        result = tk.get_action("dongguan_sheet_import")(
            context, {"path": str(file), "type": dataset_type}
        )
    except tk.ValidationError as error:
        raise click.ClickException(" ".join(error.error_dict["file"])) from error
    for fault in result["faults"]:
        click.echo(f"{fault['place']}：{fault['header']}：{fault['sentence']}")
    outcomes = result["outcomes"]
    told = "，".join(f"{_NAMES[name]} {outcomes.get(name, 0)}" for name in _NAMES)
    end = "" if result["is_written"] else "；一条也没有写入"
    click.echo(f"{file.name}：{told}{end}")
    if end:
        sys.exit(1)


_NAMES = {
    "created": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "refused": "有误",
    "held": "未写",
}  # fmt: skip


def _report(done: int) -> None:
    click.echo(f"\r… {done}", nl=False, err=True)


def _today() -> Any:
    return datetime.now(tk.h.get_display_timezone()).date()


def _context() -> dict[str, Any]:
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    return {"user": user["name"], "ignore_auth": True}
