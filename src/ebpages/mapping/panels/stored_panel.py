"""A panel as it is kept: written as Parquet and JSON, read back by DuckDB, one measure and year at a time."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow
from pyarrow import parquet
from pydantic import TypeAdapter

from ebpages.mapping.arrays import Booleans, Integers
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.cells import Cells, ReadPanel, grid_of
from ebpages.mapping.panels.observations import MeasureYear
from ebpages.mapping.panels.panel import DamagedPanel, PanelFinding, PanelHead, ReplacedPanel, UnknownPanel
from ebpages.mapping.panels.panel_files import CELLS, FINDINGS, FORMAT, HEAD, TREES, name_of
from ebpages.publish.checksums import SUMS, DamagedFile, check_file, read_sums, write_sums

_OF_A_YEAR = "SELECT region, industry, value, state, flag FROM read_parquet($file) WHERE measure = $measure AND year = $year"
GRIDS_KEPT = 4
_HEAD = TypeAdapter(PanelHead)
# What reading files raises that are not there, cut short, or not what was written.
_DAMAGE = (
    DamagedFile, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, pyarrow.ArrowException, duckdb.Error,
)  # fmt: skip
_TEXT = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
SCHEMA = pyarrow.schema(
    [
        ("region", _TEXT), ("industry", _TEXT), ("year", pyarrow.int16()), ("measure", _TEXT),
        ("value", pyarrow.float64()), ("state", _TEXT), ("flag", _TEXT), ("level", _TEXT),
    ]
)  # fmt: skip
LEVELS = ("cell", "margin")
_STATES = (*(state.word for state in State), "unusable")  # by their numbers; the last is UNUSABLE
_FINDINGS = pyarrow.schema(
    [
        ("kind", _TEXT), ("severity", _TEXT), ("region", pyarrow.string()), ("industry", pyarrow.string()),
        ("year", pyarrow.int16()), ("measure", _TEXT), ("values", pyarrow.string()), ("row", pyarrow.int64()),
    ]
)  # fmt: skip


def write_panel(panel: ReadPanel, draft: Path) -> None:
    """Columns of cells.parquet: region, industry, year, measure, value (null where none is given), state (missing, suppressed, zero,
    value, unusable), flag, level (cell, margin); sorted, a row group for each measure and year, so that one can be read alone."""
    with parquet.ParquetWriter(draft / CELLS, SCHEMA, compression="zstd") as file:
        for key, cells in panel.cells_by_year():
            table = _table(key, cells, panel.regions, panel.industries)
            file.write_table(table, row_group_size=max(1, len(table)))
    parquet.write_table(_finding_table(panel.findings), draft / FINDINGS, compression="zstd")
    _write(draft / TREES, {"regions": panel.regions.as_data(), "industries": panel.industries.as_data()})
    # A reader of an earlier version passes over `checksums`; a later one misses the list where it was lost.
    _write(draft / HEAD, {"format": FORMAT, "checksums": SUMS, **asdict(panel.head)})
    write_sums(draft, (CELLS, FINDINGS, TREES, HEAD))


class StoredPanel:
    """Implements Panel. The last few grids are kept.

    Each file is held against its checksum whenever it is read, just before: that costs a thousandth of the reading, and nothing is
    trusted because it was whole earlier. Panels that were loaded before there were checksums have none.

    Raises UnknownPanel for a folder of another format; DamagedPanel and ReplacedPanel, here and from all that reads, where a file is
    not as it was written, and where the panel was loaded anew, or removed, since it was opened.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened = self._stamp()
        with self._whole():
            self.head = read_head(folder)
            self._sums = read_sums(folder / SUMS) if (folder / SUMS).exists() else None
            self._check(HEAD)
            trees = json.loads(self._check(TREES).read_text(encoding="utf-8"))
            self.regions, self.industries = (
                Axis.from_data(trees[side]) for side in ("regions", "industries")
            )
            for file in (CELLS, FINDINGS):
                parquet.read_metadata(folder / file)
        self._grid = lru_cache(maxsize=GRIDS_KEPT)(self._read)

    def grid(self, measure: str, year: int) -> Grid | None:
        with self._whole():
            return self._grid(measure, year)

    def check(self) -> None:
        """Hold every file against its checksum. Raises DamagedPanel, ReplacedPanel."""
        with self._whole():
            for name in (HEAD, TREES, FINDINGS, CELLS):
                self._check(name)

    @property
    def has_checksums(self) -> bool:
        return self._sums is not None

    @cached_property
    def findings(self) -> tuple[PanelFinding, ...]:
        with self._whole():
            rows = parquet.read_table(self._check(FINDINGS)).to_pylist()
            return tuple(PanelFinding(**{**row, "values": json.loads(row["values"])}) for row in rows)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is read within is of the panel that was opened, or an error says why it is not."""
        damage: Exception | None = None
        try:
            yield
        except _DAMAGE as error:
            damage = error
        if self._stamp() != self._opened or not self.folder.is_dir():  # or it is between its two names
            raise ReplacedPanel(
                f"The panel {name_of(self.folder)!r} was loaded anew or removed meanwhile: open it again."
            ) from None
        if damage:
            raise DamagedPanel(
                f"The panel {name_of(self.folder)!r} cannot be read, its files are damaged ({_in_one_line(damage)}). "
                "Load it again, restore it from a backup, or take it away: `ebpages mapping remove`."
            ) from None

    def _check(self, name: str) -> Path:
        """The place of a file, once it was held against its checksum."""
        if self._sums is not None:
            check_file(self.folder / name, self._sums.get(name, ""))
        return self.folder / name

    def _read(self, measure: str, year: int) -> Grid | None:
        if measure not in self.head.measures or year not in self.head.years:
            return None
        parameters = {"file": str(self._check(CELLS)), "measure": measure, "year": year}
        with duckdb.connect() as connection:
            rows: pyarrow.Table = connection.sql(_OF_A_YEAR, params=parameters).to_arrow_table()
        flags, flag = _coded(rows["flag"])
        states, state = _coded(rows["state"])
        cells = Cells(
            region=_places(rows["region"], self.regions), industry=_places(rows["industry"], self.industries),
            value=np.array(rows["value"].fill_null(np.nan).to_numpy()),
            state=np.array([_STATES.index(word) for word in states], dtype=np.uint8)[state],
            flag=flag, flags=flags,
        )  # fmt: skip
        grid = grid_of(measure, year, self.regions, self.industries, cells)
        return grid and self.head.figures.of(grid)

    def _stamp(self) -> tuple[int, int] | None:
        """What tells one file of cells from the next that stands in its place."""
        try:
            file = (self.folder / CELLS).stat()
        except FileNotFoundError:
            return None
        return file.st_ino, file.st_mtime_ns


def read_head(folder: Path) -> PanelHead:
    """The head, under the name that the folder has. Raises UnknownPanel for a folder of another format, ValueError or DamagedFile
    for a damaged one."""
    data: dict[str, Any] = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    if (kept_in := data.pop("format", None)) != FORMAT:
        raise UnknownPanel(
            f"The panel {name_of(folder)!r} is kept in format {kept_in}, and this version reads {FORMAT}. Load its files again."
        )
    if data.pop("checksums", None) and not (folder / SUMS).exists():
        raise DamagedFile(f"{folder / SUMS} is missing")
    head = _HEAD.validate_python(data)
    if not (head.measures and head.years):
        raise ValueError(f"{HEAD} names no measures or no years")
    return replace(head, name=name_of(folder))


def _in_one_line(damage: Exception) -> str:
    return " ".join(str(damage).split())[:200] or type(damage).__name__


def _coded(column: pyarrow.ChunkedArray) -> tuple[tuple[str, ...], Integers]:
    """The texts of a column, and the place of each row's text among them."""
    array = column.combine_chunks()
    if not pyarrow.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    return tuple(array.dictionary.to_pylist()), array.indices.to_numpy(zero_copy_only=False).astype(np.intp)


