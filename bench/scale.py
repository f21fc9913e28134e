"""A registry of 100,000 rows: how long it takes to build, how much memory, and how soon its pages answer.

`python -m bench.scale` measures the builds alone and keeps them with the pages that were measured last.
"""

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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

    measured, built: days on which the pages and the builds were measured, load: of the machine then. build_cpu: seconds of a
    processor. edition: of a build after one row in a hundred has another name.
    """

    measured: str
    built: str
    load: float
    machine: str
    rows: int
    organisations: int
    build_seconds: float
    build_cpu: float
    build_memory: int
    edition_seconds: float
    edition_cpu: float
    edition_memory: int
    serve_memory: int
    pages: dict[str, tuple[float, float]]


def measure_scale(rows: int = ROWS) -> Scale:
    """Build a registry of an invented register in a fresh process, then ask for pages in another."""
    with tempfile.TemporaryDirectory(prefix="ebpages-scale-") as folder:
        lists = Path(folder) / "lists"
        write_register(lists / "bulstat" / "list.txt", rows)
        surroundings = {**os.environ, "EBPAGES_HOME": f"{folder}/home", "EBPAGES_LISTS": str(lists)}
        builds = _measure_builds(lists / "bulstat" / "list.txt", surroundings)
        asked = [sys.executable, "-m", "bench.scale_pages", json.dumps(PAGES), str(_TIMES)]
        answer = subprocess.run(asked, env=surroundings, check=True, capture_output=True, text=True)
        return Scale(
            measured=f"{datetime.now(UTC):%Y-%m-%d}",
            machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
            rows=rows,
            **builds,
            **json.loads(answer.stdout),
        )


def measure_builds(rows: int = ROWS) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="ebpages-scale-") as folder:
        register = Path(folder) / "lists" / "bulstat" / "list.txt"
        write_register(register, rows)
        return _measure_builds(
            register, {**os.environ, "EBPAGES_HOME": f"{folder}/home", "EBPAGES_LISTS": f"{folder}/lists"}
        )


def _measure_builds(register: Path, surroundings: Mapping[str, str]) -> dict[str, Any]:
    """A build of the register, and another one once one row in a hundred has another name."""
    subprocess.run([str(COMMAND), "manage", "migrate", "--verbosity", "0"], env=surroundings, check=True)
    found: dict[str, Any] = {"built": f"{datetime.now(UTC):%Y-%m-%d}"}
    for what in ("build", "edition"):
        start = time.perf_counter()
        found[f"{what}_memory"], found[f"{what}_cpu"] = _used_by([str(COMMAND), "build"], surroundings)
        found[f"{what}_seconds"] = time.perf_counter() - start
        rename_some(register)
    return {**found, "load": round(os.getloadavg()[0], 1)}


def rename_some(register: Path) -> None:
    """Write the last word of one name in a hundred backwards."""
    header, *rows = register.read_text(encoding="utf-8").splitlines()
    for place in random.Random(5).sample(range(len(rows)), len(rows) // 100):
        number, identifier, name = rows[place].split("\t")
        *words, last = name.strip('"').split()
        rows[place] = f'{number}\t{identifier}\t"{" ".join((*words, last[::-1]))}"'
    register.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")


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


if __name__ == "__main__":
    last = kept()
    assert last is not None, "measure the pages first: python -m bench scale"
    keep(replace(last, **measure_builds()))
