"""Every figure that is worked out of a year of a panel, as tables that people take with them: a row for each region, industry or both.

Columns are described in docs/cluster-mapping.md. Empty: not known, or not defined. `known` says whether every cell that the figures of
a row need is known exactly: a rounded cell is not. Estimates stand in for cells without a figure.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow

from ebpages.declared.answer import WORDS
from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.bounds import Estimates
from ebpages.mapping.indices import industry_indices, region_indices
from ebpages.mapping.kernel import (
    co_occurrence,
    complexity_outlook,
    cross_proximity,
    cross_relatedness,
    ellison_glaeser,
    entries,
    entry_rate,
    exit_rate,
    exits,
    fitness_complexity,
    outlook_gain,
)
from ebpages.mapping.suppression.quotient import location_quotient

Columns: TypeAlias = dict[str, Any]
TableOfYear: TypeAlias = Callable[[Atlas], pyarrow.Table]


def indices_of_regions(atlas: Atlas) -> pyarrow.Table:
    """Specialisation, complexity, entry and exit, and the parts of growth of every region."""
    before, after = _decided_quotients(atlas)
    return _table(
        atlas,
        {
            "region": atlas.employment.regions,
            **_interval("employment", atlas.employment.region_total),
            **_worked_out([region_indices(atlas, place) for place in atlas.regions.values()]),
            "entry_rate": entry_rate(before, after),
            "exit_rate": exit_rate(before, after),
            **{name: _sums(part) for name, part in _parts_of_growth(atlas).items()},
        },
    )


def indices_of_industries(atlas: Atlas) -> pyarrow.Table:
    """Concentration and complexity of every industry."""
    return _table(
        atlas,
        {
            "industry": atlas.employment.categories,
            **_interval("employment", atlas.employment.category_total),
            **_worked_out([industry_indices(atlas, place) for place in atlas.industries.values()]),
            "ellison_glaeser_at_most": _ellison_glaeser(atlas),
        },
    )


def indices_of_cells(atlas: Atlas) -> pyarrow.Table:
    """Quotients, shares, growth and its parts, entry and exit of every region and industry."""
    before, after = _decided_quotients(atlas)
    return _table(
        atlas,
        {
            **_cells(atlas),
            **_interval("employment", atlas.employment.cells),
            **_interval("lq", atlas.quotient),
            "firm": atlas.firm,
            **_interval("share_of_region", atlas.share_of_region),
            **_interval("share_of_industry", atlas.share_of_industry),
            "growth": atlas.grown,
            **_parts_of_growth(atlas),
            "entered": _words(entries(before, after)),
            "left": _words(exits(before, after)),
        },
    )


def relatedness_of_cells(atlas: Atlas) -> pyarrow.Table:
    """Which industries a region is specialised in, and how much of what is related to each of them it has."""
    return _table(
        atlas, {**_cells(atlas), "present": atlas.present, "density": atlas.density, "known": _known(atlas)}
    )


def relatedness_of_pairs(atlas: Atlas) -> pyarrow.Table:
    """Every two industries: in how many regions both are, and their proximity."""
    one, other = np.triu_indices(len(atlas.employment.categories), 1)
    return _table(
        atlas,
        {
            **_pairs(atlas.employment.categories, one, atlas.employment.categories, other),
            "regions": co_occurrence(atlas.present)[one, other].astype(np.int32),
            "proximity": atlas.nearness[one, other],
        },
    )


def cross_relatedness_of_cells(atlas: Atlas, other: Atlas) -> pyarrow.Table:
    """Every industry of another panel, such as one of occupations or patents: how much of what is related to it a region has here."""
    here, there, regions = _shared(atlas, other)
    related = cross_relatedness(here, cross_proximity(here, there))
    names = other.employment.categories
    rows = np.arange(len(regions)).repeat(len(names))
    columns = np.tile(np.arange(len(names)), len(regions))
    return _table(
        atlas,
        {**_pairs(regions, rows, names, columns, "region", "industry"), "present": there, "density": related},
    )


def cross_relatedness_of_pairs(atlas: Atlas, other: Atlas) -> pyarrow.Table:
    """Every industry of this panel with every one of another: their proximity over the regions that both panels have."""
    here, there, _regions = _shared(atlas, other)
    near = cross_proximity(here, there)
    one, two = np.indices(near.shape)
    names = atlas.employment.categories, other.employment.categories
    return _table(atlas, {**_pairs(names[0], one.ravel(), names[1], two.ravel()), "proximity": near})


def complexity_of_regions(atlas: Atlas) -> pyarrow.Table:
    """Complexity, outlook and fitness of every region."""
    return _table(
        atlas,
        {
            "region": atlas.employment.regions,
            "diversity": atlas.present.sum(axis=1).astype(np.int32),
            "eci": atlas.complexity.regions,
            "outlook": complexity_outlook(atlas.present, atlas.density, atlas.complexity.industries),
            "fitness": fitness_complexity(atlas.present).regions,
            "known": _known(atlas).all(axis=1),
        },
    )


def complexity_of_industries(atlas: Atlas) -> pyarrow.Table:
    return _table(
        atlas,
        {
            "industry": atlas.employment.categories,
            "ubiquity": atlas.present.sum(axis=0).astype(np.int32),
            "pci": atlas.complexity.industries,
            "fitness_complexity": fitness_complexity(atlas.present).industries,
            "known": _known(atlas).all(axis=0),
        },
    )


def complexity_of_cells(atlas: Atlas) -> pyarrow.Table:
    """What an industry that a region lacks would add to its outlook."""
    gain = outlook_gain(atlas.present, atlas.nearness, atlas.density, atlas.complexity.industries)
    return _table(
        atlas, {**_cells(atlas), "present": atlas.present, "density": atlas.density, "outlook_gain": gain}
    )


INDICES: Mapping[str, TableOfYear] = {
    "regions": indices_of_regions,
    "industries": indices_of_industries,
    "cells": indices_of_cells,
}
RELATEDNESS: Mapping[str, TableOfYear] = {"cells": relatedness_of_cells, "pairs": relatedness_of_pairs}
CROSS_RELATEDNESS = {"cells": cross_relatedness_of_cells, "pairs": cross_relatedness_of_pairs}
COMPLEXITY: Mapping[str, TableOfYear] = {
    "regions": complexity_of_regions,
    "industries": complexity_of_industries,
    "cells": complexity_of_cells,
}


def _table(atlas: Atlas, columns: Columns) -> pyarrow.Table:
    rows = len(next(iter(columns.values())))
    head = atlas.panel.head
    every = {"year": atlas.year, "since": atlas.earlier_year, "panel": head.name, "vintage": head.vintage}
    types = {"year": pyarrow.int16(), "since": pyarrow.int16()}
    return pyarrow.table(
        {name: _column(values) for name, values in columns.items()}
        | {name: pyarrow.array([value] * rows, types.get(name, pyarrow.string())) for name, value in every.items()}
    )  # fmt: skip


def _column(values: Any) -> pyarrow.Array:
    array = np.asarray(values).ravel()
    if array.dtype.kind == "f":
        return pyarrow.array(array, mask=~np.isfinite(array))
    return pyarrow.array(array.tolist() if array.dtype.kind == "U" else array)


def _cells(atlas: Atlas) -> Columns:
    regions, industries = atlas.employment.regions, atlas.employment.categories
    return {"region": np.repeat(regions, len(industries)), "industry": np.tile(industries, len(regions))}


def _pairs(
    ones: Sequence[str], one: Any, others: Sequence[str], other: Any, first: str = "industry", second: str = "other"
) -> Columns:  # fmt: skip
    return {first: np.asarray(ones)[one], second: np.asarray(others)[other]}


def _interval(name: str, figures: Estimates) -> Columns:
    return {name: figures.estimate, f"{name}_low": figures.low, f"{name}_high": figures.high}


def _worked_out(rows: list[Mapping[str, tuple[float | None, bool]]]) -> Columns:
    """Indices by name, and whether every cell that they need is known."""
    columns: Columns = {
        name: np.array([np.nan if row[name][0] is None else row[name][0] for row in rows], dtype=float)
        for name in rows[0]
    }
    return columns | {"known": [all(known for _, known in row.values()) for row in rows]}


def _known(atlas: Atlas) -> Booleans:
    return np.broadcast_to(atlas.employment.cells.exact, atlas.present.shape)


def _parts_of_growth(atlas: Atlas) -> dict[str, Floats]:
    """Shift and share, in persons, of each cell that is published in both years; nothing is known without an earlier year."""
    if atlas.earlier_year is None:
        return dict.fromkeys(("national", "industry_mix", "regional"), np.full(atlas.present.shape, np.nan))
    shifts = atlas.shifts
    return {"national": shifts.national, "industry_mix": shifts.industry_mix, "regional": shifts.regional}


def _sums(part: Floats) -> Floats:
    """Over the industries that are known; NaN where none is."""
    return np.where(np.isnan(part).all(axis=1), np.nan, np.nansum(part, axis=1))


def _decided_quotients(atlas: Atlas) -> tuple[Floats, Floats]:
    """The quotients of the earlier year and of this one, where their bounds leave no doubt about which side of 1 they are on."""
    now, before = atlas.employment, atlas.earlier.get(EMPLOYMENT)
    if before is None:
        return np.full(atlas.present.shape, np.nan), _decided(atlas.quotient)
    return _decided(location_quotient(before.aligned(now.regions, now.categories))), _decided(atlas.quotient)


def _decided(quotient: Estimates) -> Floats:
    return np.where(quotient.low >= 1, quotient.low, np.where(quotient.high < 1, quotient.high, np.nan))


def _ellison_glaeser(atlas: Atlas) -> Floats:
    """At the most: of local units only the number is known, and were they not all of one size, the index would be lower."""
    units = atlas.tables.get("establishments")
    if units is None:
        return np.full(len(atlas.employment.categories), np.nan)
    number = units.category_total.estimate
    herfindahl = np.divide(1.0, number, out=np.full(number.shape, np.nan), where=number > 0)
    totals = atlas.employment.region_total.estimate
    return ellison_glaeser(atlas.employment.cells.estimate, totals / totals.sum(), herfindahl)


def _shared(atlas: Atlas, other: Atlas) -> tuple[Booleans, Booleans, list[str]]:
    """Presence in this panel and in another, over the regions that both have."""
    regions = [code for code in atlas.regions if code in other.regions]
    here, there = ([each.regions[code] for code in regions] for each in (atlas, other))
    return atlas.present[here], other.present[there], regions


def _words(answers: Any) -> Any:
    return np.asarray(WORDS)[answers]
