"""Parquet made a stream of Arrow, in a process of its own: what a page decodes to cannot be told before, nor limited from outside."""

import json
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import ipc, parquet

from ebpages.limits import PastLimit, check, check_decoded, confined, in_own_process, limit

ROWS = 1 << 19  # of a batch, fewer where there are many columns
ROWS_OF_TEXTS = 1 << 16  # where texts must be read in full
_VALUES = 1 << 23  # of a batch
_READ_AT_ONCE = 1 << 20  # bytes of a column
_LARGEST_FOOTER = 1 << 20
_DENSE = {"DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"}  # Arrow reads these in full only


@dataclass(frozen=True, slots=True)
class DecodedParquet:
    """The columns of a Parquet file that hold one value in each row; texts as places in their different texts.

    names: of all columns, also of those that hold lists or tables.
    """

    names: tuple[str, ...]
    rows: int
    _folder: "tempfile.TemporaryDirectory[str]" = field(repr=False)

    def open(self) -> Any:
        """A reader of batches."""
        return ipc.open_stream(pyarrow.memory_map(str(Path(self._folder.name, "columns"))))


def decoded(path: Path) -> DecodedParquet:
    """Raises PastLimit, and ValueError for what cannot be read."""
    folder = tempfile.TemporaryDirectory(prefix="ebpages-parquet-")
    columns = Path(folder.name, "columns")
    in_own_process(__name__, str(path), str(columns), size=path.stat().st_size)
    with ipc.open_stream(pyarrow.memory_map(str(columns))) as stream:
        rows, names = (json.loads(stream.schema.metadata[name]) for name in (b"rows", b"names"))
        return DecodedParquet(tuple(names), rows, folder)


def _decode(source: str, target: str) -> None:
    path = Path(source)
    size = path.stat().st_size
    _refuse_large_footer(path, size)
    with parquet.ParquetFile(path, buffer_size=_READ_AT_ONCE, pre_buffer=False) as table:
        footer = table.metadata
        check("rows", footer.num_rows, "it has {amount} rows")
        check("columns", footer.num_columns, "it has {amount} columns")
        flat = {
            column.path
            for column in map(footer.schema.column, range(footer.num_columns))
            if not column.max_repetition_level
        }
        fields = [field for field in table.schema_arrow if field.name in flat]
        said = {"rows": str(footer.num_rows), "names": json.dumps(table.schema_arrow.names)}
        check_decoded(
            sum(footer.row_group(place).total_byte_size for place in range(footer.num_row_groups)), size
        )
        groups = map(footer.row_group, range(footer.num_row_groups))
        dense = {
            column.path_in_schema
            for group in groups
            for column in map(group.column, range(group.num_columns))
            if _DENSE & {*column.encodings}
        }
    if len({field.name for field in fields}) < len(fields):
        ipc.new_stream(target, pyarrow.schema(fields, said)).close()  # who reads it says so
    else:
        _write_columns(path, target, fields, dense, said)


def _write_columns(
    path: Path, to: str, fields: Sequence[Any], dense: Collection[str], said: Mapping[str, str]
) -> None:
    """dense: texts that cannot be read as places. said: by the footer, which is not trusted: what comes is counted."""
    names, size = [field.name for field in fields], path.stat().st_size
    texts = [field.name for field in fields if _is_text(field.type)]
    coded = [name for name in texts if name not in dense]
    at_once = max(1, min(ROWS_OF_TEXTS if len(coded) < len(texts) else ROWS, _VALUES // max(1, len(names))))
    table = parquet.ParquetFile(path, buffer_size=_READ_AT_ONCE, pre_buffer=False, read_dictionary=coded)
    types = {
        name: pyarrow.dictionary(pyarrow.int32(), table.schema_arrow.field(name).type)
        for name in texts
        if name not in coded
    }
    schema = pyarrow.schema(
        [(name, types.get(name, table.schema_arrow.field(name).type)) for name in names], said
    )
    taken = rows = 0
    known: dict[int, Any] = {}
    with table, ipc.new_stream(to, schema) as stream:
        for batch in table.iter_batches(at_once, columns=names, use_threads=False):
            rows += len(batch)
            check("rows", rows, "it has {amount} rows and more")
            columns = [
                column.dictionary_encode() if name in types else column
                for name, column in zip(names, batch.columns, strict=True)
            ]
            for place, column in enumerate(columns):
                taken += column.indices.nbytes if names[place] in texts else column.nbytes
                if names[place] in texts and not (place in known and column.dictionary.equals(known[place])):
                    known[place] = column.dictionary
                    taken += column.dictionary.nbytes
                    _refuse_long_cells(column.dictionary)
            check_decoded(taken, size)
            stream.write_batch(pyarrow.RecordBatch.from_arrays(columns, schema=schema))


def _is_text(kind: Any) -> bool:
    types = pyarrow.types
    tests = (
        types.is_string,
        types.is_large_string,
        types.is_binary,
        types.is_large_binary,
        types.is_dictionary,
    )
    return any(test(kind) for test in tests)


def _refuse_large_footer(path: Path, size: int) -> None:
    """Each of its entries becomes an object that is many times as large."""
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        length = int.from_bytes(file.read(4), "little")
    if _LARGEST_FOOTER < length < size:
        raise PastLimit(
            "columns", f"its footer has {length:,} bytes, which is more than columns and groups of rows need"
        )


def _refuse_long_cells(texts: Any) -> None:
    if texts.nbytes <= limit("cell_characters"):
        return
    from pyarrow import compute  # takes long to import, and few columns have so many texts

    longest = compute.max(compute.binary_length(texts)).as_py() or 0
    check("cell_characters", longest, "a cell has {amount} bytes")


if __name__ == "__main__":
    confined(_decode)
