"""A figure's data as a table to take away."""

from ebpages.observatory.shapes import FigureView
from ebpages.publish.tables import Column, Row, Table


def figure_table(view: FigureView) -> Table:
    """Every row of a figure with its state, bounds and note; columns of text where the figure has some."""
    return Table(view.id, _columns(view), lambda: (_row(view, number) for number in range(len(view.rows))))


def _columns(view: FigureView) -> tuple[Column, ...]:
    value = "integer" if not view.decimals else "number"
    counted = (
        Column("value", view.unit, value),  # type: ignore[arg-type]
        Column("share", "share of known, %", "number"),
        Column("low", "at least", "number"),
        Column("high", "at most", "number"),
        Column("state", "state"),
        Column("note", "note"),
    )
    return (
        Column("code", "code"),
        Column("label", view.category_title),
        *(
            (Column("series_code", "series code"), Column("series", view.series_title))
            if view.series_title
            else ()
        ),
        *(Column(f"column_{n}", title) for n, title in enumerate(view.columns, 1)),
        *(() if view.columns else counted),
    )


def _row(view: FigureView, number: int) -> Row:
    row = view.rows[number]
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
