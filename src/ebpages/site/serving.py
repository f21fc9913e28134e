"""`ebpages serve`: processes minded by gunicorn, so that Ctrl-C reaches them and nothing else has to be installed; and beside
them one process for work in the background.

Inside each process waitress reads requests and sends answers, of however many connections, in one thread; only whole requests come
to the threads that work. gunicorn's own threads read for themselves: sixteen half-sent requests held all of them.
"""

import logging
import os
import resource
import socket
import sys
import time
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker as ProcessOfGunicorn
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer

from ebpages.limits import MEGABYTE, limit
from ebpages.site import metrics  # noqa: F401 - its counts are shared by the workers that are started after it was imported
from ebpages.site.working import BackgroundWorker

THREADS = 12  # of each process; `faces/places.py` says how many of them work that takes long may have
CONNECTIONS = 800  # of each process, where it may open as many files
FILES = 4096  # that each process may open, where the system lets it
OWN_FILES = 200  # of these: the database in each thread, the index, pictures
FEWEST_FILES = OWN_FILES + 2 * THREADS
IDLE = 30  # seconds without a byte in either direction after which a connection is closed
WHOLE_REQUEST = 30  # seconds in which a request must have come as a whole, however steadily it drips
IN_NEED = 3  # seconds for both where no more connections can be taken
LARGEST_FORM = 1_000_000  # bytes beside the largest file that is taken; without files Django takes 1 MB
PATIENCE = 2  # seconds in which requests at hand are answered when the process is asked to end
MEMORY = "/dev/shm"  # noqa: S108 - where workers say that they are alive; on a slow disk that could stall them


class CannotServe(Exception):
    """The address cannot be had; the message says why and what to do."""


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until interrupted. Raises CannotServe when the address is taken or not ours."""
    _check_address(host, port)
    _raise_limit_of_files()
    Server(host=host, port=port, workers=workers).run()


class Server(BaseApplication):
    """gunicorn with our options and nothing read from its own command line or files."""

    def __init__(self, *, host: str, port: int, workers: int) -> None:
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.options: dict[str, Any] = {
            "bind": [address],
            "workers": workers,
            "worker_class": Worker,
            "timeout": 60,
            "graceful_timeout": PATIENCE,
            "worker_tmp_dir": MEMORY if os.access(MEMORY, os.W_OK) else None,
            "control_socket_disable": True,
            "loglevel": "error",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from ebpages.site.wsgi import application

        return application

    def run(self) -> None:
        Master(self).run()


class Master(Arbiter):
    """gunicorn's master, which minds the background worker too; it starts a second after the server, out of its way."""

    def __init__(self, app: Server) -> None:
        super().__init__(app)
        self.background = BackgroundWorker()
        self.serving = False

    def manage_workers(self) -> None:
        super().manage_workers()
        if self.serving and self.LISTENERS and self.background.keep_running():
            self.log.error("The background worker has ended and is started anew. Perhaps out of memory?")
        self.serving = True

    def stop(self, graceful: bool = True) -> None:
        self.background.ask_to_leave()
        super().stop(graceful)
        self.background.end()


class Worker(ProcessOfGunicorn):
    """A process that serves; it leaves at once on Ctrl-C.

    Nothing is lost: pages only read, and writes are transactions.
    """

    def run(self) -> None:
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait is no news
        # So that a cheap page beside much work waits for a fifth of the usual turns.
        sys.setswitchinterval(0.001)
        listener = Listener(self.wsgi, self.sockets[0].sock)
        while self.alive and self.ppid == os.getppid():
            self.notify()
            listener.turn()
        listener.finish()

    def handle_quit(self, sig: int, frame: object) -> None:
        os._exit(0)


class Parser(HTTPRequestParser):
    """What cannot be read is 400. waitress closed the connection and wrote an error into the log for an address such as http://[."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("The request cannot be read") from None


class Channel(HTTPChannel):
    parser_class = Parser


class Listener(TcpWSGIServer):
    """waitress on a socket that is there already, with deadlines for who sends slowly."""

    channel_class = Channel

    def __init__(self, application: Any, listening: socket.socket) -> None:
        self.half_sent: dict[HTTPChannel, float] = {}  # since when
        settings = Adjustments(
            sockets=[listening],
            threads=THREADS,
            connection_limit=_connections(),
            channel_timeout=IDLE,
            cleanup_interval=1,
            max_request_header_size=32 * 1024,
            max_request_body_size=limit("upload_megabytes") * MEGABYTE + LARGEST_FORM,
            outbuf_overflow=256 * 1024,  # what a slow reader has not taken waits in a file
            ident="",
            clear_untrusted_proxy_headers=False,  # EBPAGES_PROXIES says which are believed
        )
        about = (listening.family, listening.type, listening.proto, listening.getsockname())
        super().__init__(application, _sock=listening, adj=settings, bind_socket=False, sockinfo=about)

    def turn(self) -> None:
        """Read and send what there is, and wait for a second at most where there is nothing."""
        wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)

    def maintenance(self, now: float) -> None:
        """Close connections that are idle, and those whose request does not come to an end."""
        whole, idle = (IN_NEED, IN_NEED) if self.in_connection_overflow else (WHOLE_REQUEST, IDLE)
        waiting = [channel for channel in self.active_channels.values() if not channel.requests]
        self.half_sent = {each: self.half_sent.get(each, now) for each in waiting if each.request is not None}
        for channel in waiting:
            too_slow = now - self.half_sent.get(channel, now) > whole
            if too_slow or now - channel.last_activity > idle:
                channel.will_close = True

    def finish(self) -> None:
        """Take nothing new, and answer what is at hand."""
        self.accepting = False
        until = time.monotonic() + PATIENCE
        while self._is_busy() and time.monotonic() < until:
            wasyncore.loop(timeout=0.1, use_poll=True, map=self._map, count=1)

    def _is_busy(self) -> bool:
        return any(each.requests or each.total_outbufs_len for each in self.active_channels.values())


def _connections() -> int:
    """How many connections a process can hold: each may want a second file, for what a slow reader has not taken."""
    return min(CONNECTIONS, (resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OWN_FILES) // 2)


def _raise_limit_of_files() -> None:
    """Raises CannotServe where a process may open so few that visitors could not be answered."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if _connections() < THREADS:
        raise CannotServe(
            f"A process may open only {most} files here, and serving takes {FEWEST_FILES} at least. "
            "Raise the limit: `ulimit -n 4096`, or LimitNOFILE= of the unit."
        )


def _check_address(host: str, port: int) -> None:
    """Say at once that a port is taken; gunicorn would retry for five seconds and then print a trace."""
    if not host:
        raise CannotServe(
            "--host is empty. Name an address: 127.0.0.1 for this machine alone, 0.0.0.0 for all that reach it."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, TypeError, ValueError) as problem:  # of a name that can be none
            raise CannotServe(
                f"{host[:100]}:{port} cannot be used ({getattr(problem, 'strerror', problem)}). "
                "Stop what is running there, or choose another with --port."
            ) from None
