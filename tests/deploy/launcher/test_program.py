from __future__ import annotations

from pathlib import Path

from supervisor.options import ServerOptions

from deploy.launcher.place import Place
from deploy.launcher.program import Program, settings


def read_back(tmp_path: Path, place: Place, *programs: Program) -> ServerOptions:
    """Let supervisor itself read what we wrote."""
    file = tmp_path / "supervisor.conf"
    file.write_text(settings(place, tmp_path / "s.sock", programs))
    options = ServerOptions()
    options.realize(["-c", str(file)])
    return options


def test_supervisor_reads_back_what_was_meant(tmp_path: Path, place: Place) -> None:
    command = ("/opt/a b/serve", "--name", "50%", "it's")
    place.logs.mkdir(parents=True)
    program = Program(
        name="web", command=command, environment={"KEY": "100% 'quoted', with comma"}
    )

    (group,) = read_back(tmp_path, place, program).process_group_configs
    (process,) = group.process_configs

    assert process.command == "'/opt/a b/serve' --name 50% 'it'\"'\"'s'"
    assert process.environment == {"KEY": "100% 'quoted', with comma"}
    assert process.stdout_logfile == str(place.logs / "web.log")
    assert not process.autostart


def test_nobody_else_may_speak_to_supervisor(tmp_path: Path, place: Place) -> None:
    place.logs.mkdir(parents=True)

    (server,) = read_back(tmp_path, place).server_configs

    assert server["chmod"] == 0o600
    assert server["file"] == str(tmp_path / "s.sock")


def test_a_one_shot_program_is_started_once_even_when_it_fails(
    tmp_path: Path, place: Place
) -> None:
    place.logs.mkdir(parents=True)
    program = Program(name="reindex", command=("true",), is_one_shot=True)

    (group,) = read_back(tmp_path, place, program).process_group_configs
    (process,) = group.process_configs

    assert process.autorestart is False
    assert process.startsecs == 0
