"""How fast quotients, proximity and density are, beside the peers and beside what the machine can do; and in how much memory."""

import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import tee
from pathlib import Path
from typing import Any

import numpy as np

from bench.machine_floor import blas, bytes_a_second, bytes_moved, once, products, seconds_of
from bench.mapping_peers import (
    Peer,
    econcomplex_as_documented,
    econcomplex_reusing,
    mapped,
    ours,
    slow_peers,
    tables_of,
)
from bench.page import table
from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel import relatedness_by_year, unwritten

SMALL, LARGE, YEARS = (300, 600), (3000, 1000), 20
NUMPY, FAST, FAST_SINGLE = "NumPy, f64", "[fast], f64", "[fast], f32"
_TIMES, _YEAR_TIMES = 15, 5
_ABSENT = 0.3
_REST = 0.1  # seconds


def measure_mapping_speed(quick: bool = False) -> dict[str, Any]:
    """Everything in one run, as JSON holds it. quick: few repetitions, few years, and without the two slow peers."""
    times = 3 if quick else _TIMES
    sizes = {_name(size): _sizes(size, times, quick) for size in (SMALL, LARGE)}
    years = 3 if quick else YEARS
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "load": os.getloadavg()[0],
        "versions": {name: version(name) for name in ("numpy", "numba", "pandas", "scipy")},
        "blas": blas(),
        "sizes": sizes,
        "years": years,
        "cube": _years(LARGE, years, 2 if quick else _YEAR_TIMES, quick),
        "memory": {name: _memory(LARGE, years, name) for name in (NUMPY, FAST, FAST_SINGLE)},
    }


def cells(size: tuple[int, int], seed: int) -> Floats:
    """Invented employment: very unequal, three cells in ten empty."""
    chance = np.random.default_rng(seed)
    invented = np.ceil(chance.lognormal(3, 2, size))
    invented[chance.random(size) < _ABSENT] = 0
    return invented


def _sizes(size: tuple[int, int], times: int, quick: bool) -> dict[str, Any]:
    """Seconds of each, taken in turn so that what else the machine does meets all alike; the floor is measured in between."""
    given = cells(size, 0)
    competitors = [econcomplex_as_documented(), econcomplex_reusing(), *_ours()]
    slow = [] if quick else list(slow_peers())
    works: dict[str, Callable[[], object]] = {peer.name: _work(peer, given) for peer in competitors}
    seconds = _in_turn(works | products(*size), times)
    seconds |= {peer.name: seconds_of(_work(peer, given), 2) for peer in slow}
    return {
        "competitors": {
            peer.name: {
                "what": peer.what,
                "seconds": seconds[peer.name],
                "difference": _difference(peer, given),
            }
            for peer in [*slow, *competitors]
        },
        "floor": _floor(size, seconds),
    }


def _ours() -> list[Peer]:
    return [
        ours(NUMPY, "plain NumPy"),
        ours(FAST, "numba on all cores", fast=True),
        ours(FAST_SINGLE, "the same, results in single precision", fast=True, dtype=np.float32),
    ]


def _work(peer: Peer, given: Floats) -> Callable[[], object]:
    prepared = peer.prepare(given)
    return lambda: peer.run(prepared)


