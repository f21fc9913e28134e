"""A registry of 100,000 rows: how long it takes to build, how much memory, and how soon its pages answer."""

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.build import COMMAND
from bench.world import Maker

KEPT = Path(__file__).parent / "data" / "scale.json"
ROWS = 100_000
HEADER = "\tBULSTAT\tName"
PAGES: Mapping[str, str] = {
    "home": "/bg/",
    "organisations": "/bg/organisations/",
    "organisations, page 3,000": "/bg/organisations/?page=3000",
    "organisations, two filters": "/bg/organisations/?form=unknown&region=unknown",
    "search, a sector": "/bg/organisations/?q=мебел",
    "search, a slip": "/bg/organisations/?q=телекомникации",
    "search, a word that nearly all names hold": "/bg/organisations/?q=клъстер",
    "findings": "/bg/findings/",
    "rows of the list, page 1,900": "/bg/sources/bulstat/?page=1900",
    "one row": "/bg/sources/bulstat/50000/",
    "API, organisations": "/api/organisations",
}
_TIMES = 7


@dataclass(frozen=True, slots=True)
class Scale:
    """pages: milliseconds of a page, first and then typically. memory: the largest that a process grew, in MB.

    measured, built: days on which the pages and the build were measured. build_cpu: seconds of a processor.
    """

    measured: str
    built: str
    machine: str
    rows: int
    organisations: int
    build_seconds: float
    build_cpu: float
    build_memory: int
    serve_memory: int
    pages: dict[str, tuple[float, float]]


def measure_scale(rows: int = ROWS) -> Scale:
    """Build a registry of an invented register in a fresh process, then ask for pages in another."""
    with tempfile.TemporaryDirectory(prefix="ebpages-scale-") as folder:
        lists = Path(folder) / "lists"
        write_register(lists / "bulstat" / "list.txt", rows)
        surroundings = {**os.environ, "EBPAGES_HOME": f"{folder}/home", "EBPAGES_LISTS": str(lists)}
        subprocess.run([str(COMMAND), "manage", "migrate", "--verbosity", "0"], env=surroundings, check=True)
        start = time.perf_counter()
        memory, cpu = _used_by([str(COMMAND), "build"], surroundings)
        seconds = time.perf_counter() - start
        asked = [sys.executable, "-m", "bench.scale_pages", json.dumps(PAGES), str(_TIMES)]
        answer = subprocess.run(asked, env=surroundings, check=True, capture_output=True, text=True)
        return Scale(
            measured=f"{datetime.now(UTC):%Y-%m-%d}",
            built=f"{datetime.now(UTC):%Y-%m-%d}",
            machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
            rows=rows,
            build_seconds=seconds,
            build_cpu=cpu,
            build_memory=memory,
            **json.loads(answer.stdout),
        )


def write_register(path: Path, rows: int) -> None:
    """A register in the layout of the guide's: number, identifier with a valid check digit, name."""
    maker, lines = Maker(random.Random(7)), [HEADER]
    while len(lines) <= rows:
        made = maker.organisation()
        if made.entities:
            name = " ".join(part.bg for part in made.parts).upper()
            lines.append(f'{len(lines)}\t{made.entities[0].identifier}\t"{name}"')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def keep(scale: Scale) -> None:
    KEPT.write_text(json.dumps(asdict(scale), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def kept() -> Scale | None:
    """What was measured last; a whole run of the benchmarks shows it without measuring again."""
    return Scale(**json.loads(KEPT.read_text(encoding="utf-8"))) if KEPT.exists() else None


def _used_by(command: list[str], surroundings: Mapping[str, str]) -> tuple[int, float]:
    """Megabytes that a command grew to, and the seconds that a processor worked for it."""
    child = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, command)
    return used.ru_maxrss // 1024, used.ru_utime + used.ru_stime
