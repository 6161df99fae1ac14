"""`ckan dongguan-jobs`: see, start, cancel and switch jobs, and the tick that starts them."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.clock import now
from ckanext.dongguan.speech import of_terminal
from ckanext.dongguan.usage import Group, refusals_told

from . import config, registry, ticking
from .progress import Progress
from .start import StillActiveError, run_here
from .state import RunState
from .wording import COMMAND_LINE
from .worker import Worker

__all__ = ["jobs", "worker"]


@click.command("dongguan-worker", short_help="后台任务进程 / Work off queues")
@click.argument("queues", nargs=-1)
@click.option("--burst", is_flag=True, help="队列空了即结束 / End when the queues are empty.")
def worker(queues: tuple[str, ...], burst: bool) -> None:
    """执行队列中的任务 / Work off queues, by default the usual one.

    As `jobs worker`, and loaded once.
    """
    Worker(list(queues)).work(burst=burst, with_scheduler=not burst)


@click.group(
    "dongguan-jobs", cls=Group, short_help="定时与长时间任务 / Recurring and long jobs"
)
@click.pass_context
def jobs(ctx: click.Context) -> None:
    """定时任务和长时间任务 / Recurring and long jobs."""
    ctx.with_resource(of_terminal())


@jobs.command("list")
def list_command() -> None:
    """列出任务：名称、上次结果、下次时间 / List jobs: last state, next due time."""
    for job in _act("dongguan_job_list"):
        last = job["last_run"]["state_label"] if job["last_run"] else "-"
        due = job["next_due_at"] or (tk._("Switched off") if not job["is_enabled"] else "-")
        click.echo(f"{job['name']}\t{last}\t{due}\t{job['title']}")


@jobs.command("run")
@click.argument("name")
@click.option(
    "--now",
    "is_here",
    is_flag=True,
    help="在本进程执行并显示进度 / Run in this process, with progress.",
)
def run_command(name: str, is_here: bool) -> None:
    """启动任务 / Start a job."""
    if is_here:
        _run_here(name)
    else:
        click.echo(_act("dongguan_job_run", name=name)["id"])


@jobs.command("cancel")
@click.argument("run_id")
@click.option(
    "--force", is_flag=True, help="终止不响应的进程 / Kill a process that does not listen."
)
def cancel_command(run_id: str, force: bool) -> None:
    """取消一次运行 / Cancel a run."""
    click.echo(_act("dongguan_job_cancel", id=run_id, force=force)["state_label"])


@jobs.command("enable")
@click.argument("name")
def enable_command(name: str) -> None:
    """启用任务 / Switch a job on."""
    _act("dongguan_job_enable", name=name)


@jobs.command("disable")
@click.argument("name")
def disable_command(name: str) -> None:
    """停用任务 / Switch a job off."""
    _act("dongguan_job_disable", name=name)


@jobs.command("schedule")
@click.argument("name")
@click.argument("schedule", required=False)
def schedule_command(name: str, schedule: str | None) -> None:
    """改定时（cron，北京时间），不写则还原 / Give a job another schedule, or its own."""
    _act("dongguan_job_schedule", name=name, schedule=schedule or "")


@jobs.command("tick")
@click.option(
    "--forever", is_flag=True, help="持续执行，直到收到信号 / Go on until SIGTERM or SIGINT."
)
def tick_command(forever: bool) -> None:
    """启动到期的任务 / Start what is due."""
    if forever:
        ticking.tick_forever(config.tick_seconds())
    else:
        done = ticking.tick(now())
        for name in (*done.queued, *(f"({skipped})" for skipped in done.skipped)):
            click.echo(name)


def _run_here(name: str) -> None:
    definition = registry.declared().get(name)
    if definition is None:
        raise click.ClickException(tk._("There is no job “{name}”.").format(name=name))
    # Percent and not records: the total of a job may grow while it works.
    with click.progressbar(length=100, label=definition.titled(tk._)) as bar:

        def listen(progress: Progress) -> None:
            bar.label = f"{definition.titled(tk._)} {progress.message}".strip()
            bar.update(progress.percent - bar.pos)

        try:
            run_id, state = run_here(name, COMMAND_LINE, now(), listen)
        except StillActiveError:
            message = tk._("This job is waiting or running already. Wait or cancel it.")
            raise click.ClickException(message) from None
        if state is RunState.SUCCEEDED:
            bar.update(100 - bar.pos)
    if state is not RunState.SUCCEEDED:
        run = _act("dongguan_job_run_show", id=run_id)
        raise click.ClickException(f"{run['state_label']} {run['error_label']}".strip())


def _act(action: str, **data: Any) -> Any:
    with refusals_told():
        return tk.get_action(action)({"ignore_auth": True, "user": COMMAND_LINE}, data)
