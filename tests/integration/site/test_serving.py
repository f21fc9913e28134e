"""`ebpages serve` as a person starts and stops it."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

EBPAGES = str(Path(sys.executable).with_name("ebpages"))


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(port: int, home: Path) -> Iterator["subprocess.Popen[str]"]:
    surroundings = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    server = subprocess.Popen(
        [EBPAGES, "serve", "--port", str(port)],
        env={**surroundings, "EBPAGES_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    try:
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def robots_of(port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"GET /robots.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return b"".join(iter(lambda: line.recv(4096), b""))


def robots_once_up(port: int, server: "subprocess.Popen[str]") -> bytes:
    while server.poll() is None:
        with contextlib.suppress(ConnectionError):
            return robots_of(port)
    raise AssertionError(server.communicate()[0])


def test_ctrl_c_stops_the_server_without_a_trace(port: int, tmp_path: Path) -> None:
    with serving(port, tmp_path) as server, socket.socket() as idle:
        assert b"User-agent" in robots_once_up(port, server)
        idle.connect(("127.0.0.1", port))
        os.killpg(server.pid, signal.SIGINT)
        output, _ = server.communicate(timeout=10)
    assert server.returncode in (0, 130)
    assert f"http://127.0.0.1:{port}/" in output
    assert "Traceback" not in output and "SIGKILL" not in output


def test_connections_that_a_browser_leaves_idle_do_not_hold_up_others(port: int, tmp_path: Path) -> None:
    with serving(port, tmp_path) as server, contextlib.ExitStack() as idle:
        robots_once_up(port, server)
        for _ in range(8):
            idle.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert b"User-agent" in robots_of(port)


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with serving(holder.getsockname()[1], tmp_path) as server:
            output, _ = server.communicate(timeout=30)
    assert server.returncode == 2
    assert "choose another with --port" in output and "Traceback" not in output
