"""A figure's rows as a table for readers: one line a category, one column a series."""

from collections.abc import Callable
from dataclasses import dataclass

from ebpages.declared.interval import Interval
from ebpages.observatory.shapes import FigureRow, FigureView

Write = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class IntervalOnLine(Interval):
    """A value between its bounds, as drawn on a line from 0 to top."""

    value: float
    top: float


@dataclass(frozen=True, slots=True)
class DataCell:
    """text: the value as written, empty where it is not known. url: the records behind it. interval: what a picture of it shows."""

    text: str
    note: str = ""
    url: str = ""
    interval: IntervalOnLine | None = None


@dataclass(frozen=True, slots=True)
class DataLine:
    label: str
    state: str
    cells: tuple[DataCell, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class DataTable:
    """heads: of the columns behind the first. numeric: whether their cells are numbers."""

    first_head: str
    heads: tuple[str, ...]
    lines: tuple[DataLine, ...]
    numeric: bool = True


def data_table(
    view: FigureView, write: Write, percent: Write, share_head: str, bounds_head: str
) -> DataTable:
    """write: how a value is written in the reader's language; percent: how a share is."""
    if view.columns:
        lines = tuple(
            DataLine(row.label, row.state, tuple(DataCell(text) for text in row.cells), row.url)
            for row in view.rows
        )
        return DataTable(view.category_title, view.columns, lines, numeric=False)
    if view.series_title:
        return _by_series(view, write)
    shares = any(row.share is not None for row in view.rows)
    bounds = any(row.low is not None for row in view.rows)
    heads = (view.unit, *((share_head,) if shares else ()), *((bounds_head,) if bounds else ()))
    top = max((row.high or row.value or 0 for row in view.rows), default=0) if bounds else 0
    lines = tuple(_line(row, write, percent, shares=shares, top=top) for row in view.rows)
    return DataTable(view.category_title, heads, lines)


def _line(row: FigureRow, write: Write, percent: Write, *, shares: bool, top: float) -> DataLine:
    """top: the largest bound of all lines, 0 where no line has bounds."""
    cells = [_cell(row, write)]
    if shares:
        cells.append(DataCell(percent(row.share) if row.share is not None else ""))
    if top:
        cells.append(_bounds(row, write, top))
    return DataLine(row.label, row.state, tuple(cells))


def _bounds(row: FigureRow, write: Write, top: float) -> DataCell:
    if row.low is None or row.high is None:
        return DataCell("")
    interval = IntervalOnLine(row.low, row.high, row.value or 0, top)
    return DataCell(f"{write(row.low)}–{write(row.high)}", interval=interval)


def _cell(row: FigureRow, write: Write) -> DataCell:
    return DataCell(write(row.value) if row.value is not None else "", row.note, row.url)


def _by_series(view: FigureView, write: Write) -> DataTable:
    """Categories down, series across; a pair that the data do not have stays empty."""
    series = dict.fromkeys(row.series for row in view.rows)
    categories = dict.fromkeys(row.label for row in view.rows)
    by_place = {(row.label, row.series): row for row in view.rows}
    lines = tuple(
        DataLine(
            label,
            "known",
            tuple(
                _cell(by_place[label, name], write) if (label, name) in by_place else DataCell("")
                for name in series
            ),
        )
        for label in categories
    )
    return DataTable(view.category_title, tuple(series), lines)
