"""Relatedness on all cores (extra [fast]): equal to the NumPy form to rounding, several times as fast.

Presence is one bit, so co-occurrence is counted 64 regions at a time, and densities are looked up in tables of sums.
"""

import os
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import pairwise
from queue import SimpleQueue

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.kernel.location_quotient import usable
from ebpages.mapping.kernel.proximity import P, Relatedness, cross_relatedness, unwritten


class FastIsMissing(ImportError):
    """The extra [fast] is not installed; the message says how to install it."""


try:
    from ebpages.mapping.kernel import compiled
except ImportError as error:
    raise FastIsMissing(
        "The fast form of cluster mapping needs numba, which is not installed. Install it with: pip install 'ebpages[fast]'; "
        "without it leave out fast=True: the results are the same."
    ) from error

Work = Callable[[int, int], None]  # on the rows or columns from the first to before the last
_PAGE = 2**21  # bytes of a huge page
_WIDTH = 128  # columns of a block of densities: the tables of one fit the cache of a core


def relatedness(
    employment: Floats,
    region_total: Floats,
    industry_total: Floats,
    total: float,
    *,
    threshold: float = 1.0,
    diagonal: float = 0.0,
    dtype: type[P] = np.float64,  # type: ignore[assignment]
    into: Relatedness[P] | None = None,
    threads: int | None = None,
) -> Relatedness[P]:
    """As relatedness.relatedness. into: arrays to write into. threads: all cores unless given."""
    year = into or unwritten(employment.shape[0], employment.shape[1], dtype)
    with ThreadPoolExecutor(threads or cores()) as pool:
        packed = _quotients(pool, employment, region_total, industry_total, total, threshold, year)
        weights = _proximities(pool, packed, diagonal, year.proximity)
        _densities(pool, year.presence, year.proximity, weights, year.density)
    return year


def proximity(
    presence: Booleans,
    *,
    diagonal: float = 0.0,
    dtype: type[P] = np.float64,  # type: ignore[assignment]
    threads: int | None = None,
) -> NDArray[P]:
    """As proximity.proximity."""
    packed = _packed(presence.shape)
    near = np.empty((presence.shape[1], presence.shape[1]), dtype)
    with ThreadPoolExecutor(threads or cores()) as pool:
        _share_out(pool, lambda a, b: compiled.pack(presence, packed, a, b), _even(len(packed)))
        _proximities(pool, packed, diagonal, near)
    return near


def relatedness_density(
    presence: Booleans, proximity: NDArray[P], *, threads: int | None = None
) -> NDArray[P]:
    """As proximity.relatedness_density, and cross_relatedness."""
    density = np.empty((presence.shape[0], proximity.shape[1]), proximity.dtype)
    weights = proximity.sum(axis=0, dtype=np.float64)
    with ThreadPoolExecutor(threads or cores()) as pool:
        _densities(pool, presence, proximity, weights, density)
    return density


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _quotients(
    pool: Executor,
    employment: Floats,
    region_total: Floats,
    industry_total: Floats,
    total: float,
    threshold: float,
    year: Relatedness[P],
) -> NDArray[np.uint64]:
    packed = _packed(employment.shape)
    margins = usable(region_total), usable(industry_total), float(usable(np.asarray(total)))

    def words(first: int, last: int) -> None:
        compiled.quotients(employment, *margins, threshold, year.lq, year.presence, packed, first, last)

    _share_out(pool, words, _even(len(packed)))
    return packed


def _proximities(pool: Executor, packed: NDArray[np.uint64], diagonal: float, near: NDArray[P]) -> Floats:
    ubiquity, weights = compiled.ubiquities(packed), np.empty(len(near))

    def rows(first: int, last: int) -> None:
        compiled.proximities(packed, ubiquity, diagonal, near, weights, first, last)

    _share_out(pool, rows, _even(len(near)))
    return weights


def _densities(
    pool: Executor, presence: Booleans, near: NDArray[P], weights: Floats, density: NDArray[P]
) -> None:
    if len(presence) < compiled.SUMS:  # a table has more sums than there are regions to look them up
        density[:] = cross_relatedness(presence, near)
        return
    codes, cuts = _codes(presence), _blocks(near.shape[1])
    rooms = _rooms(len(presence), max(last - first for first, last in pairwise(cuts)), near.dtype)
    inverse = np.where(weights > 0, 1 / np.where(weights > 0, weights, 1), 0).astype(near.dtype)

    def columns(first: int, last: int) -> None:
        room = rooms.get()
        tables, sums = room[: -len(presence)], room[-len(presence) :]
        compiled.densities(codes, near, inverse, tables, sums, density, first, last)
        rooms.put(room)

    _share_out(pool, columns, cuts)
    density[:, ~(weights > 0)] = np.nan  # nothing is related to these


def _rooms(regions: int, width: int, dtype: np.dtype[P]) -> SimpleQueue[NDArray[P]]:
    """For each core a room to work in: tables of sums, and below them the sums of each region.

    It is read at random, which is a third slower where rows straddle lines of the cache or pages are small: so it begins at a huge
    page, in an allocation of the size (4 MB) from which on NumPy asks for such pages.
    """
    rows = compiled.TABLES * compiled.SUMS + regions
    size = cores() * rows * width * dtype.itemsize
    whole = np.empty(max(size, _PAGE) + _PAGE, np.uint8)
    start = -whole.ctypes.data % _PAGE
    rooms: SimpleQueue[NDArray[P]] = SimpleQueue()
    for room in whole[start : start + size].view(dtype).reshape(cores(), rows, width):
        rooms.put(room)
    return rooms


def _packed(shape: tuple[int, ...]) -> NDArray[np.uint64]:
    regions, industries = shape
    return np.empty((-(-regions // compiled.WORD), industries), np.uint64)


def _codes(presence: Booleans) -> NDArray[np.uint8]:
    """Eight industries in a byte, padded so that the tables of one pass never run over."""
    found = np.packbits(presence, axis=1, bitorder="little")
    codes = np.zeros((len(found), -(-found.shape[1] // compiled.TABLES) * compiled.TABLES), np.uint8)
    codes[:, : found.shape[1]] = found
    return codes


def _even(count: int) -> list[int]:
    """Where to cut so that cores that are slowed down can leave work to others."""
    return sorted({count * part // (4 * cores()) for part in range(4 * cores() + 1)})


def _blocks(columns: int) -> list[int]:
    """Where to cut columns, at whole lines of the cache."""
    number = -(-columns // (_WIDTH * cores())) * cores()
    return sorted({columns * part // number // 16 * 16 for part in range(number)} | {columns})


def _share_out(pool: Executor, work: Work, cuts: list[int]) -> None:
    for done in [pool.submit(work, first, last) for first, last in pairwise(cuts)]:
        done.result()
