"""The tables of cluster mapping: those that pages give to take away, then those that commands print."""

from collections.abc import Iterable, Iterator, Sequence
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
from ebpages.mapping.shapes import CellView, RegionsCompared, RulesCompared
from ebpages.publish.tables import Column, Kind, Row, Table

_PLACE = ("region", "region_name", "industry", "industry_name")
_CELL_COLUMNS = (
    Column("region", "region"), Column("region_name", "region name"), Column("industry", "industry"),
    Column("industry_name", "industry name"), Column("year", "year", "integer"), Column("rule_set", "rule set"),
    Column("state", "state"), Column("employment", "employment", "number"), Column("employment_low", "at least", "number"),
    Column("employment_high", "at most", "number"), Column("lq", "location quotient", "number"), Column("lq_low", "LQ at least", "number"),
    Column("lq_high", "LQ at most", "number"), Column("firm", "LQ firm", "boolean"),
    Column("share_of_region", "share of region, %", "number"), Column("share_of_region_low", "share of region at least, %", "number"),
    Column("share_of_region_high", "share of region at most, %", "number"), Column("share_of_industry", "share of industry, %", "number"),
    Column("share_of_industry_low", "share of industry at least, %", "number"),
    Column("share_of_industry_high", "share of industry at most, %", "number"), Column("growth", "growth a year, %", "number"),
    Column("answer", "answer"), Column("answer_at_estimate", "answer at estimate"),
    Column("stars_low", "stars, certain", "integer"), Column("stars_high", "stars, possible", "integer"),
)  # fmt: skip


def cells_table(name: str, cells: Sequence[CellView], year: int, rule_set: str) -> Table:
    """Cells with their bounds and what a rule set says of them; an empty bound limits nothing."""
    return Table(name, _CELL_COLUMNS, lambda: (_cell_row(cell, year, rule_set) for cell in cells))


def comparison_table(view: RegionsCompared) -> Table:
    cells = [cell for line in view.industries for cell in line]
    return cells_table(f"{view.shown.panel}-regions", cells, view.shown.year, view.shown.rules.id)


def disagreements_table(view: RulesCompared) -> Table:
    """Every cell where two rule sets contradict one another, a column for each rule set."""
    names = view.compared
    columns = tuple(Column(name, name) for name in (*_PLACE, *names))

    def rows() -> Iterable[Row]:
        for each in view.disagreements:
            place = {key: getattr(each, key) for key in _PLACE}
            yield place | dict(zip(names, each.answers, strict=True))

    return Table(f"{view.shown.panel}-rule-sets", columns, rows)


def _cell_row(cell: CellView, year: int, rule_set: str) -> Row:
    return {
        **{key: getattr(cell, key) for key in (*_PLACE, "state", "firm", "growth")},
        "year": year, "rule_set": rule_set,
        "employment": cell.employment.value, "employment_low": cell.employment.low, "employment_high": cell.employment.high,
        "lq": cell.quotient.value, "lq_low": cell.quotient.low, "lq_high": cell.quotient.high,
        **{
            f"{name}{end}": getattr(getattr(cell, name), field)
            for name in ("share_of_region", "share_of_industry")
            for end, field in (("", "value"), ("_low", "low"), ("_high", "high"))
        },
        "answer": cell.answer.code, "answer_at_estimate": cell.answer.at_estimate,
        "stars_low": cell.stars.low if cell.stars else None, "stars_high": cell.stars.high if cell.stars else None,
    }  # fmt: skip


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
