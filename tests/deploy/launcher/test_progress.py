from __future__ import annotations

import io
import os

import pytest

from deploy.launcher.progress import Progress, Step


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_how_far_a_step_has_come() -> None:
    step = Step(title="T", began=0.0)
    step.show(50, 200)

    assert step.line(2.5) == "T  [" + "█" * 6 + "·" * 18 + "] 50/200  2.5 s"


def test_a_bar_never_grows_beyond_its_end() -> None:
    step = Step(title="T", began=0.0)
    step.show(300, 200)

    assert "█" * 24 + "]" in step.line(0.0)


def test_a_log_gets_one_line_for_a_finished_step() -> None:
    out = io.StringIO()

    with Progress(environ={"LANG": "en"}, out=out).step("step_redis"):
        pass

    assert out.getvalue() == "✓ Start Redis  0.0 s\n"


def test_a_reader_who_goes_away_does_not_end_the_work() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = []

    with os.fdopen(writing, "w", buffering=1) as out:
        progress = Progress(environ={}, out=out)
        with progress.step("step_redis"):
            done.append("redis")
        progress.note("not_running")
        # What the closed pipe did not take would be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())

    assert done == ["redis"]


def test_a_step_that_fails_is_marked() -> None:
    out = Terminal()

    with (
        pytest.raises(ValueError, match="no"),
        Progress(environ={}, out=out).step("step_redis"),
    ):
        raise ValueError("no")

    assert out.getvalue().startswith("\r\x1b[K✗ 启动 Redis")
