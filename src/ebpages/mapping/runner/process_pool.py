"""Tasks side by side in processes of this machine, each with a line of its own to this one.

The processes are spawned: a fork of one that has drawn charts or opened databases does not work. A line of its own for each
tells which task was lost when a process is killed, and lets all of them be ended at any moment.
"""

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait

import pyarrow

from ebpages.mapping.runner.task import Reply, Task, TaskFailed, Work

# Tasks run side by side already; libraries of linear algebra that start a thread for each processor would only get in each other's way.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)
_AHEAD = 8  # finished tasks per worker that may wait for an earlier one


def results(tasks: Sequence[Task], work: Work, workers: int) -> Iterator[pyarrow.Table]:
    """The table of each task, in their order; no process is left however this ends. Raises TaskFailed."""
    staff: list[_Worker] = []
    try:
        with _start():
            staff.extend(_Worker(work) for _ in range(min(workers, len(tasks))))
        yield from _in_order(tasks, staff)
    finally:
        for worker in staff:
            worker.end()


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Processes that are started within see these variables: they read their environment once, before they load any library."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _in_order(tasks: Sequence[Task], staff: Sequence["_Worker"]) -> Iterator[pyarrow.Table]:
    idle, busy = list(staff), dict[_Worker, int]()
    replies: dict[int, Reply] = {}
    handed = 0
    for due, task in enumerate(tasks):
        while due not in replies:
            while idle and handed < min(len(tasks), due + _AHEAD * len(staff)):
                busy[idle[-1]] = handed
                idle.pop().take(tasks[handed])
                handed += 1
            ready = wait([worker.line for worker in busy])
            for worker in [worker for worker in busy if worker.line in ready]:
                place = busy.pop(worker)
                replies[place] = worker.reply(tasks[place])
                idle.append(worker)
        yield replies.pop(due).result(task)


class _Worker:
    """A process that answers tasks. line: this end of what connects it."""

    def __init__(self, work: Work) -> None:
        context = get_context("spawn")
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()  # so that the line breaks when the process is gone

    def take(self, task: Task) -> None:
        try:
            self.line.send(task)
        except ConnectionError:
            raise self._lost(task) from None

    def reply(self, task: Task) -> Reply:
        try:
            reply = self.line.recv()
        except (EOFError, ConnectionError):
            raise self._lost(task) from None
        assert isinstance(reply, Reply)
        return reply

    def _lost(self, task: Task) -> TaskFailed:
        self.process.join()
        return TaskFailed(
            task,
            f"the process that worked on it ended without an answer (exit code {self.process.exitcode}). If memory ran out, "
            'use fewer workers; a script that starts a run needs `if __name__ == "__main__":` around it',
        )

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.line.close()


def _serve(line: Connection, work: Work) -> None:
    """What a process does: answer until nobody asks."""
    try:
        while True:
            line.send(Reply.to(line.recv(), work))
    except (EOFError, ConnectionError):
        return


@contextmanager
def _start() -> Iterator[None]:
    """Processes that are started within leave Ctrl-C to this one, which ends them."""
    resource_tracker.ensure_running()  # which lets signals through again, so it comes first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with environment(ONE_THREAD):
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
