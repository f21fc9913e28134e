"""`ebpages work`: carries out what visitors asked for. `ebpages serve` starts this module as a process beside the server."""

import logging
import os
import signal
import subprocess
import sys
import time

logger = logging.getLogger(__name__)

PATIENCE = 1.5  # seconds that a worker has to give its job back
BETWEEN_STARTS = 10.0  # seconds, so that one that cannot start does not keep the machine busy


def work(*, parent: int = 0) -> None:
    """Carry out background jobs until interrupted or until the process `parent` has gone."""
    import django

    django.setup()

    from ebpages.jobs.worker import work as run

    run(parent=parent)


class BackgroundWorker:
    """The process beside a server: started when it is not there, ended with the server, and never left behind."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def keep_running(self) -> None:
        """Start it, or start it anew where it has died. To be called about once a second."""
        ended = self.process.poll() if self.process is not None else None
        if self.process is not None and ended is None:
            return
        if self.process is None or time.monotonic() - self.started > BETWEEN_STARTS:
            if ended is not None:
                logger.warning("the background worker has ended (%s) and is started anew", _how(ended))
            command = [sys.executable, "-m", "ebpages.site.working", str(os.getpid())]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module
            self.started = time.monotonic()

    def ask_to_leave(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def end(self) -> None:
        """Wait for it to leave, and insist when it does not."""
        if self.process is None:
            return
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _how(ended: int) -> str:
    """A signal says more than a number: SIGKILL without anybody's doing is the system, for want of memory."""
    return f"signal {-ended}: {signal.strsignal(-ended)}" if ended < 0 else f"exit code {ended}"


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the worker listens: no trace of an import cut short
    os.nice(5)  # visitors come first
    work(parent=int(sys.argv[1]))
