"""The tables of cluster mapping that commands print."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from ebpages.mapping.category_schemes import category_schemes
from ebpages.mapping.grid import State
from ebpages.mapping.panels.findings import cell_name, label, remedy, say
from ebpages.mapping.panels.panel import Panel
from ebpages.mapping.panels.store import panels
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.comparison import Comparison
from ebpages.publish.tables import Column, Kind, Row, Table


def panels_table(folder: Path, language: str) -> Table:
    """folder: of the panels that were loaded."""
    columns = _columns(
        "name", "title", "source", "vintage", "licence", "certainty", "loaded_at",
        integer=("first_year", "last_year", "regions", "industries"), list=("measures",), boolean=("shipped",),
    )  # fmt: skip

    def rows() -> Iterator[Row]:
        for head in panels(folder, language):
            yield {
                **asdict(head),
                "first_year": head.years[0], "last_year": head.years[-1],
                "regions": len(head.regions), "industries": len(head.industries), "measures": list(head.measures),
            }  # fmt: skip

    return Table("panels", columns, rows)


def years_table(panel: Panel) -> Table:
    """A row for each measure and year: its cells by their state, margins not counted."""
    states = tuple(state.word for state in State)

    def rows() -> Iterator[Row]:
        for measure in panel.head.measures:
            for year in panel.head.years:
                if grid := panel.grid(measure, year):
                    counts = np.bincount(grid.cell_states.ravel(), minlength=len(states)).tolist()
                    cells: dict[str, int] = dict(zip(states, counts, strict=True))
                    yield {
                        "measure": measure, "year": year, "regions": grid.regions.leaves,
                        "industries": grid.industries.leaves, "total": grid.cell_states.size, **cells,
                    }  # fmt: skip

    return Table(
        "years", _columns("measure", integer=("year", "regions", "industries", *states, "total")), rows
    )


def findings_table(panel: Panel, language: str) -> Table:
    columns = _columns(
        "severity", "kind", "label", "cell", "sentence", "remedy", "region", "industry", "measure",
        integer=("year", "row"),
    )  # fmt: skip

    def rows() -> Iterator[Row]:
        for finding in panel.findings:
            yield {
                "severity": finding.severity, "kind": finding.kind, "label": label(finding.kind, language),
                "cell": cell_name(finding, language), "sentence": say(finding, language),
                "remedy": remedy(finding, language), "region": finding.region, "industry": finding.industry,
                "measure": finding.measure, "year": finding.year, "row": finding.row or None,
            }  # fmt: skip

    return Table("findings", columns, rows)


def rules_table(language: str) -> Table:
    columns = _columns(
        "id", "version", "certainty", "title", "source", "valid_from", "valid_to", list=("tests", "measures")
    )

    def rows() -> Iterator[Row]:
        for each in rule_sets().values():
            yield {
                "id": each.id, "version": each.version, "certainty": each.certainty, "title": each.title.name(language),
                "source": each.source.name(language), "valid_from": each.valid_from, "valid_to": each.valid_to,
                "tests": [test.id for test in each.tests], "measures": list(each.measures),
            }  # fmt: skip

    return Table("rule sets", columns, rows)


def categories_table(language: str) -> Table:
    columns = _columns("id", "version", "certainty", "title", "source", integer=("categories",))

    def rows() -> Iterator[Row]:
        for each in category_schemes().values():
            yield {
                "id": each.id, "version": each.version, "certainty": each.certainty, "title": each.title.name(language),
                "source": each.source.name(language), "categories": len(each.categories),
            }  # fmt: skip

    return Table("schemes", columns, rows)


def tallies_table(comparison: Comparison) -> Table:
    columns = _columns("rule_set", integer=("yes", "no", "cannot_be_told"))
    return Table("rule sets", columns, lambda: map(asdict, comparison.tallies))


def pairs_table(comparison: Comparison) -> Table:
    columns = _columns("first", "second", integer=("both", "only_first", "only_second", "neither", "open"))
    return Table("pairs of rule sets", columns, lambda: map(asdict, comparison.pairs))


def _columns(*texts: str, **others: tuple[str, ...]) -> tuple[Column, ...]:
    """Texts first, then those of other kinds."""
    kinds: dict[str, Kind] = {name: kind for kind, names in others.items() for name in names}  # type: ignore[misc]
    return (
        *(Column(name, name) for name in texts),
        *(Column(name, name, kind) for name, kind in kinds.items()),
    )
