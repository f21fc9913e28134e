"""Presence and proximity: industries that are found in the same regions, and how much of what is near to an industry a region has."""

from dataclasses import dataclass
from typing import Generic

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypeVar

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.kernel.location_quotient import usable

P = TypeVar("P", bound=np.floating, default=np.float64)  # float64 or float32

EXACT_IN_SINGLE = 2**24  # counts below this are exact in single precision


@dataclass(frozen=True, slots=True, eq=False)
class Relatedness(Generic[P]):
    """lq, presence, density: shape (regions, industries); proximity: (industries, industries)."""

    lq: NDArray[P]
    presence: Booleans
    proximity: NDArray[P]
    density: NDArray[P]


def unwritten(regions: int, industries: int, dtype: type[P] = np.float64) -> Relatedness[P]:  # type: ignore[assignment]
    """Arrays for a year to be written into."""
    shape = (regions, industries)
    return Relatedness(
        np.empty(shape, dtype),
        np.empty(shape, np.bool_),
        np.empty((industries, industries), dtype),
        np.empty(shape, dtype),
    )


def presence(lq: Floats, threshold: float = 1.0) -> Booleans:
    """Which industries a region is specialised in: LQ >= threshold. An unknown LQ (NaN) counts as absent: nothing shows presence."""
    return lq >= threshold


def co_occurrence(presence: Booleans) -> Floats:
    """n_ij: in how many regions two industries are both present; n_i on the diagonal. Shape (industries, industries), whole numbers."""
    return _counts(presence, presence)


def proximity(
    presence: Booleans,
    *,
    diagonal: float = 0.0,
    dtype: type[P] = np.float64,  # type: ignore[assignment]
) -> NDArray[P]:
    """φ_ij = n_ij / max(n_i, n_j): the smaller of the chances of finding one industry where the other is.

    diagonal: φ_ii of an industry that is present anywhere. 0, ours, keeps an industry from being its own evidence in densities;
    some peers have 1. An industry present nowhere is near to none, itself included: 0. Returns (industries, industries), symmetric.
    Hidalgo, Klinger, Barabási and Hausmann (2007).
    """
    counts = co_occurrence(presence)
    ubiquity = counts.diagonal()
    near: NDArray[P] = (counts / np.maximum(np.maximum.outer(ubiquity, ubiquity), 1)).astype(
        dtype, copy=False
    )
    np.fill_diagonal(near, np.where(ubiquity > 0, diagonal, 0.0))
    return near


def relatedness_density(presence: Booleans, proximity: NDArray[P]) -> NDArray[P]:
    """d_ri = Σ_j M_rj φ_ij / Σ_j φ_ij: of all that is related to an industry, the share that a region has, from 0 to 1.

    proximity: shape (industries, industries), symmetric; its precision is that of the result. NaN for an industry that nothing is
    related to. Hidalgo et al. (2007).
    """
    return cross_relatedness(presence, proximity)


def cross_proximity(
    presence: Booleans,
    others: Booleans,
    *,
    dtype: type[P] = np.float64,  # type: ignore[assignment]
) -> NDArray[P]:
    """n_ij / max(n_i, n_j) between industries of one kind (or occupations, patents) and those of another, over the same regions.

    Shapes (regions, industries) and (regions, others); returns (industries, others). Zero for what is present nowhere.
    Catalán, Navarrete and Figueroa (2020).
    """
    ubiquity = np.maximum.outer(presence.sum(axis=0), others.sum(axis=0))
    near: NDArray[P] = (_counts(presence, others) / np.maximum(ubiquity, 1)).astype(dtype, copy=False)
    return near


def cross_relatedness(presence: Booleans, cross_proximity: NDArray[P]) -> NDArray[P]:
    """For each region and each thing of the other kind, the share that the region has of what is related to it.

    presence: (regions, industries); cross_proximity: (industries, others). Returns (regions, others), NaN for what nothing is
    related to.
    """
    weights = cross_proximity.sum(axis=0, dtype=np.float64)
    density: NDArray[P] = np.matmul(presence.astype(cross_proximity.dtype), cross_proximity)
    density /= usable(weights).astype(cross_proximity.dtype)
    return density


def _counts(one: Booleans, other: Booleans) -> Floats:
    """In how many regions both are present. Single precision is twice as fast and exact while there are few enough regions."""
    dtype = np.float32 if len(one) < EXACT_IN_SINGLE else np.float64
    left = one.astype(dtype)
    right = left if other is one else other.astype(dtype)
    counts: Floats = np.matmul(left.T, right).astype(np.float64)
    return counts
