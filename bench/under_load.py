"""`ebpages serve` with slow clients and with readers who ask for the dearest page there is, beside the same at rest."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread

EBPAGES = str(Path(sys.executable).with_name("ebpages"))
SLOW, DEAR, SECONDS = 200, 20, 20
CANDIDATES = (
    "/bg/observatory/", "/bg/observatory/claims/", "/bg/findings/", "/bg/observatory/mapping/bulgaria-2014/",
    "/bg/observatory/mapping/bulgaria-2014/regions/BG41/", "/bg/observatory/mapping/bulgaria-2014/rules/",
)  # fmt: skip
PROBES = {
    "/healthz": "/healthz",
    "a list page, kept": "/bg/organisations/",
    "a list page, fresh": "/en/organisations/?x={n}",
}
_numbers = count()


@dataclass(frozen=True, slots=True)
class UnderLoad:
    """probes: name -> milliseconds at rest (median, 95 of 100), and under load. answers: of those who asked for the dearest page."""

    on: str
    cores: int
    dearest: str
    seconds_of_dearest: float
    probes: dict[str, list[float]]
    answers: dict[str, int]


def measure_under_load() -> UnderLoad:
    with tempfile.TemporaryDirectory() as folder:
        surroundings = {**os.environ, "EBPAGES_HOME": folder, "EBPAGES_RATE": "0"}
        for command in (
            ("manage", "migrate", "--verbosity", "0"), ("build",),
            ("manage", "collectstatic", "--no-input", "--verbosity", "0", "--ignore", "redoc*"),
        ):  # fmt: skip
            subprocess.run([EBPAGES, *command], env=surroundings, check=True, capture_output=True)
        with _serving(surroundings) as port:
            return _measure(port)


def _measure(port: int) -> UnderLoad:
    for path in CANDIDATES:  # modules are loaded with the first
        for _ in range(4):
            _ask(port, path)
    taken = {
        path: median(_ask(port, f"{path}?x={next(_numbers)}")[0] for _ in range(3)) for path in CANDIDATES
    }
    dearest = max(taken, key=lambda path: taken[path])
    rest = _probe(port)
    stop, answers = Event(), Counter[str]()
    clients = [
        *(Thread(target=_ask_again_and_again, args=(port, dearest, stop, answers)) for _ in range(DEAR)),
        Thread(target=_drip, args=(port, stop)),
    ]
    for client in clients:
        client.start()
    time.sleep(3)
    loaded = _probe(port)
    stop.set()
    for client in clients:
        client.join()
    return UnderLoad(
        f"{datetime.now(UTC):%Y-%m-%d}", os.cpu_count() or 1, dearest, round(taken[dearest], 2),
        {name: [*rest[name], *loaded[name]] for name in PROBES}, dict(answers),
    )  # fmt: skip


def _ask(port: int, path: str) -> tuple[float, int]:
    """Seconds, and the status."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        return time.perf_counter() - began, answer.status
    finally:
        connection.close()


def _probe(port: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in PROBES}
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for name, path in PROBES.items():
            seconds, status = _ask(port, path.format(n=next(_numbers)))
            if status != 200:
                raise SystemExit(f"{path}: {status}")
            times[name].append(1000 * seconds)
        time.sleep(0.05)
    return {
        name: [round(median(each), 1), round(quantiles(each, n=20)[-1], 1)] for name, each in times.items()
    }


def _ask_again_and_again(port: int, path: str, stop: Event, answers: Counter[str]) -> None:
    """Each time a question that nobody has asked before, so that nothing is kept."""
    while not stop.is_set():
        try:
            _, status = _ask(port, f"{path}?x={next(_numbers)}")
        except OSError as problem:
            answers[type(problem).__name__] += 1
        else:
            answers[str(status)] += 1
            if status == 503:
                time.sleep(1)  # a reader who reloads; Retry-After says five seconds


def _drip(port: int, stop: Event) -> None:
    """Half-sent requests that go on a byte at a time; one that is closed is begun anew."""
    lines: list[socket.socket] = []
    while not stop.is_set():
        while len(lines) < SLOW:
            line = socket.create_connection(("127.0.0.1", port), timeout=5)
            line.sendall(b"GET /bg/organisations/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            lines.append(line)
        for line in list(lines):
            try:
                line.sendall(b"x")
            except OSError:
                lines.remove(line)
        stop.wait(2)
    for line in lines:
        line.close()


@contextmanager
def _serving(surroundings: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [EBPAGES, "serve", "--port", str(port)], env=surroundings, stdout=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError):
                _ask(port, "/healthz")
                break
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait()


def under_load_section(measured: UnderLoad) -> Iterator[str]:
    probes = {name: tuple(f"{each:g}" for each in times) for name, times in measured.probes.items()}
    answers = ", ".join(f"{number} times {status}" for status, number in sorted(measured.answers.items()))
    yield from (
        "## Under load",
        "",
        f"Measured on {measured.on} ({measured.cores} cores, shared with those who ask): `ebpages serve` with two processes, {SLOW} clients who send",
        f"their request a byte every two seconds, and {DEAR} who ask for the dearest page, `{measured.dearest}` ({measured.seconds_of_dearest:g} s when",
        f"nobody else asks), with a question that is new each time, so that nothing is kept. Those {DEAR} were answered {answers}.",
        "Milliseconds for somebody else, by the median and for 95 of 100:",
        "",
        "| | at rest | 95 of 100 | under load | 95 of 100 |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {name} | {' | '.join(times)} |" for name, times in probes.items()),
        "",
    )
