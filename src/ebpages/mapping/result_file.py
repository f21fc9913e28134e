"""Results written to a CSV or Parquet file as they come; the file is there when it is whole."""

import json
import re
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import compute, csv, parquet

from ebpages.publish.tables import FORMULA_STARTS
from ebpages.publish.whole_file import whole_file

FORMATS = ("csv", "parquet")
GEOJSON = "geojson"
Outline = Callable[[str], dict[str, Any] | None]  # the geometry of a region, by its code
_FORMULA = f"^([{re.escape(''.join(FORMULA_STARTS))}])"


class CannotWrite(ValueError):
    """A file that results cannot be written to; says why and how to mend it."""


def file_format(output: Path, formats: tuple[str, ...] = FORMATS) -> str:
    """What the ending of a file says. Raises CannotWrite."""
    ending = output.suffix.removeprefix(".").lower()
    if ending not in formats:
        *most, last = (f".{each}" for each in formats)
        raise CannotWrite(f"{output.name}: the ending must say the format, {', '.join(most)} or {last}")
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


def write_features(tables: Iterable[pyarrow.Table], output: Path, outline: Outline) -> tuple[int, list[str]]:
    """The rows as features of GeoJSON, each with the outline of its `region`; gives their number and the regions without an outline.

    Raises CannotWrite for tables without regions.
    """
    rows = [row for table in tables for row in table.to_pylist()]
    if not rows or "region" not in rows[0]:
        raise CannotWrite(
            f"{output.name}: these rows have no region, so there is nothing to draw. Write .csv or .parquet"
        )
    features = [{"type": "Feature", "geometry": outline(row["region"]), "properties": row} for row in rows]
    with whole_file(output) as draft:
        draft.write_text(
            json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False),
            encoding="utf-8",
        )
    missing = (each["properties"]["region"] for each in features if each["geometry"] is None)
    return len(rows), list(dict.fromkeys(missing))


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
