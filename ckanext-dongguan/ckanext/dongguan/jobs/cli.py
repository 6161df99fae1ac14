"""`ckan dongguan-jobs`: see, start, cancel and switch jobs, and the tick that starts them."""

from __future__ import annotations

import os
from typing import Any

import ckan.plugins.toolkit as tk
import click

from ckanext.dongguan.language import locale_of_terminal

from . import config, registry, ticking
from .execution import now
from .progress import Progress
from .start import StillActiveError, run_here
from .state import RunState
from .wording import COMMAND_LINE
from .worker import Worker

__all__ = ["jobs", "worker"]


@click.command("dongguan-worker", short_help="Work off queues.")
@click.argument("queues", nargs=-1)
@click.option("--burst", is_flag=True, help="End when the queues are empty.")
def worker(queues: tuple[str, ...], burst: bool) -> None:
    """Work off queues, by default the usual one; as `jobs worker`, and loaded once."""
    Worker(list(queues)).work(burst=burst, with_scheduler=not burst)


@click.group("dongguan-jobs")
@click.pass_context
def jobs(ctx: click.Context) -> None:
    """Recurring and long jobs."""
    # Words are translated inside a request only; LANG chooses as for any command.
    language = locale_of_terminal(os.environ)
    request = ctx.meta["flask_app"].test_request_context(
        environ_overrides={"CKAN_LANG": language}
    )
    ctx.with_resource(request)


@jobs.command("list")
def list_command() -> None:
    """List jobs: name, state of the last run, next due time, title."""
    for job in _act("dongguan_job_list"):
        last = job["last_run"]["state_label"] if job["last_run"] else "-"
        due = job["next_due_at"] or (tk._("Switched off") if not job["is_enabled"] else "-")
        click.echo(f"{job['name']}\t{last}\t{due}\t{job['title']}")


@jobs.command("run")
@click.argument("name")
@click.option("--now", "is_here", is_flag=True, help="Run in this process, with progress.")
def run_command(name: str, is_here: bool) -> None:
    """Start a job."""
    if is_here:
        _run_here(name)
    else:
        click.echo(_act("dongguan_job_run", name=name)["id"])


@jobs.command("cancel")
@click.argument("run_id")
@click.option("--force", is_flag=True, help="Kill the process of a run that does not listen.")
def cancel_command(run_id: str, force: bool) -> None:
    """Cancel a run."""
    click.echo(_act("dongguan_job_cancel", id=run_id, force=force)["state_label"])


@jobs.command("enable")
@click.argument("name")
def enable_command(name: str) -> None:
    """Switch a job on."""
    _act("dongguan_job_enable", name=name)


@jobs.command("disable")
@click.argument("name")
def disable_command(name: str) -> None:
    """Switch a job off."""
    _act("dongguan_job_disable", name=name)


@jobs.command("schedule")
@click.argument("name")
@click.argument("schedule", required=False)
def schedule_command(name: str, schedule: str | None) -> None:
    """Give a job another schedule (cron, Asia/Shanghai); without one, its own."""
    _act("dongguan_job_schedule", name=name, schedule=schedule or "")


@jobs.command("tick")
@click.option("--forever", is_flag=True, help="Go on until told to stop (SIGTERM, SIGINT).")
def tick_command(forever: bool) -> None:
    """Start what is due."""
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
    with click.progressbar(length=100, label=tk._(definition.title)) as bar:

        def listen(progress: Progress) -> None:
            bar.label = f"{tk._(definition.title)} {progress.message}".strip()
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
    try:
        return tk.get_action(action)({"ignore_auth": True, "user": COMMAND_LINE}, data)
    except tk.ObjectNotFound as error:
        raise click.ClickException(str(error)) from None
    except tk.ValidationError as error:
        sentences = [text for texts in error.error_dict.values() for text in texts]
        raise click.ClickException(" ".join(sentences)) from None
