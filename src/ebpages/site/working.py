"""`ebpages work`: carries out what visitors asked for. `ebpages serve` starts this module as a process beside the server."""

import os
import signal
import subprocess
import sys
import time

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

    def keep_running(self) -> bool:
        """Start it, or start it anew where it has died, and say that it has. To be called about once a second."""
        if self.process is not None:
            is_due = time.monotonic() - self.started > BETWEEN_STARTS
            if self.process.poll() is None or not is_due:
                return False
        has_died = self.process is not None
        command = [sys.executable, "-m", "ebpages.site.working", str(os.getpid())]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - our own module
        self.started = time.monotonic()
        return has_died

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


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the worker listens: no trace of an import cut short
    os.nice(5)  # visitors come first
    work(parent=int(sys.argv[1]))
