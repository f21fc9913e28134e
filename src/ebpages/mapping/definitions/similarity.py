"""How alike industries are: by where they are, by what they buy from one another, and by whom they employ.

Every matrix has the shape (industries, industries) and is symmetric. Delgado, Porter and Stern, "Defining clusters of related
industries", Journal of Economic Geography 16 (2016).
"""

from collections.abc import Collection, Mapping
from itertools import combinations

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats

_FAMILIES = {"LC": ("LC-Emp", "LC-Est"), "IO": ("IO",), "Occ": ("Occ",)}
COMMON = 10  # regions that two industries must both be known in, where there are as many
_CONSTANT = 1e-10  # of the largest value: what rounding leaves of a spread that is none
_DIGITS = (
    12  # beyond them numbers depend on the threads that add them up, and equal industries would no longer tie
)


def correlation(values: Floats) -> Floats:
    """Pearson's correlation of the columns: LC-Emp and LC-Est of (regions, industries), Occ of (occupations, industries) in shares.

    NaN is unknown: a pair is compared over the rows where both are known, and has 0 where these are fewer than COMMON (or than all
    rows, if there are fewer). A column without any spread has 0 with every other. The diagonal is 1.
    """
    known = np.isfinite(values)
    scaled = _standard(values, known)
    if known.all():
        return _tidy(scaled.T @ scaled / len(values))
    return _tidy(_pairwise(scaled, known.astype(float)))


def input_output(flows: Floats, bought: Floats, sold: Floats) -> Floats:
    """IO: the largest of the four shares that two industries have in each other's purchases and sales.

    flows: what the row sells to the column, in any one currency. bought, sold: each industry's purchases and sales in all, those
    with industries outside the matrix included, shape (industries,). 0 where nothing is bought or sold. The diagonal is 1.
    """
    shares = np.maximum(_share(flows, bought[None, :]), _share(flows, sold[:, None]))
    return _tidy(np.maximum(shares, shares.T))


def occupational(employed: Floats) -> Floats:
    """Occ: correlation of the shares that occupations have in the industries. employed: shape (industries, occupations)."""
    return correlation(_share(employed, employed.sum(axis=1, keepdims=True)).T)


def parts_of_combinations(single: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """The combined matrices that can be made of these, each with what it is the mean of: LC, LC-IO, LC-IO-Occ …"""
    families = {
        name: kept for name, parts in _FAMILIES.items() if (kept := tuple(p for p in parts if p in single))
    }
    found = {
        "-".join(names): tuple(part for name in names for part in families[name])
        for number in range(1, len(families) + 1)
        for names in combinations(families, number)
    }
    return {name: parts for name, parts in found.items() if len(parts) > 1}


def parts_of(name: str, single: Collection[str]) -> tuple[str, ...]:
    """The single matrices that a matrix is made of."""
    return parts_of_combinations(single).get(name, (name,))


def similarities(single: Mapping[str, Floats]) -> dict[str, Floats]:
    """The single matrices and every combination of them: the mean of their z-scores over the pairs of industries."""
    scored = {name: _z_scores(matrix) for name, matrix in single.items()}
    return {
        **single,
        **{name: _mean([scored[p] for p in parts]) for name, parts in parts_of_combinations(single).items()},
    }


def _standard(values: Floats, known: Booleans) -> Floats:
    """Columns with mean 0 and spread 1 over what is known of them; 0 where unknown, and throughout a column without spread."""
    number = np.maximum(known.sum(axis=0), 1)
    # Standardised first: in sums of squares of raw head counts rounding would hide what large, even industries vary by.
    filled = np.where(known, values, 0.0)
    centred = np.where(known, filled - filled.sum(axis=0) / number, 0.0)
    spread = np.sqrt((centred**2).sum(axis=0) / number)
    varies = spread > _CONSTANT * np.abs(filled).max(axis=0, initial=0.0)
    scaled: Floats = np.where(varies, centred / np.where(varies, spread, 1.0), 0.0)
    return scaled


def _pairwise(scaled: Floats, known: Floats) -> Floats:
    """As `correlation`, of columns that are near the same scale, each pair over the rows that both know."""
    number = known.T @ known
    sums = scaled.T @ known
    # All pairs at once by four products of matrices: sums over the rows that both know, in which means and spreads differ pair by pair.
    spread = number * ((scaled**2).T @ known) - sums**2
    both = number * (scaled.T @ scaled) - sums * sums.T
    defined = (number >= min(COMMON, len(scaled))) & (np.minimum(spread, spread.T) > _CONSTANT * number**2)
    correlated: Floats = np.where(defined, both / np.sqrt(np.where(defined, spread * spread.T, 1.0)), 0.0)
    return correlated


def _tidy(similarity: Floats) -> Floats:
    similarity = np.clip(np.round((similarity + similarity.T) / 2, _DIGITS), -1.0, 1.0)
    np.fill_diagonal(similarity, 1.0)
    return similarity


def _share(part: Floats, whole: Floats) -> Floats:
    share: Floats = np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0)
    return share


def _z_scores(similarity: Floats) -> Floats:
    """Over the pairs, without the diagonal; 0 throughout where all pairs are alike."""
    pairs = similarity[~np.eye(len(similarity), dtype=bool)]
    spread = pairs.std()
    return (similarity - pairs.mean()) / spread if spread > _CONSTANT else np.zeros_like(similarity)


def _mean(matrices: list[Floats]) -> Floats:
    """On the diagonal, which compares nothing, stands the largest similarity of a pair."""
    mean: Floats = np.round(np.stack(matrices).mean(axis=0), _DIGITS)
    np.fill_diagonal(mean, -np.inf)
    np.fill_diagonal(mean, mean.max())
    return mean
