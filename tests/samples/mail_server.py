"""A mail server on this machine: takes what it is given, or refuses it for now as often as it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """received: e-mails that were taken, as they came. refusals: how many are refused first, with 451."""

    port: int
    refusals: int = 0
    received: list[str] = field(default_factory=list)


@contextmanager
def mail_server(refusals: int) -> Iterator[MailServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation) as listener:
        listener.kept = MailServer(listener.server_address[1], refusals)  # type: ignore[attr-defined]
        threading.Thread(target=listener.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield listener.kept  # type: ignore[attr-defined]
        finally:
            listener.shutdown()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            command = line.split()[0].upper()
            if command == "DATA":
                self._say("354 go on")
                self._say(self._take())
            else:
                self._say("221 good-bye" if command == "QUIT" else "250 well")
            if command == "QUIT":
                return

    def _take(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        kept = self.server.kept  # type: ignore[attr-defined]
        if kept.refusals:
            kept.refusals -= 1
            return "451 later"
        kept.received.append("\n".join(lines))
        return "250 taken"

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())
