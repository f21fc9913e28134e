"""Concentration: how unevenly an industry is spread over regions, and which industries crowd into the same ones.

All take employment of shape (regions, industries); the regions given are taken for the whole country. An industry with an unknown cell
(NaN) has NaN, and so has every pair that it is in: fill the cell with an estimate, or leave out the region, before. An industry that is
nowhere has NaN. An unknown region total makes every answer NaN.
"""

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel.location_quotient import usable


def locational_gini(employment: Floats, region_total: Floats) -> Floats:
    """Twice the area between the Lorenz curve of an industry, regions in the order of their LQ, and the diagonal.

    region_total: what an even spread would follow, shape (regions,). Returns one number for each industry, 0 where it is spread as
    everything is, towards 1 where all of it is in a region of little else. Krugman (1991) gives the area itself, half of this.
    """
    shares, weights = industry_shares(employment), _of_whole(region_total)
    with np.errstate(divide="ignore", invalid="ignore"):
        steepness = (
            shares / weights[:, np.newaxis]
        )  # 0 / 0 has no share in either, so its place does not matter
    order = np.argsort(steepness, axis=0, kind="stable")
    risen = np.take_along_axis(shares, order, axis=0)
    above = 2 * risen.cumsum(axis=0) - risen  # the curve before and after each step
    gini: Floats = 1 - (weights[order] * above).sum(axis=0)
    return gini


def ellison_glaeser(employment: Floats, region_share: Floats, plant_herfindahl: Floats) -> Floats:
    """γ_i = (G_i − (1 − Σx²) H_i) / ((1 − Σx²)(1 − H_i)), with G_i = Σ_r (s_ri − x_r)²: concentration beyond what few plants explain.

    region_share: x_r, the share of each region in all employment, shape (regions,). plant_herfindahl: H_i, Σ of the squared shares
    of an industry's plants in its employment, shape (industries,). Returns γ for each industry: 0 as if plants were thrown at random,
    below 0 where they keep apart, above 0.05 usually called highly concentrated. NaN where H is unknown or 1 (a single plant), or
    where all employment is in one region. Ellison and Glaeser (1997).
    """
    spread = usable(1 - np.square(region_share).sum(keepdims=True))
    raw = np.square(industry_shares(employment) - region_share[:, np.newaxis]).sum(axis=0)
    gamma: Floats = (raw - spread * plant_herfindahl) / (spread * usable(1 - plant_herfindahl))
    return gamma


def co_agglomeration(employment: Floats, region_share: Floats) -> Floats:
    """Σ_r (s_ri − x_r)(s_rj − x_r) / (1 − Σ_r x_r²) for every pair: how much two industries crowd into the same regions.

    region_share: x_r, shape (regions,): the share of all employment, or the mean share of the industries. Returns (industries,
    industries), symmetric; the diagonal is the raw concentration of one industry, without what plants explain. NaN where all
    employment is in one region. Ellison, Glaeser and Kerr (2010).
    """
    apart = industry_shares(employment) - region_share[:, np.newaxis]
    products = apart.T @ apart
    return (products + products.T) / (2 * usable(1 - np.square(region_share).sum(keepdims=True)))


def industry_shares(employment: Floats) -> Floats:
    """s_ri: the share of each region in an industry. NaN for an industry that is nowhere or has an unknown cell."""
    return employment / usable(employment.sum(axis=0))


def _of_whole(region_total: Floats) -> Floats:
    return region_total / usable(region_total.sum(keepdims=True))
