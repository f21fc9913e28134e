"""A list that somebody imported: its own cells as they were, with the number of each row in the file it came from and a key that the
next edition has too. A cell that cannot be read is noticed, and its row is kept."""

import csv
import io
from collections.abc import Mapping, Sequence

from ebpages.sources.cells import KINDS, is_unknown, notices_of
from ebpages.sources.layouts.table import missing_name, refuse
from ebpages.sources.layouts.whole_list import completeness, fields_of_every_row, keys
from ebpages.sources.record import Field, Locator, Reading, Record, Step, UnreadableCell, step
from ebpages.sources.source import Source

LAYOUT = "imported"
ROW, KEY = "row in the file", "key of the row"  # the first two columns of list.csv


def read_imported(raw: str, source: Source) -> Reading:
    """Read the list.csv that an import wrote."""
    rows = csv.reader(io.StringIO(raw, newline=""), strict=True)
    header = next(rows, [])
    if header[:2] != [ROW, KEY] or any(
        column.header not in header for column in source.columns if column.header
    ):
        problem = "this is not the list that its source.yaml describes"
        refuse(source, 1, problem, "Import the list again; its original stands beside it")
    places = {column.property: header.index(column.header) for column in source.columns}
    try:
        cut = [cells for cells in rows if cells]
    except csv.Error as error:
        refuse(
            source,
            rows.line_num,
            f"this is no row of a list ({error})",
            "Import the list again; its original stands beside it",
        )
    numbers = [cells[places["number"]].strip() if "number" in places else "" for cells in cut]
    records = [
        _record(cells, key, number, places, source)
        for cells, number, key in zip(cut, numbers, keys(cells[1] for cells in cut), strict=True)
    ]
    counted = [number for number in numbers if number.isascii() and number.isdecimal()]
    told = completeness(source, counted, len(records))
    # A number that is passed over was left out on purpose, unless the publication says how many rows it has.
    return Reading(
        tuple(records), tuple(each for each in told if source.declared_totals or each.code != "rows_lost")
    )


def read_row(
    cells: Sequence[str], places: Mapping[str, int], source: Source
) -> tuple[list[Field], list[Step]]:
    """The values of a row, and what is noticed of it; a cell that only says that nothing is known gives none.

    places: of each property's column among the cells.
    """
    fields: list[Field] = []
    notices: list[Step] = []
    for column in source.columns:
        kind, cell = KINDS[column.cell], cells[places[column.property]]
        if not (kind.read and cell.strip()) or is_unknown(cell, column):
            continue
        try:
            read = [*kind.read(tuple(cell.splitlines()), column, source)]
        except UnreadableCell as error:
            notices.append(
                step(
                    "cell_unreadable",
                    column=column.header,
                    text=cell,
                    problem=error.problem,
                    remedy=error.remedy,
                )
            )
            continue
        fields += read
        notices += (notice for field in read for notice in notices_of(field))
    return fields, notices


def _record(cells: list[str], key: str, number: str, places: Mapping[str, int], source: Source) -> Record:
    fields, notices = read_row(cells, places, source)
    row = int(cells[0])
    own = (*fields, *fields_of_every_row(source))
    text = "\t".join(" ".join(cell.splitlines()) for cell in cells[2:])
    locator = Locator(row, row, row, None)
    return Record(source.slug, key, number[:20], locator, text, own, (*notices, *missing_name(own)))
