"""`ckan dongguan-openness`: what the policy says, and changes of who may see a dataset."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group, refusals_told

from . import backlog, policy, print_out

__all__ = ["openness"]

_REASON = click.option("--reason", required=True, help="为什么（记入日志） / Why, for the log.")


@click.group("dongguan-openness", cls=Group, short_help="开放规则与变更 / Openness")
@click.pass_context
def openness(ctx: click.Context) -> None:
    """查看开放规则，变更谁能看到数据集 / Who may do what; change who may see a dataset."""
    ctx.with_resource(of_terminal())


@openness.command("table")
def table_command() -> None:
    """以 Markdown 列出规则表 / Print the policy table as Markdown."""
    click.echo(print_out.markdown(policy.load()))


@openness.command("prepare")
def prepare_command() -> None:
    """判定旧版本的数据集，可重复执行 / Decide about datasets of an older release."""
    if count := backlog.decide():
        click.echo(f"已判定 / decided: {count}")


@openness.command("freeze")
@click.argument("dataset")
@_REASON
@click.option(
    "--public-reason", default="", help="可向公众说明的内容 / What everyone may read."
)
@click.option("--withdraw", is_flag=True, help="下架 / Withdraw for good.")
def freeze_command(dataset: str, reason: str, public_reason: str, *, withdraw: bool) -> None:
    """冻结，所有入口立即停止 / Stop a dataset on every surface, and prove it."""
    state = "withdrawn" if withdraw else "frozen"
    _move(dataset, state, reason, public_reason)


@openness.command("thaw")
@click.argument("dataset")
@_REASON
def thaw_command(dataset: str, reason: str) -> None:
    """解除冻结 / Let a stopped dataset go again."""
    _move(dataset, "published", reason, "")


@openness.command("reclassify")
@click.argument("dataset")
@click.option(
    "--class",
    "open_class",
    required=True,
    help="开放属性 / unconditional, conditional, withheld",
)
@click.option("--basis", required=True, help="依据（记入日志） / The basis, for the log.")
@click.option(
    "--field", "fields", multiple=True, help="其他字段 名称=值，可多次 / name=value, repeatable"
)
def reclassify_command(
    dataset: str, open_class: str, basis: str, fields: tuple[str, ...]
) -> None:
    """变更开放属性并落实到所有入口 / Give a dataset another open class, everywhere."""
    pairs = (field.partition("=") for field in fields)
    beside = {name: value for name, _, value in pairs}
    told = _act("dongguan_reclassify", id=dataset, open_class=open_class, basis=basis, **beside)
    _carry_out(told)


@openness.command("resume")
@click.argument("dataset", required=False)
def resume_command(dataset: str | None) -> None:
    """继续中断的变更 / Go on with changes that were cut off, of one dataset or all."""
    asked = {"id": _act("dongguan_openness_show", id=dataset)["id"]} if dataset else {}
    _run(asked)


@openness.command("check")
@click.argument("datasets", nargs=-1, required=True)
def check_command(datasets: tuple[str, ...]) -> None:
    """以匿名身份核查所有入口 / Visit every surface as a passer-by.

    Exit code 1 where something answers.
    """
    answered = 0
    for dataset in datasets:
        report = _act("dongguan_surface_check", id=dataset)
        click.echo(f"{dataset}: {report['visited']} 处 / surfaces, {report['seconds']} s")
        for line in report["answered"]:
            click.echo(f"  ! {line}", err=True)
        answered += len(report["answered"])
    if answered:
        raise SystemExit(1)


def _move(dataset: str, state: str, reason: str, public_reason: str) -> None:
    told = _act(
        "dongguan_life_cycle_update",
        id=dataset, state=state, inner_reason=reason, public_reason=public_reason,
    )  # fmt: skip
    _carry_out(told)


def _carry_out(told: dict[str, Any]) -> None:
    click.echo(f"{told['case']} ({told['audience']})")
    _run({"id": told["id"]})


def _run(asked: dict[str, Any]) -> None:
    done = _act("dongguan_reclassification_run", **asked)
    if done["left"]:
        raise click.ClickException(
            "未完成，任务每分钟重试 / not finished, the job tries again: "
            + ", ".join(map(str, done["left"]))
        )


def _told(step: str, seconds: float, error: str) -> None:
    click.echo(f"  {'!' if error else '·'} {step} {seconds:.2f} s {error}".rstrip())


def _act(action: str, **data: Any) -> Any:
    context = {"ignore_auth": True, "user": "", "dongguan_tell": _told}
    with refusals_told():
        try:
            return tk.get_action(action)(context, data)
        except tk.ObjectNotFound:
            raise click.ClickException("没有这个数据集 / no such dataset") from None
