"""What one region or one industry of a year is like, in figures: (value, whether every cell that it needs is known exactly)."""

from collections.abc import Mapping

import numpy as np

from ebpages.mapping.arrays import Floats
from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.kernel import entropy, hachman, herfindahl, krugman, locational_gini

Measured = tuple[float | None, bool]


def region_indices(atlas: Atlas, place: int) -> Mapping[str, Measured]:
    """Krugman, Hachman, Herfindahl, entropy, number of specialisations and complexity of a region.

    Cells without a value or estimate are passed over. The figure is exact only where every cell is: not beside one that is estimated, and
    not of rounded cells, which lie between bounds.
    """
    table = atlas.employment
    row, own = table.cells.estimate[[place]], table.region_total.estimate[[place]]
    whole = (row, own, table.category_total.estimate, float(table.total.estimate))
    certain = bool(table.cells.exact[place].all())
    indices = {
        "krugman": krugman(*whole, known_only=True),
        "hachman": hachman(*whole, known_only=True),
        "herfindahl": herfindahl(row, own, known_only=True),
        "entropy": entropy(row, own, known_only=True),
        "specialisations": atlas.present[[place]].sum(axis=1),
    }
    indices["complexity"] = atlas.complexity.regions[[place]]
    return {name: (_number(values[0]), certain) for name, values in indices.items()}


def region_shifts(atlas: Atlas, place: int) -> Mapping[str, Measured]:
    """What moved a region since the atlas' earlier year, in persons: the whole, its industries, itself. Nothing without such a year."""
    if atlas.earlier_year is None or np.isnan(atlas.then_and_now[1][place]).all():
        return {}
    before = atlas.earlier[EMPLOYMENT].aligned(atlas.employment.regions, atlas.employment.categories)
    certain = bool((atlas.employment.cells.exact[place] & before.cells.exact[place]).all())
    parts = {
        "national": atlas.shifts.national,
        "industry_mix": atlas.shifts.industry_mix,
        "regional": atlas.shifts.regional,
    }
    return {name: (float(np.nansum(part[place])), certain) for name, part in parts.items()}


def industry_indices(atlas: Atlas, place: int) -> Mapping[str, Measured]:
    """Locational Gini, Herfindahl over regions, number of regions present, and complexity of an industry.

    The first two cannot be told of an industry that is mostly unknown: the only region that is published would have all of it.
    """
    table = atlas.employment
    column = table.cells.estimate[:, [place]]
    known = ~np.isnan(column[:, 0])
    certain = bool(table.cells.exact[:, place].all())
    totals = table.region_total.estimate
    indices: dict[str, Floats] = {
        "gini": locational_gini(column[known], totals[known]),
        "herfindahl": herfindahl(column.T, np.nansum(column, axis=0), known_only=True),
        "regions": atlas.present[:, [place]].sum(axis=0),
        "complexity": atlas.complexity.industries[[place]],
    }
    if not atlas.firm_industries[place]:
        indices |= dict.fromkeys(("gini", "herfindahl"), np.array([np.nan]))
    return {name: (_number(values[0]), certain) for name, values in indices.items()}


def possibilities(atlas: Atlas, place: int) -> list[tuple[int, float]]:
    """Industries that a region is not specialised in, nearest first: (place, relatedness density)."""
    absent = [industry for industry in range(atlas.present.shape[1]) if not atlas.present[place, industry]]
    ranked = [(industry, float(atlas.density[place, industry])) for industry in absent]
    return sorted((each for each in ranked if each[1] > 0), key=lambda each: -each[1])


def neighbours(atlas: Atlas, place: int) -> list[tuple[int, float]]:
    """Industries that the same regions have, nearest first: (place, proximity)."""
    near = [
        (other, float(atlas.nearness[place, other]))
        for other in range(atlas.nearness.shape[0])
        if other != place
    ]
    return sorted((each for each in near if each[1] > 0), key=lambda each: -each[1])


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
