"""`ckan dongguan-plan`: the annual open plan of a demonstration site."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan import account, config
from ckanext.dongguan.clock import today
from ckanext.dongguan.usage import Group

from . import demonstration

__all__ = ["plan_commands"]

_GIVEN = "+has_resource:true +open_class:unconditional"
_AWAITED = "+has_resource:false +open_class:unconditional"
_ENOUGH = 100


@click.group("dongguan-plan", cls=Group, short_help="年度开放计划 / Annual open plan")
def plan_commands() -> None:
    """管理年度开放计划 / Look after the annual open plan."""


@plan_commands.command("demonstrate")
@click.argument("departments", nargs=-1)
def demonstrate_command(departments: tuple[str, ...]) -> None:
    """为演示站点编制计划 / Plan datasets of a demonstration site.

    Of all or some departments (addresses). What is planned already stays as it is.
    """
    if not config.is_demonstration():
        raise click.ClickException("只有演示站点可以这样做；正式站点由主管部门编制计划。")
    day = today()
    items = demonstration.planned(
        _found(_GIVEN, departments), _found(_AWAITED, departments), day
    )
    context = account.of_site()
    known = _known(context, day.year)
    added = [item for item in items if (item["organization"], item["title"]) not in known]
    for item in added:
        tk.get_action("dongguan_plan_create")(dict(context), item)
    click.echo(f"已列入计划 {len(added)} 项，共 {len(items)} 项。")


def _found(fq: str, departments: tuple[str, ...]) -> list[dict[str, Any]]:
    named = " OR ".join(departments) or "*"
    asked = {
        "fq": f"{fq} +organization:({named})",
        "sort": "name asc",
        "rows": _ENOUGH,
        "facet": "false",
    }
    found: list[dict[str, Any]] = tk.get_action("package_search")(account.of_everyone(), asked)[
        "results"
    ]
    return found


def _known(context: dict[str, Any], year: int) -> set[tuple[str, str]]:
    """Name what a year's plan holds already, each with its department."""
    items = tk.get_action("dongguan_plan_list")(dict(context), {"year": year})["items"]
    return {(one["organization"]["name"], one["title"]) for one in items}
