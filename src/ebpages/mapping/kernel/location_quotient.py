"""Location quotients: how over-represented an industry is in a region."""

import numpy as np

from ebpages.mapping.arrays import Floats


def location_quotient(
    employment: Floats, region_total: Floats, industry_total: Floats, total: float
) -> Floats:
    """How over-represented each industry is in each region: (e_ri / e_r) / (e_i / e).

    employment: persons (or another measure), shape (regions, industries). Totals are the published margins, not sums of cells,
    because suppressed cells would be lost: shapes (regions,), (industries,), and a number. Returns LQ, 1 where a region has the
    same share as the whole. An unknown cell (NaN) has an unknown LQ and touches no other; where a margin is unknown or not above
    zero the LQ is NaN.
    Florence (1939); as used by the European Cluster Panorama.
    """
    # As one quotient of products, so that in whole persons an LQ of exactly 1 comes out as exactly 1 and passes `LQ >= 1`.
    parts = employment * usable(np.asarray(total))
    parts /= np.multiply.outer(usable(region_total), usable(industry_total))
    return parts


def usable(margin: Floats) -> Floats:
    """A margin that quotients can be taken against: NaN where it is not above zero."""
    return np.where(margin > 0, margin, np.nan)
