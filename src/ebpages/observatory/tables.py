"""What people take away from the observatory as tables: figures, claims, data sets and their cells."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from ebpages.faces.language import active_language
from ebpages.observatory.queries.claims import claims
from ebpages.observatory.queries.dataset import Chosen, Labels, every_cell
from ebpages.observatory.queries.statistics import DatasetView, VintageHead, datasets
from ebpages.observatory.shapes import ClaimView, FigureRow, FigureView
from ebpages.observatory.statistics.dataset import Observation
from ebpages.publish.tables import Column, Row, Table
from ebpages.reference.flags import explained

_CLAIM_TEXTS = (
    "id", "text", "printed", "expected", "found", "verdict", "why", "settled_by", "page", "date", "source", "about", "url",
)  # fmt: skip
_READINGS = ("measured", "supposed")
_READING_TEXTS = ("text", "expected", "found", "verdict")
_CLAIM_COLUMNS = (
    *(Column(key, key) for key in _CLAIM_TEXTS),
    *(Column(f"{name}_{key}", f"{name}_{key}") for name in _READINGS for key in _READING_TEXTS),
    Column("behind", "behind", "list"),
)
_DATASET_TEXTS = ("code", "title", "provider", "unit", "vintage", "attribution", "licence", "certainty")
_DATASET_COLUMNS = (
    *(Column(name, name) for name in _DATASET_TEXTS),
    *(Column(name, name, "integer") for name in ("known", "missing", "vintages")),
    Column("fetched_at", "fetched_at", "date"),
)


def figure_table(view: FigureView) -> Table:
    """Every row of a figure with its state, bounds and note; columns of text where the figure has some."""
    return Table(view.id, _figure_columns(view), lambda: (_figure_row(view, row) for row in view.rows))


def _figure_columns(view: FigureView) -> tuple[Column, ...]:
    value = Column("value", view.unit, "number" if view.decimals else "integer")
    counted = (
        value, Column("share", "share of known, %", "number"), Column("low", "at least", "number"),
        Column("high", "at most", "number"), Column("state", "state"), Column("note", "note"),
    )  # fmt: skip
    series = (Column("series_code", "series code"), Column("series", view.series_title))
    return (
        Column("code", "code"),
        Column("label", view.category_title),
        *(series if view.series_title else ()),
        *(Column(f"column_{n}", title) for n, title in enumerate(view.columns, 1)),
        *(() if view.columns else counted),
    )


def _figure_row(view: FigureView, row: FigureRow) -> Row:
    value = int(row.value) if row.value is not None and not view.decimals else row.value
    return {
        "code": row.code,
        "label": row.label,
        "series_code": row.series_code,
        "series": row.series,
        "value": value,
        "share": round(row.share, 2) if row.share is not None else None,
        "low": row.low,
        "high": row.high,
        "state": row.state,
        "note": row.note,
        **{f"column_{n}": cell for n, cell in enumerate(row.cells, 1)},
    }


def claims_table(on: date, *, file: Path | None = None, verdicts: Collection[str] = ()) -> Table:
    """Every claim with what recomputation says. verdicts: only these, all where it is empty. Raises BrokenDeclaration."""
    shown = [claim for claim in claims(on, file=file) if not verdicts or claim.verdict in verdicts]
    return Table("claims", _CLAIM_COLUMNS, lambda: map(_claim_row, shown))


def _claim_row(claim: ClaimView) -> Row:
    readings = {name: getattr(claim, name) for name in _READINGS}
    return {
        **{key: getattr(claim, key) for key in _CLAIM_TEXTS},
        **{
            f"{name}_{key}": getattr(read, key, "")
            for name, read in readings.items()
            for key in _READING_TEXTS
        },
        "behind": list(_places(claim)),
    }


def _places(claim: ClaimView) -> Iterator[str]:
    """The records behind a claim as "bsmepa:26", lists and data sets by their names."""
    for item in claim.behind:
        yield from [f"{e.source}:{e.number or e.row}" for e in item.evidence] or [item.name]


def datasets_table() -> Table:
    """Every data set with its newest vintage."""
    return Table("data sets", _DATASET_COLUMNS, lambda: map(_dataset_row, datasets()))


def _dataset_row(each: DatasetView) -> Row:
    row = {column.key: getattr(each, column.key) for column in _DATASET_COLUMNS}
    return {**row, "fetched_at": each.fetched_at.date() if each.fetched_at else None}


def cells_table(head: VintageHead, labels: Labels, chosen: Chosen) -> Table:
    """The cells of a vintage with the chosen codes: codes and texts, value, flags and what they mean."""
    columns = (
        *(Column(key, key) for name in labels for key in (name, f"{name}_label")),
        Column("value", "value", "number"), Column("flags", "flags"), Column("note", "note"),
        Column("vintage", "vintage"),
    )  # fmt: skip
    return Table(
        f"{head.code} {head.vintage[:10]}",
        columns,
        lambda: (_cell_row(head, labels, cell) for cell in every_cell(head, labels, chosen)),
    )


def _cell_row(head: VintageHead, labels: Labels, cell: Observation) -> Row:
    language = active_language()
    codes = dict(zip(labels, cell.key, strict=True))
    texts = {f"{name}_label": labels[name][code].name(language) or code for name, code in codes.items()}
    return {
        **codes,
        **texts,
        "value": cell.value,
        "flags": cell.flags if cell.value is not None else f":{cell.flags}",
        "note": ", ".join(explained(cell.flags, language, missing=cell.value is None)),
        "vintage": head.vintage,
    }
