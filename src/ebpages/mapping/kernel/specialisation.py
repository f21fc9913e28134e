"""Specialisation: how far the industries of a region differ from those of the whole, or crowd into few.

All take employment of shape (regions, industries) with published margins and return one number for each region. A region whose total is
unknown or not above zero has NaN. A region with an unknown cell (NaN) has NaN too; with `known_only` unknown cells are passed over
instead, which gives a bound: no smaller value of the sum is possible, since each of its terms is at least zero.
"""

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel.location_quotient import location_quotient, usable


def krugman(
    employment: Floats,
    region_total: Floats,
    industry_total: Floats,
    total: float,
    *,
    known_only: bool = False,
) -> Floats:
    """Σ_i |s_ri − s_i|: 0 where a region has the mix of the whole, 2 where the two have no industry in common.

    known_only: a lower bound. Krugman (1991).
    """
    common = industry_total / usable(np.asarray(total))
    return _sums(np.abs(_shares(employment, region_total) - common), known_only)


def hachman(
    employment: Floats,
    region_total: Floats,
    industry_total: Floats,
    total: float,
    *,
    known_only: bool = False,
) -> Floats:
    """1 / Σ_i LQ_ri s_ri: 1 where a region has the mix of the whole, near 0 where it lives on what is rare elsewhere.

    known_only: an upper bound. A region without employment in any known cell has NaN. Hachman (1995).
    """
    quotients = location_quotient(employment, region_total, industry_total, total)
    shares = _shares(employment, region_total)
    absent = employment == 0  # an industry that is nowhere has no LQ, and no weight either
    return 1 / usable(_sums(np.where(absent, 0.0, quotients * shares), known_only))


def herfindahl(
    employment: Floats, region_total: Floats, *, normalised: bool = False, known_only: bool = False
) -> Floats:
    """Σ_i s_ri²: 1 where one industry has everybody, 1 / industries where all are equal.

    normalised: from 0 to 1 whatever the number of industries; NaN if there is only one. known_only: a lower bound.
    Herfindahl (1950), Hirschman (1945).
    """
    index = _sums(_shares(employment, region_total) ** 2, known_only)
    if not normalised:
        return index
    least = 1 / employment.shape[1]
    normal: Floats = (index - least) / usable(np.asarray(1 - least))
    return normal


def entropy(
    employment: Floats, region_total: Floats, *, base: float = np.e, known_only: bool = False
) -> Floats:
    """−Σ_i s_ri log s_ri: 0 where one industry has everybody, log(industries) where all are equal.

    base: of the logarithm, 2 for bits. An absent industry adds nothing. known_only: a lower bound. Shannon (1948).
    """
    shares = _shares(employment, region_total)
    logarithms = np.log(shares, out=np.zeros_like(shares), where=~(shares <= 0))
    return _sums(-shares * logarithms / np.log(base), known_only)


def _shares(employment: Floats, region_total: Floats) -> Floats:
    return employment / usable(region_total)[:, np.newaxis]


def _sums(terms: Floats, known_only: bool) -> Floats:
    """The sum over industries; NaN where nothing is known of a region, also if only the known is asked for."""
    if not known_only:
        sums: Floats = terms.sum(axis=1)
        return sums
    unknown = np.isnan(terms)
    return np.where(unknown.all(axis=1), np.nan, np.where(unknown, 0.0, terms).sum(axis=1))
