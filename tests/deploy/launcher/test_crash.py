"""A killed supervisor, on real servers: nothing is lost and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import psycopg2
import pytest
import redis

from deploy.launcher import leftover, postgres
from deploy.launcher.place import Place, lay_out
from deploy.launcher.port import site_ports
from deploy.launcher.portal import alone, clear, is_up
from deploy.launcher.problem import Problem
from deploy.launcher.program import Program
from deploy.launcher.progress import Progress
from deploy.launcher.services import Wanted, _start_postgres, _start_redis
from deploy.launcher.site import OWNER, Site, without_given
from deploy.launcher.store import write_json, write_whole
from deploy.launcher.supervision import DEAD, Supervision, _lives, last_words, wait

pytestmark = pytest.mark.stack


@pytest.fixture
def site(place: Place, supervision: Supervision) -> Site:
    return without_given(place, site_ports(place.data / "ports.json", {}))


def start(site: Site, supervision: Supervision) -> None:
    progress = Progress(environ={})
    _start_postgres(site, supervision, Wanted(), progress)
    _start_redis(site, supervision, Wanted(), progress)


def test_data_survive_a_killed_supervisor_and_a_new_start(
    site: Site, supervision: Supervision
) -> None:
    start(site, supervision)
    with postgres.session(site.database_url()) as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT '东莞' AS name")
    with redis.Redis.from_url(site.redis_url()) as client:
        client.rpush("queue", "job")

    os.kill(supervision.pid() or 0, signal.SIGKILL)
    wait(lambda: supervision.pid() is None, seconds=60, otherwise=lambda: Problem("x"))
    orphans = {process.name() for process in leftover.leftovers(site.place)}
    clear(site.place, supervision)
    left = leftover.leftovers(site.place)
    supervision.open()
    start(site, supervision)

    assert {"postgres", "redis-server"} <= orphans
    assert left == []
    with postgres.session(site.database_url()) as cursor:
        cursor.execute("SELECT name FROM kept")
        assert cursor.fetchone() == ("东莞",)
    with redis.Redis.from_url(site.redis_url()) as client:
        assert client.lrange("queue", 0, -1) == [b"job"]


def test_postgres_lets_nobody_in_without_a_password(
    site: Site, supervision: Supervision
) -> None:
    _start_postgres(site, supervision, Wanted(), Progress(environ={}))
    port = site.ports["postgres"]

    for role in ("postgres", OWNER):
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(f"postgresql://{role}@127.0.0.1:{port}/postgres")
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(f"postgresql://{role}:guess@127.0.0.1:{port}/postgres")


def test_a_cluster_that_initdb_did_not_finish_is_made_anew(
    site: Site, supervision: Supervision
) -> None:
    write_whole(site.place.data / "postgres.new" / "PG_VERSION", "18")

    _start_postgres(site, supervision, Wanted(), Progress(environ={}))

    assert postgres.answers(site.superuser_url)
    assert not (site.place.data / "postgres.new").exists()


def test_a_cluster_of_another_postgres_is_refused_and_kept(place: Place) -> None:
    write_whole(place.data / "postgres" / "PG_VERSION", "12\n")

    with pytest.raises(Problem) as caught:
        postgres.initialise(place, "x", {})

    assert caught.value.key == "postgres_version"
    assert caught.value.facts["theirs"] == "12"
    assert (place.data / "postgres" / "PG_VERSION").read_text() == "12\n"


def dead(supervision: Supervision, name: str) -> bool:
    return any(one["name"] == name and one["statename"] in DEAD for one in supervision.states())


def test_a_program_that_dies_says_its_last_words(supervision: Supervision) -> None:
    command = ("sh", "-c", "echo 'cannot bind' >&2; exit 3")
    program = Program(name="web", command=command, is_one_shot=True)
    supervision.start([program])
    wait(lambda: dead(supervision, "web"), seconds=60, otherwise=lambda: Problem("x"))

    with pytest.raises(Problem) as caught:
        supervision.await_ready("web", lambda: False, seconds=20)

    assert caught.value.key == "program_died"
    assert caught.value.facts["reason"] == "cannot bind"


def test_last_words_are_not_said_twice(tmp_path: Path) -> None:
    log = tmp_path / "postgres.log"
    log.write_text("other\n" + "cannot open\ndenied\n" * 3)

    assert last_words(log) == "other\ncannot open\ndenied"
    assert last_words(log, lines=1) == "denied"


def test_a_program_that_cannot_even_begin_is_told_by_who_waits_for_it(
    place: Place, supervision: Supervision
) -> None:
    place.logs.chmod(0o500)
    try:
        supervision.start([Program(name="web", command=("sleep", "60"))])

        with pytest.raises(Problem, match="program_died"):
            supervision.await_ready("web", lambda: False, seconds=60)
    finally:
        place.logs.chmod(0o700)


def test_a_program_that_is_not_there_is_one_sentence(supervision: Supervision) -> None:
    with pytest.raises(Problem) as caught:
        supervision.start([Program(name="solr", command=("/nowhere/java",))])

    assert caught.value.key == "supervisor_failed"
    assert "/nowhere/java" in str(caught.value.facts["reason"])


def test_what_supervisor_gave_up_is_idle_and_what_ran_to_its_end_is_not(
    supervision: Supervision,
) -> None:
    supervision.start(
        [
            Program(name="web", command=("sleep", "60")),
            Program(name="solr", command=("sleep", "60")),
            Program(name="reindex", command=("true",), is_one_shot=True),
        ]
    )
    wait(lambda: dead(supervision, "reindex"), seconds=60, otherwise=lambda: Problem("x"))

    supervision.ask().stopProcess("web")

    assert supervision.idle() == ["web"]


def test_a_process_that_only_waits_for_its_parent_is_gone() -> None:
    child = subprocess.Popen(["true"])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

    lives = _lives(child.pid)

    child.wait()
    assert not lives
    assert _lives(os.getpid())


def test_a_site_is_up_only_under_the_supervisor_that_finished_its_start(
    place: Place, supervision: Supervision
) -> None:
    assert not is_up(place, supervision)

    write_json(place.data / "up.json", {"supervisor": supervision.pid()})
    assert is_up(place, supervision)

    write_json(place.data / "up.json", {"supervisor": 1})
    assert not is_up(place, supervision)


def test_a_second_launcher_waits_outside(place: Place) -> None:
    with (
        alone(place),
        pytest.raises(Problem, match="launcher_busy"),
        alone(place),
    ):
        pass


def test_a_deep_folder_with_chinese_names_works(
    tmp_path: Path, environ: dict[str, str], not_root: None
) -> None:
    data = tmp_path / ("很深的目录" * 5) / ("再深一些" * 5)
    place = Place(data=data, jars=tmp_path)
    place.data.mkdir(parents=True)
    lay_out(place)
    deep = Supervision(place=place, environ={**environ, "XDG_RUNTIME_DIR": ""})

    deep.open()
    answered = deep.pid()
    deep.close()

    assert answered
    assert deep.pid() is None
    assert not deep.socket.parent.exists()
