"""Counts of answers for /metrics, kept together by all processes of a server.

The arrays lie in memory that gunicorn's workers inherit from their master, which imports this module before it starts them. A lock of the
system guards them: unlike one of Python it is given back when a worker is killed. prometheus_client would keep files for every process
that ever was, which have to be tidied away and kill the process that writes them on a full disk.
"""

import fcntl
import mmap
import os
import re
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

KINDS = ("page", "api", "file", "static", "job", "health")
STATUSES = ("2xx", "3xx", "4xx", "429", "5xx", "503")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_KIND_OF_PATH = (
    ("api", re.compile(r"/api/")),
    ("static", re.compile(r"/static/")),
    ("health", re.compile(r"/(livez|readyz|healthz|metrics)$")),
    ("job", re.compile(r"/[a-z]{2}/jobs/")),
    ("file", re.compile(r"\.(csv|xlsx|json|jsonld|parquet|svg|png|pdf|bib|ris)$")),
)
# Of one kind: answers by status, by seconds, and the sum of seconds.
_WIDTH = len(STATUSES) + len(BOUNDS) + 1 + 1
_SIZE = len(KINDS) * _WIDTH * 8


def _shared_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("ebpages-metrics")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


_FILE = _shared_file()
os.ftruncate(_FILE, _SIZE)
_MEMORY = mmap.mmap(_FILE, _SIZE)
_THREADS = Lock()


def kind_of(path: str) -> str:
    return next((kind for kind, pattern in _KIND_OF_PATH if pattern.search(path)), "page")


def count_answer(path: str, status: int, seconds: float) -> None:
    """Note one answer: its kind, status and how long it took."""
    start = KINDS.index(kind_of(path)) * _WIDTH
    name = str(status) if str(status) in STATUSES else f"{status // 100}xx"
    bucket = next((place for place, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
    with _counts() as counts:
        if name in STATUSES:
            counts[start + STATUSES.index(name)] += 1
        counts[start + len(STATUSES) + bucket] += 1
        counts[start + _WIDTH - 1] += seconds


def lines() -> Iterator[str]:
    """In the text format of Prometheus, version 0.0.4."""
    with _counts() as counts:
        copy = counts[:]
    rows = {kind: copy[place * _WIDTH : (place + 1) * _WIDTH] for place, kind in enumerate(KINDS)}
    yield from _head("ebpages_requests_total", "counter", "Answers by kind of address and status.")
    for kind, row in rows.items():
        for status, count in zip(STATUSES, row, strict=False):
            yield f'ebpages_requests_total{{kind="{kind}",status="{status}"}} {count:.0f}'
    limited = sum(row[STATUSES.index("429")] for row in rows.values())
    yield from _head("ebpages_rate_limited_total", "counter", "Requests refused because too many came.")
    yield f"ebpages_rate_limited_total {limited:.0f}"
    yield from _head("ebpages_request_seconds", "histogram", "Time to answer.")
    for kind, row in rows.items():
        yield from _histogram(kind, row[len(STATUSES) : -1], row[-1])


def gauge(name: str, explained: str, values: dict[str, float]) -> Iterator[str]:
    """values: by labels as they are written, "" for none."""
    yield from _head(name, "gauge", explained)
    for labels, value in values.items():
        yield f"{name}{labels} {value:g}" if abs(value) < 1e6 else f"{name}{labels} {value:.0f}"


def _histogram(kind: str, buckets: "array[float]", seconds: float) -> Iterator[str]:
    total = 0.0
    for bound, count in zip((*BOUNDS, "+Inf"), buckets, strict=True):
        total += count
        yield f'ebpages_request_seconds_bucket{{kind="{kind}",le="{bound}"}} {total:.0f}'
    yield f'ebpages_request_seconds_sum{{kind="{kind}"}} {seconds:.6f}'
    yield f'ebpages_request_seconds_count{{kind="{kind}"}} {total:.0f}'


def _head(name: str, kind: str, explained: str) -> Iterator[str]:
    yield f"# HELP {name} {explained}"
    yield f"# TYPE {name} {kind}"


@contextmanager
def _counts() -> "Iterator[array[float]]":
    """All numbers, to be changed in place; no other thread or process does meanwhile."""
    with _THREADS:
        fcntl.lockf(_FILE, fcntl.LOCK_EX)
        try:
            counts = array("d", _MEMORY[:])
            yield counts
            _MEMORY[:] = counts.tobytes()
        finally:
            fcntl.lockf(_FILE, fcntl.LOCK_UN)
