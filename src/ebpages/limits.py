"""How much of what people give is parsed: limits with names, raised knowingly by `--limit NAME=NUMBER` or EBPAGES_LIMITS.

A file of some kilobytes may decode to gigabytes. Whatever parses counts while it decodes, and stops; what libraries decode as a whole
is decoded in a process of its own with limits of memory and time (`in_own_process`).
"""

import io
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NoReturn

VARIABLE = "EBPAGES_LIMITS"
# What each limits. docs/decisions/0019 says why they are as they are.
LIMITS: Mapping[str, int] = {
    "decoded_megabytes": 1_000,  # of one file
    "expansion": 50,  # times the size of a file: what it may decode to, beyond the 16 MB that are always taken
    "rows": 20_000_000,  # of one file
    "columns": 2_000,
    "sheets": 50,  # of a workbook
    "cells": 5_000_000,  # of a panel's year: regions times industries
    "rows_of_a_cell": 10,  # on average, beyond 100,000 rows
    "cells_of_a_row": 200,  # on average of a panel's year, beyond 1,000,000 cells
    "codes": 50_000,  # different ones in a column
    "cell_characters": 10_000,
    "list_megabytes": 64,
    "list_rows": 500_000,
    "yaml_megabytes": 2,
    "yaml_nodes": 100_000,  # with every alias counted as what it stands for
    "nesting": 50,
    "elements": 1_000_000,  # of an answer in JSON or XML
    "seconds": 4,  # of a processor, for what is decoded in a process of its own; one more for every 2 MB of the file
    "megabytes": 160,  # of memory of such a process
    "import_megabytes": 500,  # of a list that is imported; by the web less is taken
    "upload_megabytes": 16,  # of any file that is handed in on a page
    "workbook_seconds": 600,  # of a processor, for a workbook that is decoded so
    "workbook_megabytes": 700,  # of memory: all different texts of a workbook stand together
    "picture_pixels": 20_000_000,
    "picture_seconds": 2,  # of a processor, for a picture that is decoded so
}
MEGABYTE = 1_000_000
ALWAYS_TAKEN = 16 * MEGABYTE
LONGEST_ROW = 1 << 23  # bytes of a line of text
# Codes with which such a process ends.
PAST, OUT_OF_MEMORY = 3, 4
# Libraries set memory aside for every thread, and Arrow's own allocator a gigabyte at once, which would count.
_OF_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
# pyarrow imports NumPy where it is there, which takes longer than all that such a process does.
_WITHOUT_NUMPY = (
    "import runpy, sys; sys.modules['numpy'] = None; runpy.run_module(sys.argv.pop(1), run_name='__main__')"
)
_GIVEN = re.compile(r"([a-z_]+)=([1-9]\d{0,17})")


class WrongLimit(ValueError):
    """A limit that there is not, or that is no number; the message says what there is."""


class PastLimit(Exception):
    """What is given is more than is parsed. name: of the limit; problem and remedy: for a message of one's own."""

    def __init__(self, name: str, problem: str) -> None:
        self.name, self.problem = name, problem
        self.remedy = (
            f"If it is meant so, raise the limit of {limit(name):,}: {VARIABLE}={name}=NUMBER, "
            f"or --limit {name}=NUMBER where the command has it"
        )
        super().__init__(f"{problem}. {self.remedy}.")


def limit(name: str) -> int:
    """Raises WrongLimit for an environment that cannot be read."""
    return _raised(os.environ.get(VARIABLE, "")).get(name, LIMITS[name])


def check_given(text: str) -> None:
    """Raises WrongLimit for what EBPAGES_LIMITS cannot be."""
    _raised(text)


def raise_limits(given: Iterable[str]) -> None:
    """For this process and those that it starts. given: texts NAME=NUMBER. Raises WrongLimit."""
    text = " ".join((os.environ.get(VARIABLE, ""), *given)).strip()
    _raised(text)
    if text:
        os.environ[VARIABLE] = text


