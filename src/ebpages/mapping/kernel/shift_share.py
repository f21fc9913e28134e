"""Shift and share: how much of a region's change is the country's, its industries' or its own."""

from dataclasses import dataclass

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel.location_quotient import usable


@dataclass(frozen=True, slots=True, eq=False)
class ShiftShare:
    """Persons, each of shape (regions, industries); the three add up to the change.

    national: as if everything had grown like the country. industry_mix: because the industry grew faster or slower than the country.
    regional: because the industry grew faster or slower here than elsewhere.
    """

    national: Floats
    industry_mix: Floats
    regional: Floats

    @property
    def change(self) -> Floats:
        return self.national + self.industry_mix + self.regional


def shift_share(
    before: Floats,
    after: Floats,
    industry_before: Floats,
    industry_after: Floats,
    total_before: float,
    total_after: float,
) -> ShiftShare:
    """Δe_ri = e_ri g + e_ri (g_i − g) + e_ri (g_ri − g_i), with g the growth of the country, of an industry and of it in a region.

    before, after: persons, shape (regions, industries). Totals are the published margins of the country, not sums of cells: shapes
    (industries,) and a number. A cell unknown in either year has three unknown parts and touches no other; so has a cell of an industry
    whose total is unknown in a year or was not above zero, unless nobody worked there: the whole of an entry is regional.
    Dunn (1960).
    """
    growth = total_after / float(usable(np.asarray(total_before))) - 1
    industry_growth = industry_after / usable(industry_before) - 1
    nobody = before == 0
    national = np.where(nobody, 0.0, before * growth)
    with_industry = np.where(nobody, 0.0, before * industry_growth)
    regional = (after - before) - with_industry
    known = ~np.isnan(regional)
    return ShiftShare(
        np.where(known, national, np.nan), np.where(known, with_industry - national, np.nan), regional
    )
