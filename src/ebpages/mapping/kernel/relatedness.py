"""Relatedness of a year in one go, and year by year; plain or on all cores."""

from collections.abc import Iterable, Iterator

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.kernel.location_quotient import location_quotient
from ebpages.mapping.kernel.proximity import P, Relatedness, presence, proximity, relatedness_density


def relatedness(
    employment: Floats,
    region_total: Floats,
    industry_total: Floats,
    total: float,
    *,
    threshold: float = 1.0,
    diagonal: float = 0.0,
    dtype: type[P] = np.float64,  # type: ignore[assignment]
    fast: bool = False,
    into: Relatedness[P] | None = None,
) -> Relatedness[P]:
    """LQ, presence, proximity and density of one year; arguments and unknown cells as in `location_quotient` and `proximity`.

    dtype: precision of the results; presence is always decided in double precision. fast: on all cores by numba, equal to rounding;
    raises FastIsMissing where the extra [fast] is not installed. into: arrays that the fast form writes into; ValueError without it.
    """
    if fast:
        from ebpages.mapping.kernel import fast as on_all_cores

        return on_all_cores.relatedness(
            employment,
            region_total,
            industry_total,
            total,
            threshold=threshold,
            diagonal=diagonal,
            dtype=dtype,
            into=into,
        )
    if into is not None:
        raise ValueError("only the fast form writes into given arrays: add fast=True, or leave out `into`")
    lq = location_quotient(employment, region_total, industry_total, total)
    present = presence(lq, threshold)
    near = proximity(present, diagonal=diagonal, dtype=dtype)
    density = relatedness_density(present, near)
    return Relatedness(lq.astype(dtype, copy=False), present, near, density)


def relatedness_by_year(
    employment: Iterable[Floats],
    region_total: Iterable[Floats],
    industry_total: Iterable[Floats],
    total: Iterable[float],
    *,
    threshold: float = 1.0,
    diagonal: float = 0.0,
    dtype: type[P] = np.float64,  # type: ignore[assignment]
    fast: bool = False,
    into: Relatedness[P] | None = None,
) -> Iterator[Relatedness[P]]:
    """Year by year the relatedness of a cube, with no more memory than one year takes; the next is worked out when it is asked for.

    employment: an array of shape (years, regions, industries), or whatever brings one year after the other; totals likewise, (years,
    regions), (years, industries), (years,). Each year has arrays of its own; with `into` the fast form writes all into the same
    ones, which then hold only the last year read. Raises ValueError where some have more years than others.
    """
    for cells, regions, industries, whole in zip(
        employment, region_total, industry_total, total, strict=True
    ):
        yield relatedness(
            cells,
            regions,
            industries,
            float(whole),
            threshold=threshold,
            diagonal=diagonal,
            dtype=dtype,
            fast=fast,
            into=into,
        )