def _places(column: pyarrow.ChunkedArray, axis: Axis) -> Integers:
    texts, rows = _coded(column)
    place = {code: number for number, code in enumerate(axis.names)}
    return np.array([place[text] for text in texts], dtype=np.intp)[rows]


def _table(key: MeasureYear, cells: Cells, regions: Axis, industries: Axis) -> pyarrow.Table:
    measure, year = key
    count = len(cells.value)
    margin = _are_parents(regions)[cells.region] | _are_parents(industries)[cells.industry]
    columns = [
        _texts(cells.region, regions.names),
        _texts(cells.industry, industries.names),
        pyarrow.array(np.full(count, year, dtype=np.int16)),
        _texts(np.zeros(count, dtype=np.intp), (measure,)),
        pyarrow.array(cells.value, mask=np.isnan(cells.value)),
        _texts(cells.state, _STATES),
        _texts(cells.flag, cells.flags),
        _texts(margin, LEVELS),
    ]
    return pyarrow.Table.from_arrays(columns, schema=SCHEMA)


def _are_parents(axis: Axis) -> Booleans:
    return np.array([code in axis.parents for code in axis.names])


def _texts(places: Any, texts: Iterable[str]) -> pyarrow.DictionaryArray:
    return pyarrow.DictionaryArray.from_arrays(
        places.astype(np.int32), pyarrow.array(list(texts), pyarrow.string())
    )


def _finding_table(findings: Iterable[PanelFinding]) -> pyarrow.Table:
    rows = [
        {**{name: getattr(each, name) for name in _FINDINGS.names}, "values": json.dumps(dict(each.values), ensure_ascii=False)}
        for each in findings
    ]  # fmt: skip
    return pyarrow.Table.from_pylist(rows, schema=_FINDINGS)


def _write(draft: Path, data: Any) -> None:
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=dict), encoding="utf-8")
