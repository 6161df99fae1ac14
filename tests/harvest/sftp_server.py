"""An SFTP server over a folder, for one account, speaking the real protocol."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import paramiko
from paramiko import SFTPAttributes, SFTPHandle, SFTPServerInterface


class Door(paramiko.ServerInterface):
    """Lets one account in by its password."""

    def __init__(self, name: str, password: str) -> None:
        self._known = (name, password)

    def check_auth_password(self, username: str, password: str) -> int:
        is_known = (username, password) == self._known
        return paramiko.AUTH_SUCCESSFUL if is_known else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


# ruff: noqa: ARG002, C901 - the library's own signatures, one class inside a function


def answering(root: Path, heard: list[float]) -> type[SFTPServerInterface]:
    """Make the interface to the files below a folder; note when each call came."""

    class Files(SFTPServerInterface):
        def _path(self, path: str) -> Path:
            heard.append(time.monotonic())
            return root / self.canonicalize(path).lstrip("/")

        def list_folder(self, path: str) -> Any:
            try:
                return [
                    SFTPAttributes.from_stat(entry.stat(), entry.name)
                    for entry in os.scandir(self._path(path))
                ]
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)

        def stat(self, path: str) -> Any:
            try:
                return SFTPAttributes.from_stat(self._path(path).stat())
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)

        lstat = stat

        def open(self, path: str, flags: int, attr: Any) -> Any:
            mode = "r+b" if flags & (os.O_WRONLY | os.O_RDWR) else "rb"
            place = self._path(path)
            try:
                if flags & os.O_CREAT and not place.exists():
                    place.touch()
                file = place.open(mode)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            handle = SFTPHandle(flags)
            handle.readfile = handle.writefile = file  # type: ignore[assignment]
            return handle

        def mkdir(self, path: str, attr: Any) -> int:
            return self._do(lambda: self._path(path).mkdir())

        def rmdir(self, path: str) -> int:
            return self._do(lambda: self._path(path).rmdir())

        def remove(self, path: str) -> int:
            return self._do(lambda: self._path(path).unlink())

        def rename(self, oldpath: str, newpath: str) -> int:
            return self._do(lambda: self._path(oldpath).rename(root / newpath.lstrip("/")))

        posix_rename = rename

        def _do(self, work: Any) -> int:
            try:
                work()
            except OSError as error:
                return int(paramiko.SFTPServer.convert_errno(error.errno))
            return int(paramiko.SFTP_OK)

    return Files


@contextmanager
def served(
    root: Path, name: str, password: str, heard: list[float] | None = None
) -> Iterator[int]:
    """Serve a folder on a free port; `heard` collects when each call came (monotonic)."""
    key, stopped = paramiko.RSAKey.generate(2048), threading.Event()
    files = answering(root, [] if heard is None else heard)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    transports = []

    def serve() -> None:
        while not stopped.is_set():
            try:
                connection, _peer = listener.accept()
            except TimeoutError:
                continue
            transport = paramiko.Transport(connection)
            transport.add_server_key(key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, files)
            transport.start_server(server=Door(name, password))
            transports.append(transport)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    stopped.set()
    thread.join()
    for transport in transports:
        transport.close()
    listener.close()
