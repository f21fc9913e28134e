"""`ebpages serve` as a person starts and stops it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import ready_home as ready
from tests.ready_home import EBPAGES, ReadyHome

ROOT = Path(__file__).parents[3]
LIMIT = 300  # seconds that anything here is waited for at most; a loaded machine needs a minute for some
# A shell's background job and `nohup` pass "ignore Ctrl-C" on to all that they start; who presses it here must be heard.
HEARING_CTRL_C = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGQUIT):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
END_OF_HEAD = b"\r\n\r\n"
ASK_FOR_A_FILE = """
import django
django.setup()
from ebpages.jobs.actions import enqueue
from tests.samples.work import write_file
enqueue(kind="guide", key="1", title="A guide", task=write_file, params={"language": "bg"}, owner="visitor:1")
"""


@pytest.fixture
def port() -> int:
    return free_port()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The made-up work of the tests is found too."""
    return ready.surroundings(home, PYTHONPATH=str(ROOT), **more)


@contextlib.contextmanager
def serving(port: int, home: Path, *options: str, **more: str) -> Iterator["subprocess.Popen[str]"]:
    server = subprocess.Popen(
        [sys.executable, "-c", HEARING_CTRL_C, EBPAGES, "serve", "--port", str(port), *options],
        env=surroundings(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def robots_of(port: int) -> bytes:
    return said_to(port, b"GET /robots.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")


def said_to(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as line:
        line.sendall(request)
        return b"".join(iter(lambda: line.recv(4096), b""))


def robots_once_up(port: int, server: "subprocess.Popen[str]") -> bytes:
    until = time.monotonic() + LIMIT
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(ConnectionError):
            return robots_of(port)
        time.sleep(0.05)
    raise AssertionError(what_it_said(server))


def what_it_said(process: "subprocess.Popen[str]") -> str:
    """The output of a process that should not have ended, or that has not done what it should in time."""
    process.kill()
    return process.communicate(timeout=LIMIT)[0]


def test_ctrl_c_stops_the_server_without_a_trace(port: int, tmp_path: Path) -> None:
    with serving(port, tmp_path) as server, socket.socket() as idle:
        assert b"User-agent" in robots_once_up(port, server)
        idle.connect(("127.0.0.1", port))
        os.killpg(server.pid, signal.SIGINT)
        output, _ = server.communicate(timeout=LIMIT)
    assert server.returncode in (0, 130)
    assert f"http://127.0.0.1:{port}/" in output
    assert "Traceback" not in output and "SIGKILL" not in output


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server that several tests ask. Of what they ask it, nothing is an error of ours."""
    port = free_port()
    with serving(port, tmp_path_factory.mktemp("served"), "--workers", "1") as server:
        robots_once_up(port, server)
        yield port
        assert "ERROR" not in what_it_said(server)


def test_connections_that_a_browser_leaves_idle_do_not_hold_up_others(served: int) -> None:
    with contextlib.ExitStack() as idle:
        for _ in range(8):
            idle.enter_context(socket.create_connection(("127.0.0.1", served)))
        assert b"User-agent" in robots_of(served)


def test_who_sends_slowly_holds_up_nobody(served: int) -> None:
    with contextlib.ExitStack() as slow:
        for part in (
            b"GET /bg/ HTTP/1.1\r\nHost: loc",
            b"POST /bg/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na",
        ):
            for _ in range(50):
                slow.enter_context(socket.create_connection(("127.0.0.1", served))).sendall(part)
        assert b"User-agent" in robots_of(served)


def test_what_cannot_be_read_as_a_request_is_400(served: int) -> None:
    for start, header in (("http://[::1/", ""), ("/", f"Content-Length: {'9' * 5_000}\r\n")):
        answer = said_to(served, f"GET {start} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n".encode())
        assert answer.startswith(b"HTTP/1.1 400 "), answer


def test_the_server_does_not_say_what_it_is(served: int) -> None:
    for request in (b"GET /robots.txt HTTP/1.0\r\n\r\n", b"nonsense\r\n\r\n"):
        answer = said_to(served, request)
        assert answer.startswith(b"HTTP/1") and b"\r\nserver:" not in answer.lower()
        assert b"waitress" not in answer.lower() and b"gunicorn" not in answer.lower()


def test_head_has_the_length_of_the_content_and_no_content(served: int) -> None:
    whole = robots_of(served)
    head = said_to(served, b"HEAD /robots.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
    length = len(whole.partition(END_OF_HEAD)[2])
    assert head.endswith(END_OF_HEAD)
    assert f"Content-Length: {length}\r\n".encode() in head


def test_where_too_few_files_may_be_opened_the_server_says_so_at_the_start(port: int, tmp_path: Path) -> None:
    said = subprocess.run(
        ["sh", "-c", f'ulimit -n 64 && exec "$0" serve --port {port}', EBPAGES],
        env=surroundings(tmp_path), capture_output=True, text=True, timeout=LIMIT, check=False,
    )  # fmt: skip
    assert said.returncode == 2 and "ulimit -n 4096" in said.stderr and "Traceback" not in said.stderr


@pytest.mark.parametrize("host", ["", "а" * 500, "no-such-host.invalid", "a\0b"])
def test_an_address_that_can_be_none_is_said_in_one_sentence(host: str) -> None:
    from ebpages.site.serving import CannotServe, serve

    with pytest.raises(CannotServe, match=r"--host is empty|cannot be used \(.+\)"):
        serve(host=host, port=8000, workers=1)


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with serving(holder.getsockname()[1], tmp_path) as server:
            output, _ = server.communicate(timeout=LIMIT)
    assert server.returncode == 2
    assert "choose another with --port" in output and "Traceback" not in output


def ask_for_a_file(home: Path) -> None:
    settings = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "ebpages.site.settings"}
    subprocess.run([sys.executable, "-c", ASK_FOR_A_FILE], env=settings, check=True, timeout=LIMIT)


def wait_for_the_file(home: Path, server: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + LIMIT
    while not list(home.glob("jobs/*.pdf")):
        assert server.poll() is None and time.monotonic() < until, what_it_said(server)
        time.sleep(0.1)


@pytest.fixture(scope="module")
def asked_home(ready_home: ReadyHome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = ready_home.copy(tmp_path_factory.mktemp("asked"))
    ask_for_a_file(home)
    return home


@pytest.fixture
def waiting_home(asked_home: Path, tmp_path: Path) -> Path:
    """A home whose database is there, with a job that waits."""
    return shutil.copytree(asked_home, tmp_path, dirs_exist_ok=True)


def test_what_waits_is_done_beside_the_server_and_both_stop_with_ctrl_c(
    port: int, waiting_home: Path
) -> None:
    with serving(port, waiting_home, "--workers", "1") as server:
        wait_for_the_file(waiting_home, server)
        os.killpg(server.pid, signal.SIGINT)
        output, _ = server.communicate(timeout=LIMIT)  # ends only when nobody holds the output any more
    assert server.returncode in (0, 130)
    assert "Traceback" not in output


@pytest.mark.parametrize("how", [pytest.param(signal.SIGTERM, marks=pytest.mark.long), signal.SIGKILL])
def test_nothing_is_left_behind_when_only_the_server_is_ended(
    port: int, waiting_home: Path, how: signal.Signals
) -> None:
    with serving(port, waiting_home, "--workers", "1") as server:
        wait_for_the_file(waiting_home, server)
        server.send_signal(how)
        output, _ = server.communicate(timeout=LIMIT)
    assert "Traceback" not in output


def test_a_worker_alone_does_what_waits_and_leaves_when_asked(waiting_home: Path) -> None:
    """`ebpages work`, for hosts that only work."""
    worker = subprocess.Popen(
        [sys.executable, "-c", "from ebpages.site.working import work; work()"],
        env={**surroundings(waiting_home), "DJANGO_SETTINGS_MODULE": "ebpages.site.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for_the_file(waiting_home, worker)
        worker.terminate()
        output, _ = worker.communicate(timeout=LIMIT)
    finally:
        worker.kill()
    assert worker.returncode == 0 and "Traceback" not in output
