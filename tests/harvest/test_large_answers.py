"""A source may send without end: no more is taken than a run may take, packed or not."""

from __future__ import annotations

import gzip
import secrets

import pytest

from ckanext.dongguan.harvesters.difference import Outcome
from ckanext.dongguan.harvesters.limits import MIB, Limits

from .conftest import Remote
from .portal_server import Handler, package

OFFERED = 10 * 1024 * MIB
PIECE = 4 * MIB
# Beside the cap: what the buffers of both ends hold.
BUFFERS = 24 * MIB


class Endless:
    """Offers ten gigabytes and counts what goes out until the other hangs up."""

    def __init__(self, *, is_packed: bool) -> None:
        self.sent = self.unpacked = 0
        self._headers = {"Content-Encoding": "gzip"} if is_packed else {}
        noise = secrets.token_bytes(PIECE // 4)
        self._piece = (
            gzip.compress(noise + bytes(PIECE - len(noise)), 1) if is_packed else bytes(PIECE)
        )

    def __call__(self, handler: Handler) -> None:
        handler.send_response(200)
        for name, value in self._headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(OFFERED // PIECE * len(self._piece)))
        handler.end_headers()
        handler.close_connection = True
        while self.unpacked < OFFERED:
            handler.wfile.write(self._piece)
            self.sent += len(self._piece)
            self.unpacked += PIECE


@pytest.mark.parametrize("is_packed", [False, True])
def test_of_ten_gigabytes_no_more_is_read_than_an_answer_may_have(
    remote: Remote, *, is_packed: bool
) -> None:
    remote.portal.records = [package(1)]
    remote.follow()
    remote.portal.answer = endless = Endless(is_packed=is_packed)

    broken = remote.follow()
    remote.portal.answer = None
    after = remote.follow()

    most = Limits().answer_bytes
    assert broken.problem
    assert f"超过 {most // MIB} MiB" in broken.problem.cause
    share = endless.sent / endless.unpacked
    assert endless.sent <= most * share + BUFFERS
    assert after.tally.counts == {Outcome.UNCHANGED: 1}
