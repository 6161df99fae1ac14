"""`ckan dongguan-openness`: one command for each change of who may see a dataset."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from ckan import model
from ckan.tests import helpers
from click.testing import Result

from ckanext.dongguan.files.local import from_bytes
from ckanext.dongguan.files.model import stored_files
from ckanext.dongguan.openness import cli

from ..commands import call

Make = Callable[..., dict[str, Any]]


@pytest.fixture
def run(app: Any) -> Callable[..., Result]:
    """Call the command."""
    return partial(call, cli.openness)


def test_freeze_check_thaw_and_reclassify_from_the_command_line(
    dataset: Make, run: Callable[..., Result], app: Any
) -> None:
    made = dataset()
    resource = helpers.call_action(
        "resource_create", package_id=made["id"], upload=from_bytes(b"a\n1\n", "a.csv")
    )
    key = sa.select(stored_files.c.key).where(stored_files.c.resource_id == resource["id"])
    before = model.Session.execute(key).scalar_one()

    frozen = run("freeze", made["name"], "--reason", "发现个人信息")
    checked = run("check", made["name"])

    assert (frozen.exit_code, checked.exit_code) == (0, 0), frozen.output + checked.output
    assert "check" in frozen.output
    assert model.Session.execute(key).scalar_one() != before
    assert app.get(f"/dataset/{made['name']}").status_code == 404
    thawed = run("thaw", made["name"], "--reason", "查清")
    assert thawed.exit_code == 0, thawed.output
    assert app.get(f"/dataset/{made['name']}").status_code == 200
    closed = run("reclassify", made["name"], "--class", "withheld", "--basis", "涉及商业秘密")
    assert "withheld (closed)" in closed.output
    assert app.get(f"/dataset/{made['name']}").status_code == 404


def test_what_is_wrong_is_said_and_nothing_is_done(
    dataset: Make, run: Callable[..., Result]
) -> None:
    made = dataset()

    unknown = run("freeze", "no-such-thing", "--reason", "测试")
    no_class = run("reclassify", made["name"], "--class", "secret", "--basis", "依法")

    assert "没有这个数据集" in unknown.output
    assert "请选择三种开放属性之一" in no_class.output
    assert (unknown.exit_code, no_class.exit_code) == (1, 1)
