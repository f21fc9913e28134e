"""A server on this machine that speaks as the portal of open data does, and fails as it has failed."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class RegisterServer:
    """files: id -> (name, content). Each fault is set and taken back by a test.

    endless: every page of the list brings the same again. statuses: id -> status and headers in place of the file. cut: ids whose
    answer breaks off. redirected: ids that lead to a page of HTML.
    """

    url: str
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    endless: bool = False
    listed: Any = None
    statuses: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    redirected: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def page(self, number: int, size: int) -> Any:
        if self.listed is not None:
            return self.listed
        every = [{"uri": uri, "name": name, "file_format": "XML"} for uri, (name, _) in self.files.items()]
        chosen = every if self.endless else every[(number - 1) * size : number * size]
        return {"success": True, "total_records": len(every), "resources": chosen}


HTML = "<!DOCTYPE html><html><body>Грешка при вземане на метаданни за ресурс</body></html>".encode()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: RegisterServer = self.server.register  # type: ignore[attr-defined]
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(f"page {asked['page_number']}")
        self._send(
            200,
            {"Content-Type": "application/json"},
            json.dumps(server.page(asked["page_number"], asked["records_per_page"])).encode(),
        )

    def do_GET(self) -> None:
        server: RegisterServer = self.server.register  # type: ignore[attr-defined]
        parts = self.path.strip("/").split("/")
        uri = parts[2] if len(parts) > 2 else ""
        server.asked.append(uri or self.path)
        if uri in server.statuses:
            status, headers = server.statuses[uri]
            self._send(status, headers, b"")
        elif uri in server.redirected:
            self._send(302, {"Location": "/page"}, b"")
        elif self.path == "/page":
            self._send(200, {"Content-Type": "text/html"}, HTML)
        elif uri in server.files:
            content = server.files[uri][1]
            self._send(
                200,
                {"Content-Type": "application/octet-stream"},
                content[: len(content) // 2] if uri in server.cut else content,
                len(content),
            )
        else:
            self._send(404, {}, b"")

    def _send(self, status: int, headers: dict[str, str], body: bytes, declared: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if declared is None else declared))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[RegisterServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http:
        http.daemon_threads = True
        server = RegisterServer(f"http://127.0.0.1:{http.server_address[1]}")
        http.register = server  # type: ignore[attr-defined]
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
