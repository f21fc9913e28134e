"""What this machine can do at best: products of matrices, and moving bytes. Relatedness is measured against that."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from threadpoolctl import threadpool_info

from ebpages.mapping.kernel.fast import cores

_MOVED = 2**28  # bytes, several times what any cache holds
_PRESENT = 0.15


def seconds_of(work: Callable[[], object], times: int) -> float:
    """The least of several, since other work on a machine only ever adds."""
    return min(once(work) for _ in range(times))


def once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bytes_a_second(times: int = 7) -> float:
    """Read and written by a copy on all cores, counted once each."""
    source, target = np.ones(_MOVED, np.uint8), np.ones(_MOVED, np.uint8)
    parts = [slice(_MOVED * n // cores(), _MOVED * (n + 1) // cores()) for n in range(cores())]
    with ThreadPoolExecutor(cores()) as pool:
        seconds = seconds_of(lambda: list(pool.map(lambda p: np.copyto(target[p], source[p]), parts)), times)
    return 2 * _MOVED / seconds


def products(regions: int, industries: int) -> dict[str, Callable[[], object]]:
    """The products of matrices in relatedness, as bare BLAS calls: co-occurrence (symmetric), and densities in either precision."""
    chance = np.random.default_rng(5)
    single = (chance.random((regions, industries)) < _PRESENT).astype(np.float32)
    near = chance.random((industries, industries), dtype=np.float32)
    double, near_double = single.astype(np.float64), near.astype(np.float64)
    return {
        "co-occurrence, f32": lambda: single.T @ single,
        "density, f64": lambda: double @ near_double,
        "density, f32": lambda: single @ near,
    }


def bytes_moved(regions: int, industries: int, width: int) -> int:
    """Cells read once in double precision; quotients, densities and proximities of a width in bytes, and presence, written once."""
    cells = regions * industries
    return cells * 8 + cells * (2 * width + 1) + industries**2 * width


def blas() -> str:
    """Which kernels of BLAS ran, on how many threads."""
    found = {
        (i["internal_api"], i["version"], i.get("architecture", ""), i["num_threads"])
        for i in threadpool_info()
        if i["user_api"] == "blas"
    }
    return "; ".join(
        f"{name} {version} as {kind}, {threads} threads" for name, version, kind, threads in sorted(found)
    )
