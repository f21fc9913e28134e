"""A panel as it is kept: read from Parquet by DuckDB, one measure and year at a time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow
from pyarrow import parquet
from pydantic import TypeAdapter

from ebpages.mapping.arrays import Integers
from ebpages.mapping.grid import Grid, State
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.cells import Cells, grid_of
from ebpages.mapping.panels.panel import PanelFinding, PanelHead
from ebpages.mapping.panels.panel_files import CELLS, FINDINGS, FORMAT, HEAD, TREES, name_of
from ebpages.mapping.panels.unusable import ReplacedPanel, UnknownPanel

_OF_A_YEAR = "SELECT region, industry, value, state, flag FROM read_parquet($file) WHERE measure = $measure AND year = $year"
GRIDS_KEPT = 4
_HEAD = TypeAdapter(PanelHead)
# What reading files raises that are not there, cut short, or not what was written.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, pyarrow.ArrowException, duckdb.Error)


class StoredPanel:
    """Implements Panel. The last few grids are kept.

    Raises UnknownPanel for a folder of another format, or one whose files are damaged; ReplacedPanel, here and from all that reads,
    where the panel was loaded anew, or removed, since it was opened.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made_at = self._stamp()
        with self._whole():
            self.head = read_head(folder)
            trees = json.loads((folder / TREES).read_text(encoding="utf-8"))
            self.regions, self.industries = (
                Axis.from_data(trees[side]) for side in ("regions", "industries")
            )
            for file in (CELLS, FINDINGS):
                parquet.read_metadata(folder / file)
        self._grid = lru_cache(maxsize=GRIDS_KEPT)(self._read)

    def grid(self, measure: str, year: int) -> Grid | None:
        with self._whole():
            return self._grid(measure, year)

    @cached_property
    def findings(self) -> tuple[PanelFinding, ...]:
        with self._whole():
            rows = parquet.read_table(self.folder / FINDINGS).to_pylist()
            return tuple(PanelFinding(**{**row, "values": json.loads(row["values"])}) for row in rows)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """What is read within is of the panel that was opened, or an error says why it is not."""
        damage: Exception | None = None
        try:
            yield
        except _DAMAGE as error:
            damage = error
        if self._stamp() != self._made_at:
            raise ReplacedPanel(
                f"The panel {name_of(self.folder)!r} was loaded anew or removed meanwhile: open it again."
            ) from None
        if damage:
            raise UnknownPanel(
                f"The panel {name_of(self.folder)!r} cannot be read, its files are damaged ({_told(damage)}). "
                "Load it again, or take it away: `ebpages mapping remove`."
            ) from None

    def _read(self, measure: str, year: int) -> Grid | None:
        if measure not in self.head.measures or year not in self.head.years:
            return None
        asked = {"file": str(self.folder / CELLS), "measure": measure, "year": year}
        with duckdb.connect() as connection:
            rows: pyarrow.Table = connection.sql(_OF_A_YEAR, params=asked).to_arrow_table()
        flags, flag = _coded(rows["flag"])
        states, state = _coded(rows["state"])
        cells = Cells(
            region=_places(rows["region"], self.regions), industry=_places(rows["industry"], self.industries),
            value=np.array(rows["value"].fill_null(np.nan).to_numpy()),
            state=np.array([State[word.upper()] for word in states], dtype=np.uint8)[state],
            flag=flag, flags=flags,
        )  # fmt: skip
        return grid_of(measure, year, self.regions, self.industries, cells)

    def _stamp(self) -> tuple[int, int] | None:
        """What tells one file of cells from the next that stands in its place."""
        try:
            found = (self.folder / CELLS).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns


def read_head(folder: Path) -> PanelHead:
    """The head, under the name that the folder has. Raises UnknownPanel for a folder of another format, ValueError for a damaged one."""
    data: dict[str, Any] = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    if (found := data.pop("format", None)) != FORMAT:
        raise UnknownPanel(
            f"The panel {name_of(folder)!r} is kept in format {found}, and this version reads {FORMAT}. Load its files again."
        )
    head = _HEAD.validate_python(data)
    if not (head.measures and head.years):
        raise ValueError(f"{HEAD} names no measures or no years")
    return replace(head, name=name_of(folder))


def _told(damage: Exception) -> str:
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
