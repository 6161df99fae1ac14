"""Files that no resource names any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers

from ckanext.dongguan.files import keys
from ckanext.dongguan.files.local import from_bytes
from ckanext.dongguan.files.model import stored_files
from ckanext.dongguan.files.sweep import sweep

from ..waiting import until

Make = Callable[..., dict[str, Any]]
Stored = Callable[[], list[Path]]
Forget = Callable[[Path], None]


def quietly(_count: int) -> None:
    return None


def test_the_sweep_takes_what_nothing_names(
    with_file: Make, stored: Stored, forget: Forget
) -> None:
    resource = with_file()
    (old,) = stored()
    helpers.call_action(
        "resource_patch", id=resource["id"], upload=from_bytes(b"a,b\n", "新表.csv")
    )
    forget(old)

    found = sweep(time.time(), tell=quietly)

    assert found.files == 1
    assert [p.read_bytes() for p in stored()] == [b"a,b\n"]
    assert old.name not in keys.known()


def test_the_sweep_takes_the_file_of_a_deleted_resource(
    with_file: Make, stored: Stored, forget: Forget
) -> None:
    resource = with_file()
    helpers.call_action("resource_delete", id=resource["id"])
    forget(stored()[0])

    sweep(time.time(), tell=quietly)

    assert stored() == []


def test_an_old_file_that_is_in_use_stays(
    with_file: Make, stored: Stored, forget: Forget, download: Callable[..., Any]
) -> None:
    resource = with_file()
    forget(stored()[0])

    assert sweep(time.time(), tell=quietly).files == 0
    assert download(resource).status_code == 200


def test_a_content_that_comes_back_is_not_swept_before_its_commit(
    with_file: Make, stored: Stored, forget: Forget, download: Callable[..., Any]
) -> None:
    """The sweep runs between the write of the file and the commit that wants it."""
    first = with_file()
    (old,) = stored()
    second = from_bytes(b"a,b\n", "新表.csv")
    helpers.call_action("resource_patch", id=first["id"], upload=second)
    forget(old)
    content = old.read_bytes()

    helpers.call_action(
        "resource_patch", id=first["id"], upload=from_bytes(content, "旧表.csv")
    )
    sweep(time.time(), tell=quietly)

    assert old in stored()
    assert download(first).data == content


def is_waited_for() -> bool:
    """Tell whether somebody waits for a row of the table of files."""
    query = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND wait_event_type = 'Lock' AND query LIKE '%stored_files%'"
    )
    with model.meta.engine.connect() as connection:
        return bool(connection.execute(query).scalar_one())


def test_a_content_whose_row_a_sweep_has_just_taken_is_stored_anew(
    with_file: Make, stored: Stored, download: Callable[..., Any]
) -> None:
    """The upload waits for the row, and the sweep that holds it commits."""
    first = with_file()
    (old,) = stored()
    content = old.read_bytes()
    new = from_bytes(b"a,b\n", "新表.csv")
    helpers.call_action("resource_patch", id=first["id"], upload=new)

    def end(sweeping: Any) -> None:
        until(is_waited_for)
        sweeping.commit()
        old.unlink()

    with model.meta.engine.connect() as sweeping, ThreadPoolExecutor() as meanwhile:
        row = stored_files.delete().where(stored_files.c.key == old.name)
        sweeping.execute(row)
        ended = meanwhile.submit(end, sweeping)
        again = from_bytes(content, "旧表.csv")
        helpers.call_action("resource_patch", id=first["id"], upload=again)
        ended.result()

    assert download(first).data == content


def test_a_dry_sweep_only_counts(with_file: Make, stored: Stored, forget: Forget) -> None:
    resource = with_file()
    (old,) = stored()
    helpers.call_action("resource_delete", id=resource["id"])
    forget(old)

    found = sweep(time.time(), is_dry=True, tell=quietly)
    model.Session.rollback()

    assert found.files == 1
    assert stored() == [old]
    assert old.name in keys.known()
