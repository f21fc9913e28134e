"""`ebpages serve`: gunicorn in this very process, so that Ctrl-C reaches it and nothing else has to be installed; and beside
it one process for work in the background."""

import os
import socket
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker

from ebpages.site import metrics  # noqa: F401 - its counts are shared by the workers that are started after it was imported
from ebpages.site.working import BackgroundWorker

MEMORY = "/dev/shm"  # noqa: S108 - where workers say that they are alive; on a slow disk that could stall them


class CannotServe(Exception):
    """The address cannot be had; the message says why and what to do."""


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until interrupted. Raises CannotServe when the address is taken or not ours."""
    _check_address(host, port)
    Server(host=host, port=port, workers=workers).run()


class Server(BaseApplication):
    """gunicorn with our options and nothing read from its own command line or files."""

    def __init__(self, *, host: str, port: int, workers: int) -> None:
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.options: dict[str, Any] = {
            "bind": [address],
            "workers": workers,
            # Threads, not "sync": a browser opens connections ahead and leaves them idle, and two of those would
            # stop two sync workers for a minute.
            "worker_class": Worker,
            "threads": 8,
            "timeout": 60,
            "graceful_timeout": 2,
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
        if self.serving and self.LISTENERS:
            self.background.keep_running()
        self.serving = True

    def stop(self, graceful: bool = True) -> None:
        self.background.ask_to_leave()
        super().stop(graceful)
        self.background.end()


class Worker(ThreadWorker):
    """A worker that leaves at once on Ctrl-C.

    gunicorn's own asks its threads first, which can lock it up in the midst of starting one, and then waits for those
    that read from idle connections. Nothing is lost: pages only read, and writes are transactions.
    """

    def handle_quit(self, sig: int, frame: object) -> None:
        os._exit(0)


def _check_address(host: str, port: int) -> None:
    """Say at once that a port is taken; gunicorn would retry for five seconds and then print a trace."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CannotServe(
                f"{host}:{port} cannot be used ({problem.strerror}). "
                "Stop what is running there, or choose another with --port."
            ) from None
