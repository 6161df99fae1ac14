"""A mail server that speaks SMTP on a free port and keeps what it is given."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header


@dataclass(kw_only=True)
class Mail:
    """A mail as it arrived."""

    recipients: list[str]
    text: bytes

    def plain(self) -> str:
        """Give subject and text as a person reads them."""
        message = message_from_bytes(self.text)
        subject = str(make_header(decode_header(message["Subject"])))
        parts = [p for p in message.walk() if p.get_content_type() == "text/plain"]
        bodies = [part.get_payload(decode=True) for part in parts]
        return subject + "".join(b.decode() for b in bodies if isinstance(b, bytes))


@dataclass(kw_only=True)
class MailServer:
    """Where the server listens, and the mails that came."""

    address: str
    mails: list[Mail] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    """RFC 5321, as much of it as a client needs to hand a mail over."""

    def handle(self) -> None:
        self._say("220 mail.invalid")
        recipients: list[str] = []
        for line in iter(self.rfile.readline, b""):
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._say("354 go on")
                mail = Mail(recipients=recipients, text=self._text())
                self.server.told.mails.append(mail)  # type: ignore[attr-defined]
                recipients = []
            elif verb == b"RCPT":
                recipients.append(line.decode().partition("<")[2].partition(">")[0])
            elif verb == b"QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _text(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line.removeprefix(b".") for line in lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def serving() -> Iterator[MailServer]:
    """Run a mail server while the context lasts."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as server:
        told = MailServer(address=f"127.0.0.1:{server.server_address[1]}")
        server.told = told  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()
