"""Results written to a CSV or Parquet file as they come; the file is there when it is whole."""

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pyarrow
from pyarrow import compute, csv, parquet

from ebpages.publish.tables import FORMULA_STARTS
from ebpages.publish.whole_file import whole_file

FORMATS = ("csv", "parquet")
_FORMULA = f"^([{re.escape(''.join(FORMULA_STARTS))}])"


class CannotWrite(ValueError):
    """A file that results cannot be written to; says why and how to mend it."""


def file_format(output: Path) -> str:
    """What the ending of a file says. Raises CannotWrite."""
    ending = output.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise CannotWrite(f"{output.name}: the ending must say the format, .csv or .parquet")
    if output.is_dir():
        raise CannotWrite(f"{output}: is a folder. Name a file in it, such as {output / 'result.csv'}")
    if not output.absolute().parent.is_dir():
        raise CannotWrite(f"{output}: there is no folder {output.absolute().parent}. Make it first")
    return ending


def write_results(tables: Iterable[pyarrow.Table], output: Path) -> int:
    """Write tables of the same columns one after the other, as they come; gives the number of rows.

    The file is there when it is whole: an error, or Ctrl-C, leaves what was there before. A CSV file is in UTF-8, and a code that
    a spreadsheet would run as a formula gets an apostrophe in front. Raises CannotWrite and whatever giving the tables raises.
    """
    ending, rows = file_format(output), 0
    remaining = iter(tables)
    first = next(remaining, None)
    if first is None:
        raise CannotWrite(f"{output}: there are no results to write")
    with whole_file(output) as draft, _writer(draft, first.schema, ending) as file:
        for table in chain([first], remaining):
            file.write_table(_harmless(table) if ending == "csv" else table)
            rows += table.num_rows
    return rows


def _harmless(table: pyarrow.Table) -> pyarrow.Table:
    """Texts that a spreadsheet would run, as texts."""
    columns = [_without_formulas(column.combine_chunks()) for column in table.columns]
    return pyarrow.table(columns, names=table.column_names)


def _without_formulas(array: pyarrow.Array) -> pyarrow.Array:
    if pyarrow.types.is_dictionary(array.type):
        return pyarrow.DictionaryArray.from_arrays(array.indices, _without_formulas(array.dictionary))
    is_text = pyarrow.types.is_string(array.type)
    return compute.replace_substring_regex(array, _FORMULA, r"'\1") if is_text else array


def _writer(draft: Path, schema: pyarrow.Schema, ending: str) -> "parquet.ParquetWriter | csv.CSVWriter":
    if ending == "parquet":
        return parquet.ParquetWriter(draft, schema, compression="zstd")
    return csv.CSVWriter(draft, schema, write_options=csv.WriteOptions(quoting_header="none"))