def _in_turn(works: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The least of each. The first round only warms up, and lets numba compile.

    Between two there is a rest, since the threads of BLAS keep a core busy for a while after their work and would slow whoever comes next.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(times + 1):
        for name, work in works.items():
            time.sleep(_REST)
            seconds = once(work)
            if number:
                taken[name].append(seconds)
    return {name: min(each) for name, each in taken.items()}


def _difference(peer: Peer, given: Floats) -> list[float]:
    """The largest difference from our NumPy form in quotients (relative), proximity and density, with the peer's diagonal."""
    reference = tables_of(mapped(given, diagonal=peer.diagonal))
    found = peer.tables(peer.run(peer.prepare(given)))
    scales = np.where(reference[0] > 0, reference[0], 1), 1, 1
    return [
        float(np.nanmax(np.abs(a - b) / scale)) for a, b, scale in zip(reference, found, scales, strict=True)
    ]


def _floor(size: tuple[int, int], seconds: Mapping[str, float]) -> dict[str, Any]:
    """Seconds of the product for densities, which peers cannot avoid, and of moving all cells and results once."""
    speed = bytes_a_second()
    operations = 2 * size[0] * size[1] ** 2
    return {
        "gigabytes_a_second": speed / 1e9,
        "gigaflops": {width: operations / seconds[f"density, {width}"] / 1e9 for width in ("f64", "f32")},
        "co-occurrence": seconds["co-occurrence, f32"],
        "seconds": {
            width: seconds[f"density, {width}"] + bytes_moved(*size, bytes_each) / speed
            for width, bytes_each in (("f64", 8), ("f32", 4))
        },
    }


def _years(size: tuple[int, int], years: int, times: int, quick: bool) -> dict[str, float]:
    """Seconds for all years, of which none is kept; [fast] writes them all into the same arrays."""
    cube = _cube(size, years)
    works: dict[str, Callable[[], object]] = {
        NUMPY: lambda: _all_years(cube, relatedness_by_year),
        FAST: lambda: _all_years(cube, relatedness_by_year, fast=True, into=unwritten(*size)),
        FAST_SINGLE: lambda: _all_years(
            cube, relatedness_by_year, fast=True, dtype=np.float32, into=unwritten(*size, np.float32)
        ),
    }
    works |= {
        peer.name: _peer_years(peer, cube) for peer in (econcomplex_as_documented(), econcomplex_reusing())
    }
    seconds = _in_turn(works, times)
    return ({} if quick else {peer.name: _slow_years(peer, cube) for peer in slow_peers()}) | seconds


def _peer_years(peer: Peer, cube: Floats) -> Callable[[], object]:
    def work() -> None:
        for year in cube:
            peer.run(year)

    return work


def _slow_years(peer: Peer, cube: Floats) -> float:
    """Once, without what it takes to bring each year into the peer's form."""
    return sum(once(_work(peer, year)) for year in cube)


def _all_years(cube: Floats, by_year: Callable[..., Iterable[object]], **how: Any) -> None:
    """Totals are the sums of each year, taken when its turn comes, as the peers take them."""
    regions, again = tee(year.sum(axis=1) for year in cube)
    totals = regions, (year.sum(axis=0) for year in cube), (each.sum() for each in again)
    for _ in by_year(cube, *totals, **how):
        pass


def _cube(size: tuple[int, int], years: int) -> Floats:
    cube = np.empty((years, *size))
    for year in range(years):
        cube[year] = cells(size, year)
    return cube


def _memory(size: tuple[int, int], years: int, name: str) -> dict[str, float]:
    """Megabytes that a process of its own grew to while it mapped all years: of the cube, before the cube, and at most."""
    asked = [sys.executable, "-m", "bench.mapping_speed", json.dumps([size, years, name])]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def _remember(size: Sequence[int], years: int, name: str) -> dict[str, float]:
    """Run in the child. Each year has arrays of its own, which is the harder case."""
    dtype = np.float32 if name == FAST_SINGLE else np.float64
    how = {"fast": name != NUMPY, "dtype": dtype}
    _all_years(np.ones((1, 9, 9)), relatedness_by_year, **how)
    before = _megabytes()
    cube = _cube((size[0], size[1]), years)
    _all_years(cube, relatedness_by_year, **how)
    return {"cube": cube.nbytes / 1e6, "before": before, "most": _megabytes()}


def _megabytes() -> float:
    """The most memory that this process has had; what `getrusage` says may still be that of the process which started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) * 1024 / 1e6


def mapping_speed_section(measured: Mapping[str, Any]) -> list[str]:
    return [
        "## Cluster mapping",
        "",
        f"Measured on {measured['measured']} with `python -m bench mapping` ({measured['machine']}), which alone measures this part anew; the load of the",
        f"machine was then {measured['load']:.1f}. {', '.join(f'{name} {number}' for name, number in measured['versions'].items())}; {measured['blas']}.",
        "Location quotients, presence, proximity and relatedness density of one year, of invented employment: the same cells and the same",
        "three tables for all, taken in turn in one process, the least of several times. The last column is the largest difference from our",
        "NumPy form (quotients relative; each with the peer's own diagonal of proximity: 1 for `ecomplexity`, else 0).",
        "",
        *_size_tables(measured),
        *_cube_table(measured),
        *_verdict(measured),
        "",
    ]


def _size_tables(measured: Mapping[str, Any]) -> Iterator[str]:
    for size, found in measured["sizes"].items():
        floor = found["floor"]
        rows = [
            (name, each["what"], _milliseconds(each["seconds"]), f"{max(each['difference']):.0e}")
            for name, each in found["competitors"].items()
        ]
        yield from table((f"{size}, one year", "how", "ms", "differs by"), rows)
        yield ""
        yield (
            f"The floor of this machine: the product for densities at {floor['gigaflops']['f64']:.0f} GFLOP/s (f64) or "
            f"{floor['gigaflops']['f32']:.0f} (f32), and all cells and results moved once at {floor['gigabytes_a_second']:.0f} GB/s, "
            f"take {_milliseconds(floor['seconds']['f64'])} ms or {_milliseconds(floor['seconds']['f32'])} ms; "
            f"co-occurrence as a product would add {_milliseconds(floor['co-occurrence'])} ms."
        )
        yield "[fast] can be below it: presence is one bit, so it counts bits and looks sums up in tables instead of multiplying."
        yield ""


def _cube_table(measured: Mapping[str, Any]) -> Iterator[str]:
    memory = measured["memory"]
    rows = [
        (name, f"{seconds:.2f}", _memory_cell(memory[name]) if name in memory else "")
        for name, seconds in measured["cube"].items()
    ]
    header = (f"{_name(LARGE)}, {measured['years']} years", "s", "memory of a process, in cubes")
    yield from table(header, rows)
    yield ""


def _memory_cell(found: Mapping[str, float]) -> str:
    return f"{found['most'] / found['cube']:.2f} ({found['before']:.0f} MB of it before the cube of {found['cube']:.0f} MB)"


def _verdict(measured: Mapping[str, Any]) -> Iterator[str]:
    """What must hold, and by how much it does or does not."""
    large = measured["sizes"][_name(LARGE)]
    year = {name: each["seconds"] for name, each in large["competitors"].items()}
    peers = [econcomplex_as_documented().name, econcomplex_reusing().name]
    rows = []
    for name, width in ((NUMPY, "f64"), (FAST, "f64"), (FAST_SINGLE, "f32")):
        rows.append(
            (
                name,
                " / ".join(f"{year[peer] / year[name]:.1f}" for peer in peers),
                f"{year[name] / large['floor']['seconds'][width]:.2f}",
                " / ".join(f"{measured['cube'][peer] / measured['cube'][name]:.1f}" for peer in peers),
            )
        )
    years = measured["years"]
    yield "Times as fast as `econcomplex`, as documented / with its presence reused. Other measurements gave [fast] 4 to 5 times in f64 and 4 to 6 times in f32 in one year; at 300 × 600 it can be slower than NumPy."
    yield ""
    yield from table(("", f"{_name(LARGE)}, one year", "of the floor", f"{years} years"), rows)


def _name(size: Sequence[int]) -> str:
    return f"{size[0]:,} × {size[1]:,}"


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.0f}" if seconds >= 0.02 else f"{1000 * seconds:.1f}"


if __name__ == "__main__":
    print(json.dumps(_remember(*json.loads(sys.argv[1]))))