@cache
def _raised(text: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        given = _GIVEN.fullmatch(part)
        if not given or given[1] not in LIMITS:
            raise WrongLimit(f"{part}: write NAME=NUMBER with one of {', '.join(LIMITS)}")
        found[given[1]] = int(given[2])
    return found


def check(name: str, amount: int, problem: str) -> None:
    """problem: with {amount} and {most} in it. Raises PastLimit."""
    if amount > limit(name):
        raise PastLimit(name, problem.format(amount=f"{amount:,}", most=f"{limit(name):,}"))


def check_decoded(amount: int, size: int) -> None:
    """amount: bytes that a file of `size` bytes has decoded to so far. Raises PastLimit."""
    if amount <= ALWAYS_TAKEN:
        return
    problem = "its {size:,} bytes decode to more than {amount:,}, as those of no table do"
    for name, most in (
        ("expansion", limit("expansion") * size),
        ("decoded_megabytes", limit("decoded_megabytes") * MEGABYTE),
    ):
        if amount > max(most, ALWAYS_TAKEN):
            raise PastLimit(name, problem.format(size=size, amount=max(most, ALWAYS_TAKEN)))


class Counted(io.RawIOBase):
    """A stream of a packed text that stops where it decodes to more than its size allows. size: of the packed file.

    Raises PastLimit, and ValueError for a line that is no row of a table.
    """

    def __init__(self, stream: io.BufferedIOBase, size: int) -> None:
        super().__init__()
        self._stream, self._size = stream, size
        self._bytes = self._lines = self._since_line = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        self._bytes += len(part)
        self._lines += part.count(b"\n")
        ended = max(part.rfind(b"\n"), part.rfind(b"\r"))
        self._since_line = len(part) - ended - 1 if ended >= 0 else self._since_line + len(part)
        if self._since_line > LONGEST_ROW:
            raise ValueError(f"a row is longer than {LONGEST_ROW:,} bytes")
        check_decoded(self._bytes, self._size)
        check("rows", self._lines, "it has more than {most} rows")
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


def in_own_process(
    module: str, *arguments: str, size: int, time: str = "seconds", memory: str = "megabytes"
) -> None:
    """Run a module as a program with limits of memory and time; it does its work through `confined`, and without NumPy.

    A new process, since a copy of one that has threads may wait for locks forever. size: bytes of the file that it reads.
    time, memory: names of the limits of its seconds and megabytes.
    Raises PastLimit, and ValueError with what the process says of a file that it cannot read.
    """
    seconds = limit(time) + size // (2 * MEGABYTE)
    late = PastLimit(time, f"it is not decoded in {seconds} seconds")
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and module
            [
                sys.executable,
                "-P",
                "-c",
                _WITHOUT_NUMPY,
                module,
                str(seconds),
                str(limit(memory)),
                *arguments,
            ],
            env={**os.environ, **_OF_ONE_THREAD},
            capture_output=True,
            text=True,
            check=False,
            timeout=60 + 20 * seconds,  # of the clock, where the machine has other things to do
        )
    except subprocess.TimeoutExpired:
        raise late from None
    code, said = ended.returncode, (ended.stderr.strip().splitlines() or ["the reason is not known"])[-1]
    if code == PAST:
        name, _, problem = said.partition(" ")
        raise PastLimit(name, problem)
    if code == -signal.SIGXCPU:
        raise late
    if code in (-signal.SIGSEGV, -signal.SIGBUS):
        raise ValueError("what decodes it breaks off on it")
    if code < 0 or code == OUT_OF_MEMORY:
        raise PastLimit(memory, f"decoding it takes more than {limit(memory)} MB of memory")
    if code:
        raise ValueError(said)


def confined(work: Callable[..., None]) -> NoReturn:
    """What such a process does: `work` with its arguments, within the limits that it was given."""
    seconds, megabytes, *arguments = sys.argv[1:]
    memory = int(megabytes) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        work(*arguments)
    except PastLimit as past:
        code, said = PAST, f"{past.name} {past.problem}"
    except MemoryError:
        code, said = OUT_OF_MEMORY, ""
    except Exception as error:  # noqa: BLE001 - whatever a library raises about a file
        code, said = 1, " ".join(str(error).split())
    else:
        code, said = 0, ""
    sys.stderr.write(said)
    sys.exit(code)
