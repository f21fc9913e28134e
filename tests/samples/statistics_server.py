"""A server on this machine that speaks as Eurostat and SDMX sources do, and fails as they can fail."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """body: what is sent. declared: the Content-Length that is said, where it is not true. silent: nothing comes at all.

    trickles: after the body, a blank a moment, for ever.
    """

    body: bytes = b""
    status: int = 200
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None
    silent: bool = False
    trickles: bool = False


@dataclass(frozen=True)
class Asked:
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]


class StatisticsServer:
    """answers: path -> what is answered there, one after the other; the last one again and again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    @property
    def address(self) -> str:
        """What EBPAGES_EUROSTAT is to be."""
        return self.url + "/data/{code}"

    def gives(self, code: str, *answers: Answer) -> None:
        self.answers[f"/data/{code}"] = list(answers)

    def next(self, path: str) -> Answer:
        given = self.answers.get(path)
        if not given:
            return error(404, f"ERR_NOT_FOUND: {path} is not available for dissemination.")
        return given.pop(0) if len(given) > 1 else given[0]


def good(document: Mapping[str, Any], **more: Any) -> Answer:
    return Answer(json.dumps(document).encode(), **more)


def error(status: int, label: str, **more: Any) -> Answer:
    """As Eurostat tells of an error."""
    return good({"error": [{"status": status, "id": 100, "label": label}]}, status=status, **more)


ASYNCHRONOUS = good(
    {
        "warning": {
            "status": 413,
            "label": "ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously. Please try again later.",
        }
    },
    status=413,
)


@contextmanager
def running() -> Iterator[StatisticsServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http:
        http.daemon_threads = True
        server = StatisticsServer(f"http://127.0.0.1:{http.server_address[1]}")
        http.statistics = server  # type: ignore[attr-defined]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            http.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: StatisticsServer = self.server.statistics  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        server.asked.append(Asked(parts.path, parse_qs(parts.query), dict(self.headers)))
        answer = server.next(parts.path)
        if answer.headers.get("ETag") and answer.headers["ETag"] == self.headers.get("If-None-Match"):
            answer = Answer(status=304, headers=answer.headers)
        if answer.silent:
            server.closing.wait(30)
            return
        self._send(server, answer)

    def _send(self, server: StatisticsServer, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.kind:
            self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not answer.trickles:
            length = len(answer.body) if answer.declared is None else answer.declared
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()
        while answer.trickles and not server.closing.wait(0.01):
            try:
                self.wfile.write(b" ")
            except OSError:
                return

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: what was asked is in `asked`."""
