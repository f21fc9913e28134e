"""What the pages of cluster mapping give as tables to take away."""

from collections.abc import Iterable, Sequence

from ebpages.mapping.shapes import CellView, RegionsCompared, RulesCompared
from ebpages.publish.tables import Column, Row, Table

_CELLS = (
    Column("region", "region"), Column("region_name", "region name"), Column("industry", "industry"),
    Column("industry_name", "industry name"), Column("year", "year", "integer"), Column("rule_set", "rule set"),
    Column("state", "state"), Column("employment", "employment", "number"), Column("employment_low", "at least", "number"),
    Column("employment_high", "at most", "number"), Column("lq", "location quotient", "number"), Column("lq_low", "LQ at least", "number"),
    Column("lq_high", "LQ at most", "number"), Column("share_of_region", "share of region, %", "number"),
    Column("share_of_industry", "share of industry, %", "number"), Column("growth", "growth a year, %", "number"),
    Column("answer", "answer"), Column("answer_at_estimate", "answer at estimate"),
    Column("stars_low", "stars, certain", "integer"), Column("stars_high", "stars, possible", "integer"),
)  # fmt: skip


def cells_table(name: str, cells: Sequence[CellView], year: int, rule_set: str) -> Table:
    """Cells with their bounds and what a rule set says of them; an empty bound limits nothing."""
    return Table(name, _CELLS, lambda: (_row(cell, year, rule_set) for cell in cells))


def comparison_table(view: RegionsCompared) -> Table:
    cells = [cell for line in view.industries for cell in line]
    return cells_table(f"{view.shown.panel}-regions", cells, view.shown.year, view.shown.rules.id)


def disagreements_table(view: RulesCompared) -> Table:
    """Every cell where two rule sets contradict one another, a column for each rule set."""
    names = view.compared
    columns = (
        *(Column(key, key) for key in ("region", "region_name", "industry", "industry_name")),
        *(Column(n, n) for n in names),
    )

    def rows() -> Iterable[Row]:
        for each in view.disagreements:
            place = {
                key: getattr(each, key) for key in ("region", "region_name", "industry", "industry_name")
            }
            yield place | dict(zip(names, each.answers, strict=True))

    return Table(f"{view.shown.panel}-rule-sets", columns, rows)


def _row(cell: CellView, year: int, rule_set: str) -> Row:
    return {
        "region": cell.region,
        "region_name": cell.region_name,
        "industry": cell.industry,
        "industry_name": cell.industry_name,
        "year": year,
        "rule_set": rule_set,
        "state": cell.state,
        "employment": cell.employment.value,
        "employment_low": cell.employment.low,
        "employment_high": cell.employment.high,
        "lq": cell.quotient.value,
        "lq_low": cell.quotient.low,
        "lq_high": cell.quotient.high,
        "share_of_region": cell.share_of_region,
        "share_of_industry": cell.share_of_industry,
        "growth": cell.growth,
        "answer": cell.answer.code,
        "answer_at_estimate": cell.answer.at_estimate,
        "stars_low": cell.stars.low if cell.stars else None,
        "stars_high": cell.stars.high if cell.stars else None,
    }
