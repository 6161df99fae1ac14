"""Long work has the collector look at its own objects alone."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

from ckanext.dongguan import garbage

SERVER = (
    "import gc\n"
    "from deploy.launcher import gunicorn_settings\n"
    "gunicorn_settings.when_ready(None)\n"
    "print(gc.get_freeze_count() > 10_000)\n"
)


def test_what_was_there_before_is_no_matter_of_the_collector() -> None:
    before = [object()]

    with garbage.of_this_work_alone():
        own = [object()]
        seen = gc.get_objects()
        assert any(one is own for one in seen)
        assert not any(one is before for one in seen)

    assert gc.get_freeze_count() == 0


def test_the_web_server_hands_what_it_loaded_to_its_workers_for_good() -> None:
    environ = {**os.environ, "DONGGUAN_BIND": "127.0.0.1:0", "DONGGUAN_READY": ""}

    told = subprocess.run(
        [sys.executable, "-c", SERVER], env=environ, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "True"
