"""`ckan dongguan-openness`: what the policy says, and changes of who may see a dataset."""

from __future__ import annotations

import os
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.language import locale_of_terminal

from . import backlog, policy, print_out

__all__ = ["openness"]

_REASON = click.option("--reason", required=True, help="为什么（记入日志） / Why, for the log.")


@click.group("dongguan-openness", short_help="开放规则与变更 / Openness")
@click.pass_context
def openness(ctx: click.Context) -> None:
    """Show who may do what, and change who may see a dataset."""
    # Words are translated inside a request only; LANG chooses as for any command.
    language = locale_of_terminal(os.environ)
    # A reading request would remember what a dataset was before it is changed.
    request = ctx.meta["flask_app"].test_request_context(
        method="POST", environ_overrides={"CKAN_LANG": language}
    )
    ctx.with_resource(request)


@openness.command("table")
def table_command() -> None:
    """Print the policy table as it stands in the documentation (Markdown)."""
    click.echo(print_out.markdown(policy.load()))


@openness.command("prepare")
def prepare_command() -> None:
    """Decide about datasets of an older release; it may run at every start."""
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
    """Stop a dataset on every surface, at once, and prove it."""
    state = "withdrawn" if withdraw else "frozen"
    _move(dataset, state, reason, public_reason)


@openness.command("thaw")
@click.argument("dataset")
@_REASON
def thaw_command(dataset: str, reason: str) -> None:
    """Let a stopped dataset go again."""
    _move(dataset, "published", reason, "")


@openness.command("reclassify")
@click.argument("dataset")
@click.option(
    "--class", "open_class", required=True, help="unconditional, conditional, withheld"
)
@click.option("--basis", required=True, help="依据（记入日志） / The basis, for the log.")
@click.option("--field", "fields", multiple=True, help="name=value, another field of the class")
def reclassify_command(
    dataset: str, open_class: str, basis: str, fields: tuple[str, ...]
) -> None:
    """Give a dataset another open class, and carry it to every surface."""
    pairs = (field.partition("=") for field in fields)
    beside = {name: value for name, _, value in pairs}
    told = _act("dongguan_reclassify", id=dataset, open_class=open_class, basis=basis, **beside)
    _carry_out(told)


@openness.command("resume")
@click.argument("dataset", required=False)
def resume_command(dataset: str | None) -> None:
    """Go on with changes that were cut off, of one dataset or all."""
    asked = {"id": _act("dongguan_openness_show", id=dataset)["id"]} if dataset else {}
    _run(asked)


@openness.command("check")
@click.argument("datasets", nargs=-1, required=True)
def check_command(datasets: tuple[str, ...]) -> None:
    """Visit every surface as a passer-by; exit code 1 where something answers."""
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
    try:
        return tk.get_action(action)(context, data)
    except tk.ObjectNotFound:
        raise click.ClickException("没有这个数据集 / no such dataset") from None
    except tk.ValidationError as error:
        lines = [
            f"{name}: {text}" for name, texts in error.error_dict.items() for text in texts
        ]
        raise click.ClickException("; ".join(lines)) from None
