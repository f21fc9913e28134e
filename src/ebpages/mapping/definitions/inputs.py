"""What a search for definitions works on: who is where, and how industries are linked, of one year of a panel."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ebpages.mapping.arrays import Booleans, Floats
from ebpages.mapping.definitions.linkages import Linkage, read_flows, read_occupations
from ebpages.mapping.panels.panel import PanelFinding
from ebpages.mapping.suppression.grid_bounds import GridBounds

KNOWN = 0.5  # the share of regions that an industry must be known in
FEWEST = 6  # industries
_NAMES = {"employment": "LC-Emp", "establishments": "LC-Est"}


class TooLittle(ValueError):
    """There is not enough to look for clusters in."""


@dataclass(frozen=True, slots=True, eq=False)
class SearchInputs:
    """regions, industries: codes in their order, so that the order of a panel changes nothing.

    counted: LC-Emp and, where there are establishments, LC-Est: persons or local units, shape (regions, industries), NaN where
    neither published nor estimated. fixed: IO and Occ as they are given, shape (industries, industries).
    """

    panel: str
    vintage: str
    year: int
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    counted: Mapping[str, Floats]
    fixed: Mapping[str, Floats]
    findings: tuple[PanelFinding, ...] = ()


def search_inputs(
    employment: GridBounds,
    establishments: GridBounds | None = None,
    *,
    flows: Path | None = None,
    occupations: Path | None = None,
    panel: str = "",
    vintage: str = "",
) -> SearchInputs:
    """The cells of the measures, with the estimates of those that are not published, and the linkages of files.

    Only regions and industries that every measure has count; of these an industry is left out that is known, published or estimated,
    in less than half of the regions under any measure, and a region in which nothing is known. Findings name what was left out.
    Raises TooLittle, and UnreadablePanel or BrokenDeclaration for a file.
    """
    given = {"employment": employment} | ({"establishments": establishments} if establishments else {})
    regions = _shared([bounded.grid.regions.leaf_codes for bounded in given.values()])
    industries = _shared([bounded.grid.industries.leaf_codes for bounded in given.values()])
    cells = {_NAMES[name]: _cells(bounded, regions, industries) for name, bounded in given.items()}
    linkages = _linkages(employment, industries, flows, occupations)
    told = np.any([np.isfinite(values).any(axis=1) for values in cells.values()], axis=0)
    known = np.min([_known(values[told]) for values in cells.values()], axis=0)
    kept = known >= KNOWN
    if kept.sum() < FEWEST or told.sum() < 3:
        raise TooLittle(
            f"{panel} {employment.grid.year}: {kept.sum()} industries in {told.sum()} regions are known well enough; "
            f"a search needs {FEWEST} industries in 3 regions. Load a panel with more cells, or with margins to estimate them by"
        )
    findings = (
        *_not_in_all(given, industries),
        *_left_out(industries, known, kept, employment.grid.year),
        *(finding for linkage in linkages.values() for finding in linkage.findings),
    )
    return SearchInputs(
        panel,
        vintage,
        employment.grid.year,
        _picked(regions, told),
        _picked(industries, kept),
        {name: np.ascontiguousarray(values[np.ix_(told, kept)]) for name, values in cells.items()},
        {name: linkage.similarity[np.ix_(kept, kept)] for name, linkage in linkages.items()},
        findings,
    )


def _shared(codes: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set(codes[0]).intersection(*codes[1:])))


def _cells(bounded: GridBounds, regions: tuple[str, ...], industries: tuple[str, ...]) -> Floats:
    grid = bounded.grid
    rows, columns = (
        [grid.regions.place[code] for code in regions],
        [grid.industries.place[code] for code in industries],
    )
    return bounded.estimate[np.ix_(rows, columns)]


def _known(values: Floats) -> Floats:
    """In what share of the regions each industry is known; 0 where there are no regions."""
    share: Floats = np.isfinite(values).sum(axis=0) / max(len(values), 1)
    return share


def _linkages(
    employment: GridBounds, industries: tuple[str, ...], flows: Path | None, occupations: Path | None
) -> dict[str, Linkage]:
    parents = employment.grid.industries.codes[employment.grid.industries.leaves :]
    found = {}
    if flows:
        found["IO"] = read_flows(flows, industries, parents)
    if occupations:
        found["Occ"] = read_occupations(occupations, industries, parents)
    return found


def _picked(codes: tuple[str, ...], which: Booleans) -> tuple[str, ...]:
    return tuple(code for code, kept in zip(codes, which, strict=True) if kept)


def _not_in_all(given: Mapping[str, GridBounds], shared: tuple[str, ...]) -> Iterator[PanelFinding]:
    for name, bounded in given.items():
        for code in sorted(set(bounded.grid.industries.leaf_codes).difference(shared)):
            yield PanelFinding(
                "definition_without_measure", "warning", industry=code, year=bounded.grid.year, measure=name
            )


def _left_out(
    industries: tuple[str, ...], known: Floats, kept: Booleans, year: int
) -> Iterator[PanelFinding]:
    for place in np.flatnonzero(~kept):
        yield PanelFinding(
            "definition_industry_left_out",
            "warning",
            industry=industries[place],
            year=year,
            values={"known": f"{known[place]:.0%}", "needed": f"{KNOWN:.0%}"},
        )
