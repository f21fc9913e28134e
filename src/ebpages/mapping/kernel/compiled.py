"""Loops that numba compiles for this processor. They run without Python's lock, so that threads share the work."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])

WORD = 64  # regions that one word of packed presence holds
BYTE = 8  # industries that one entry of a table of sums stands for
SUMS = 256  # that the rows of one byte can make: what a table holds
TABLES = 8  # that are looked up in one pass over the regions


def compiled(loop: F) -> F:
    """The loop, compiled on its first call and kept on disk for the next process where there is a place to keep it."""
    try:
        return cast(F, njit(nogil=True, error_model="numpy", cache=True)(loop))
    except RuntimeError:
        return cast(F, njit(nogil=True, error_model="numpy")(loop))


def _ones(_context: Any, word: Any) -> Any:
    """How many bits of a word are set: one instruction of the processor."""
    return types.uint64(types.uint64), lambda _context, builder, _signature, given: builder.ctpop(given[0])


ones: Any = intrinsic(_ones)


@compiled
def quotients(
    employment: Any,
    region_total: Any,
    industry_total: Any,
    total: Any,
    threshold: Any,
    lq: Any,
    presence: Any,
    packed: Any,
    first: Any,
    last: Any,
) -> None:
    """LQ and presence of the regions of the words first to last; packed[word, industry] has a bit for each of its regions."""
    for word in range(first, last):
        packed[word, :] = 0
        for region in range(word * WORD, min((word + 1) * WORD, employment.shape[0])):
            bit = np.uint64(region - word * WORD)
            for industry in range(employment.shape[1]):
                quotient = (
                    employment[region, industry] * total / (region_total[region] * industry_total[industry])
                )
                lq[region, industry] = quotient
                presence[region, industry] = quotient >= threshold
                packed[word, industry] |= np.uint64(quotient >= threshold) << bit


@compiled
def pack(presence: Any, packed: Any, first: Any, last: Any) -> None:
    """As the packing of `quotients`, of presence that is already known."""
    for word in range(first, last):
        packed[word, :] = 0
        for region in range(word * WORD, min((word + 1) * WORD, presence.shape[0])):
            bit = np.uint64(region - word * WORD)
            for industry in range(presence.shape[1]):
                packed[word, industry] |= np.uint64(presence[region, industry]) << bit


@compiled
def ubiquities(packed: Any) -> Any:
    """In how many regions each industry is present."""
    found = np.zeros(packed.shape[1], np.uint64)
    for word in range(packed.shape[0]):
        for industry in range(packed.shape[1]):
            found[industry] += ones(packed[word, industry])
    return found


@compiled
def proximities(
    packed: Any, ubiquity: Any, diagonal: Any, proximity: Any, weights: Any, first: Any, last: Any
) -> None:
    """Rows first to last of proximity, and the sum of each in double precision."""
    counts = np.empty(packed.shape[1], np.uint64)
    for industry in range(first, last):
        counts[:] = 0
        for word in range(packed.shape[0]):
            regions = packed[word, industry]
            for other in range(packed.shape[1]):
                counts[other] += ones(regions & packed[word, other])
        for other in range(packed.shape[1]):
            most = max(ubiquity[industry], ubiquity[other])
            proximity[industry, other] = counts[other] / most if most > 0 else 0.0
        proximity[industry, industry] = diagonal if ubiquity[industry] > 0 else 0.0
        weights[industry] = proximity[industry].astype(np.float64).sum()


@compiled
def densities(
    codes: Any,
    proximity: Any,
    inverse_weights: Any,
    tables: Any,
    sums: Any,
    density: Any,
    first: Any,
    last: Any,
) -> None:
    """Columns first to last of density: for each region the sum of the rows of proximity that it has, times the inverse weights.

    codes: a byte for each region and eight industries, padded with zeros to a multiple of TABLES bytes. tables, sums: room to work
    in, of shapes (TABLES * SUMS, at least last - first) and (regions, at least last - first). All sums that eight rows can make are worked out once, so that a region adds an
    eighth of the rows: less work than the product of matrices, since what is multiplied is only 0 or 1 ("four Russians":
    Arlazarov, Dinic, Kronrod and Faradzev, 1970).
    """
    tables[::SUMS] = 0
    sums[:] = 0
    for start in range(0, codes.shape[1], TABLES):
        for place in range(TABLES * BYTE):
            industry = start * BYTE + place
            if industry < proximity.shape[0]:
                row = proximity[industry, first:last] * inverse_weights[first:last]
                _double(tables, place, row)
        _add_up(codes, tables, sums, start)
    density[:, first:last] = sums[:, : last - first]


@compiled
def _double(tables: Any, place: Any, row: Any) -> None:
    """Every sum without a row makes one with it."""
    table, size = place // BYTE * SUMS, 1 << (place % BYTE)
    for code in range(size):
        without, with_row = tables[table + code], tables[table + size + code]
        for column in range(row.shape[0]):
            with_row[column] = without[column] + row[column]


@compiled
def _add_up(codes: Any, tables: Any, sums: Any, start: Any) -> None:
    """Eight tables at once, written out, so that a sum is read and written back once for all of them."""
    for region in range(sums.shape[0]):
        own, code = sums[region], codes[region, start : start + TABLES]
        a, b = tables[np.intp(code[0])], tables[SUMS + np.intp(code[1])]
        c, d = tables[2 * SUMS + np.intp(code[2])], tables[3 * SUMS + np.intp(code[3])]
        e, f = tables[4 * SUMS + np.intp(code[4])], tables[5 * SUMS + np.intp(code[5])]
        g, h = tables[6 * SUMS + np.intp(code[6])], tables[7 * SUMS + np.intp(code[7])]
        for n in range(own.shape[0]):
            own[n] += ((a[n] + b[n]) + (c[n] + d[n])) + ((e[n] + f[n]) + (g[n] + h[n]))
