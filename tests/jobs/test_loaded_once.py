"""A worker loads the portal once, and each of its jobs works as in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest
from ckan import model
from ckan.common import config
from ckan.model.system_info import delete_system_info, get_system_info, set_system_info

CKAN = str(Path(sys.executable).with_name("ckan"))
# One that administrators change on a page.
SETTING = "ckan.site_intro_text"


@pytest.fixture
def setting(portal: None) -> Iterator[str]:
    """Give the name of a setting; what was set is forgotten."""
    yield SETTING
    delete_system_info(SETTING)
    model.Session.commit()


def test_jobs_share_what_was_loaded_once_and_see_what_was_set_since(
    setting: str, new_name: Callable[[str], str]
) -> None:
    queue = new_name("duilie")
    work = [
        (set_system_info, [setting, "新的介绍"]),
        ("ckan.common.config.get", [setting]),
        (get_system_info, [setting]),
    ]
    jobs = [tk.enqueue_job(call, given, queue=queue) for call, given in work]

    worker = subprocess.run(
        [CKAN, "-c", config["__file__"], "dongguan-worker", "--burst", queue],
        env=os.environ, capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip

    assert [job.get_status(refresh=True) for job in jobs] == ["finished"] * 3
    assert [job.return_value(refresh=True) for job in jobs[1:]] == ["新的介绍"] * 2
    assert worker.stderr.count("Loading static files from") == 1
