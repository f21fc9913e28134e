"""Linking two registers: ours beside Splink with its defaults and recordlinkage, on the same rows in one run."""

import csv
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.build import COMMAND
from bench.kept import DATA, keep
from bench.registers import Registers, make_registers

SEED = 101  # the model is fitted on others
SIZES = (10_000, 100_000)
TIMEOUT = 3600  # seconds of one package
_SAMPLE = 0.25
_BANDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
_MOST_OF_LINKAGE = 20_000  # rows that recordlinkage is asked to link
_ABOUT = (
    "Two invented registers of as many rows each (`bench/registers.py`: 60 % of the right rows have their company on the left, a tenth resemble "
    "one; names with slips, Latin and look-alike letters, cut, translated, abbreviated, in another order; identifiers on 40 % of the right rows), "
    f"seed {SEED}; the model is fitted on seeds 1 to 5. Splink and recordlinkage get folded names. Thresholds: what each package joins by itself, "
    "a probability of .5. Seconds of the clock and of processors; memory of all processes together."
)
Pairs = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Run:
    """seconds: of the clock; cpu: of processors, with all processes; memory: the most that they had together, in MB. None: not ended in time."""

    name: str
    seconds: float | None
    cpu: float
    memory: int
    precision: float = 0.0
    recall: float = 0.0
    f1: float = 0.0
    kinds: dict[str, tuple[int, float]] = field(default_factory=dict)
    bands: dict[str, tuple[int, float]] = field(default_factory=dict)


def measure(size: int, only: Sequence[str] = (), timeout: int = TIMEOUT) -> dict[str, Any]:
    registers = make_registers(SEED, size)
    runs = []
    with tempfile.TemporaryDirectory(prefix="ebpages-link-") as folder:
        registers.write(Path(folder))
        for name, command in _commands(Path(folder), size).items():
            if only and name not in only:
                continue
            print(f"{name} …", file=sys.stderr, flush=True)
            output = Path(folder) / "pairs.csv"
            output.unlink(missing_ok=True)
            runs.append(_run(name, command, output, registers, timeout))
            print(asdict(runs[-1]), file=sys.stderr, flush=True)
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, load {os.getloadavg()[1]:.1f} at the end",
        "size": size,
        "true_pairs": len(registers.truth),
        "timeout": timeout,
        "runs": [asdict(run) for run in runs],
    }


def _commands(folder: Path, size: int) -> Mapping[str, list[str]]:
    left, right, output = (str(folder / name) for name in ("left.csv", "right.csv", "pairs.csv"))
    ours = [str(COMMAND), "link", left, right, "--output", output]
    peers = [sys.executable, "-m", "bench.linking_peers"]
    commands = {
        "ours": ours,
        "ours, one to one": [*ours, "--one-to-one"],
        f"Splink {version('splink')}, defaults": [*peers, "splink", str(folder), output],
    }
    if size <= _MOST_OF_LINKAGE:
        commands[f"recordlinkage {version('recordlinkage')}, ECM"] = [
            *peers,
            "recordlinkage",
            str(folder),
            output,
        ]
    return commands


def _run(name: str, command: list[str], output: Path, registers: Registers, timeout: int) -> Run:
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True)
    memory = 0
    while (ended := os.wait4(child.pid, os.WNOHANG))[0] == 0:
        memory = max(memory, _memory(child.pid))
        if time.perf_counter() - start > timeout:
            os.killpg(child.pid, signal.SIGKILL)
            used = os.wait4(child.pid, 0)[2]
            return Run(name, None, used.ru_utime + used.ru_stime, memory)
        time.sleep(_SAMPLE)
    seconds = time.perf_counter() - start
    if ended[1]:
        raise subprocess.CalledProcessError(ended[1], command)
    return _judged(name, seconds, ended[2].ru_utime + ended[2].ru_stime, memory, _pairs(output), registers)


def _memory(session: int) -> int:
    """Megabytes that all processes of a session have in memory."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[3]) == session:
            pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _pairs(output: Path) -> Pairs:
    with output.open(encoding="utf-8", newline="") as file:
        return {
            (row["left"], row["right"]): float(row.get("probability") or 1) for row in csv.DictReader(file)
        }


def _judged(name: str, seconds: float, cpu: float, memory: int, found: Pairs, registers: Registers) -> Run:
    truth = registers.truth
    both = sum(pair in truth for pair in found)
    kinds, of_kind = Counter(), Counter()
    for pair, noise in truth.items():
        for kind in noise or {"none"}:
            kinds[kind] += 1
            of_kind[kind] += pair in found
    bands, right = Counter(), Counter()
    for pair, probability in found.items():
        band = max(low for low in _BANDS if low <= max(probability, _BANDS[0]))
        bands[band] += 1
        right[band] += pair in truth
    return Run(
        name,
        seconds,
        cpu,
        memory,
        both / len(found) if found else 1.0,
        both / len(truth),
        2 * both / (len(found) + len(truth)),
        {kind: (count, of_kind[kind] / count) for kind, count in kinds.most_common()},
        {f"{band:g}": (bands[band], right[band] / bands[band]) for band in sorted(bands)},
    )


def keep_measured(measured: Mapping[str, Any]) -> None:
    keep(f"linking_{measured['size']}", measured)


def section() -> Iterator[str]:
    """What was measured of every size that is kept."""
    import json

    kept = sorted(
        (json.loads(path.read_text(encoding="utf-8")) for path in DATA.glob("linking_*.json")),
        key=lambda each: each["size"],
    )
    if not kept:
        return
    yield from ("", "## Linking registers", "", _ABOUT, "")
    yield "| rows, each side | | seconds | CPU s | memory, MB | precision | recall | F1 |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|"
    for measured in kept:
        for run in measured["runs"]:
            if run["seconds"] is None:
                cells = [
                    f"not ended in {measured['timeout']:,}",
                    f"{run['cpu']:,.0f}",
                    f"{run['memory']:,}",
                    "–",
                    "–",
                    "–",
                ]
            else:
                figures = (f"{run[what]:.3f}".lstrip("0") for what in ("precision", "recall", "f1"))
                cells = [f"{run['seconds']:,.0f}", f"{run['cpu']:,.0f}", f"{run['memory']:,}", *figures]
            yield f"| {measured['size']:,} | {run['name']} | {' | '.join(cells)} |"
    yield ""
    for measured in kept:
        yield (
            f"- {measured['size']:,} rows: {measured['true_pairs']:,} true pairs; measured {measured['measured']} on {measured['machine']}."
        )
    if not any(run["name"].startswith("Splink") for run in kept[-1]["runs"]):
        yield f"- Splink was not run on {kept[-1]['size']:,} rows; the pairs that it compares, and so its time, grow with the square of the rows."
    largest = next((each for each in reversed(kept) if each["runs"][0]["kinds"]), None)
    if largest is None:
        return
    ours = largest["runs"][0]
    yield from (
        "",
        f"What was done to the right row, and how many of its pairs are found ({largest['size']:,} rows):",
        "",
    )
    yield "| damage | pairs | found |"
    yield "|---|---:|---:|"
    for kind, (count, share) in ours["kinds"].items():
        yield f"| {kind} | {count:,} | {share:.0%} |"
    yield from (
        "",
        "Probabilities, and how many of the pairs that have them are right:",
        "",
        "| probability from | pairs | right |",
        "|---|---:|---:|",
    )
    for band, (count, share) in ours["bands"].items():
        yield f"| {band} | {count:,} | {share:.1%} |"
