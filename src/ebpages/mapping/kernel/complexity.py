"""Complexity: which industries are found only in regions that have many, and which regions have them."""

from typing import NamedTuple

import numpy as np
from scipy.linalg import eigh

from ebpages.mapping.arrays import Booleans, Floats

_DISTINCT = 1e-9  # eigenvalues nearer than this cannot be told apart


class Complexity(NamedTuple):
    """regions: shape (regions,); industries: shape (industries,). NaN for a region that has no industry, and the reverse."""

    regions: Floats
    industries: Floats


class Fitness(NamedTuple):
    """As Complexity; change: the largest relative change in the last round, which tells how far the rounds have settled."""

    regions: Floats
    industries: Floats
    rounds: int
    change: float


def economic_complexity(presence: Booleans) -> Complexity:
    """ECI and PCI: means 0, standard deviations 1 over the regions, and over the industries, that have any presence.

    presence: shape (regions, industries). ECI is the second eigenvector of D⁻¹ M U⁻¹ Mᵀ (D diversity of regions, U ubiquity of
    industries), found as that of the symmetric D^-½ M U⁻¹ Mᵀ D^-½, without its known first one, on the smaller side of the two; PCI
    is the mean ECI of an industry's regions. The sign is such that ECI goes with diversity; where it goes neither way, such that the
    most complex region stands farther from 0 than the least. All are NaN where there is no single second eigenvector: where all regions
    have the same industries, or the next eigenvalue is as large.
    Hidalgo and Hausmann (2009); Mealy, Farmer and Teytelboym (2019) for the symmetric form.
    """
    inner, with_any, where_any = _without_empty(presence)
    eci, pci = np.full(len(with_any), np.nan), np.full(len(where_any), np.nan)
    found = _second(inner)
    if found is not None:
        eci[with_any], pci[where_any] = found
    return Complexity(eci, pci)


def complexity_outlook(presence: Booleans, density: Floats, complexity: Floats) -> Floats:
    """Σ_i d_ri (1 − M_ri) PCI_i: how much complexity lies near to what a region has and does not have itself.

    presence, density (as of `relatedness_density`): shape (regions, industries); complexity: PCI, (industries,). Returns (regions,);
    industries without a density or complexity add nothing; NaN where none has one. Hausmann, Hidalgo and others, Atlas of Economic
    Complexity (2014).
    """
    near = np.where(presence, 0.0, density * complexity)
    return np.where(np.isnan(complexity).all(), np.nan, np.nansum(near, axis=1))


def outlook_gain(presence: Booleans, proximity: Floats, density: Floats, complexity: Floats) -> Floats:
    """Σ_j φ_ij (1 − M_rj) PCI_j / Σ_k φ_kj − d_ri PCI_i: by how much a region's outlook would rise with an industry that it lacks.

    Arguments as of `complexity_outlook`, and proximity of shape (industries, industries). Returns (regions, industries), NaN for an
    industry that the region has, or that has no complexity. Hausmann, Hidalgo and others (2014).
    """
    weights = proximity.sum(axis=0)
    shares = np.divide(proximity, weights, out=np.zeros_like(proximity), where=weights > 0)
    opened = np.where(presence, 0.0, np.nan_to_num(complexity)) @ shares.T
    gain: Floats = np.where(presence, np.nan, opened - density * complexity)
    return gain


def fitness_complexity(
    presence: Booleans, *, rounds: int = 200, until: float = 1e-10, exponent: float = 1.0
) -> Fitness:
    """F_r = Σ_i M_ri Q_i and Q_i = (Σ_r M_ri F_r^-α)^(-1/α), each divided by its mean, from all ones until they settle.

    presence: shape (regions, industries). rounds: at most so many; until: stop below this relative change. exponent: α. Fitness of
    regions and complexity of industries have mean 1 over those that have any presence. On nested tables some values fall towards 0
    for ever: look at `change`, and compare ranks rather than values.
    Tacchella, Cristelli, Caldarelli, Gabrielli and Pietronero (2012).
    """
    inner, with_any, where_any = _without_empty(presence)
    fitness, complexity = np.ones(len(inner)), np.ones(inner.shape[1])
    change, done = np.inf, 0
    while done < rounds and change > until and inner.size:
        before = fitness, complexity
        fitness = _to_mean_one(inner @ before[1])
        complexity = _to_mean_one(_inverse_power(_inverse_power(before[0], exponent) @ inner, 1 / exponent))
        change, done = max(map(_change, before, (fitness, complexity))), done + 1
    regions, industries = np.full(len(with_any), np.nan), np.full(len(where_any), np.nan)
    regions[with_any], industries[where_any] = fitness, complexity
    return Fitness(regions, industries, done, change)


def _without_empty(presence: Booleans) -> tuple[Floats, Booleans, Booleans]:
    """Presence in the regions that have an industry and of the industries that are in a region; which these are."""
    with_any = np.asarray(presence.any(axis=1))
    where_any = np.asarray(presence.any(axis=0))
    return presence[np.ix_(with_any, where_any)].astype(np.float64), with_any, where_any


def _second(inner: Floats) -> tuple[Floats, Floats] | None:
    diversity, ubiquity = inner.sum(axis=1), inner.sum(axis=0)
    if len(diversity) > len(ubiquity):
        vector = _second_vector(inner.T, ubiquity, diversity)
        if vector is None:
            return None
        pci = vector / np.sqrt(ubiquity)
        eci = inner @ pci / diversity
    else:
        vector = _second_vector(inner, diversity, ubiquity)
        if vector is None:
            return None
        eci = vector / np.sqrt(diversity)
        pci = eci @ inner / ubiquity
    return _sign(eci, diversity) * _standard(eci), _sign(eci, diversity) * _standard(pci)


def _second_vector(inner: Floats, own: Floats, other: Floats) -> Floats | None:
    """The second eigenvector of the symmetric form. Without the first one the second is the largest, even if both have 1."""
    if len(own) < 2:
        return None
    scaled = inner / np.sqrt(np.multiply.outer(own, other))
    first = np.sqrt(own / own.sum())
    rest = scaled @ scaled.T - np.multiply.outer(first, first)
    values, vectors = eigh(rest, subset_by_index=[len(own) - 2, len(own) - 1])
    if values[1] < _DISTINCT or values[1] - values[0] < _DISTINCT:
        return None
    found: Floats = vectors[:, 1]
    return found


def _sign(eci: Floats, diversity: Floats) -> float:
    standing = float(_standard(eci) @ (diversity - diversity.mean()))
    if abs(standing) <= _DISTINCT * diversity.sum():
        standing = float(eci.max() + eci.min() - 2 * eci.mean())
    return -1.0 if standing < 0 else 1.0


def _standard(values: Floats) -> Floats:
    standard: Floats = (values - values.mean()) / values.std()
    return standard


def _inverse_power(values: Floats, exponent: float) -> Floats:
    """values ** -exponent; a region whose fitness has fallen to 0 makes what it has worthless, which is 0 and no error."""
    with np.errstate(divide="ignore", over="ignore"):
        return np.power(values, -exponent)


def _to_mean_one(values: Floats) -> Floats:
    mean_one: Floats = values / values.mean()
    return mean_one


def _change(before: Floats, after: Floats) -> float:
    return float(np.max(np.abs(after - before) / np.maximum(before, np.finfo(float).tiny)))
