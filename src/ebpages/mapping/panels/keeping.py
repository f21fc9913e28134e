"""Writes a panel that was read into a folder of its own, as Parquet."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
from pyarrow import parquet

from ebpages.mapping.arrays import Booleans
from ebpages.mapping.grid import State
from ebpages.mapping.panels.axis import Axis
from ebpages.mapping.panels.cells import Cells
from ebpages.mapping.panels.panel import PanelFinding
from ebpages.mapping.panels.panel_as_read import ReadPanel
from ebpages.mapping.panels.panel_files import CELLS, FINDINGS, FORMAT, HEAD, TREES, replaced
from ebpages.mapping.panels.panel_name import check_name
from ebpages.mapping.panels.published_rows import Slice

_TEXT = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
SCHEMA = pyarrow.schema(
    [
        ("region", _TEXT), ("industry", _TEXT), ("year", pyarrow.int16()), ("measure", _TEXT),
        ("value", pyarrow.float64()), ("state", _TEXT), ("flag", _TEXT), ("level", _TEXT),
    ]
)  # fmt: skip
LEVELS = ("cell", "margin")
_FINDINGS = pyarrow.schema(
    [
        ("kind", _TEXT), ("severity", _TEXT), ("region", pyarrow.string()), ("industry", pyarrow.string()),
        ("year", pyarrow.int16()), ("measure", _TEXT), ("values", pyarrow.string()), ("row", pyarrow.int64()),
    ]
)  # fmt: skip


def keep(panel: ReadPanel, folder: Path) -> Path:
    """Write a panel to folder/<its name>, in the place of a former one of that name; gives its folder.

    Columns of cells.parquet: region, industry, year, measure, value (null where none is given), state (missing, suppressed, zero,
    value), flag, level (cell, margin); sorted, a row group for each measure and year. A load that is killed leaves the former panel.
    Raises UnusableName.
    """
    check_name(panel.head.name)
    with replaced(folder, panel.head.name) as draft:
        with parquet.ParquetWriter(draft / CELLS, SCHEMA, compression="zstd") as file:
            for of, cells in panel.slices():
                table = _table(of, cells, panel.regions, panel.industries)
                file.write_table(table, row_group_size=max(1, len(table)))
        parquet.write_table(_finding_table(panel.findings), draft / FINDINGS, compression="zstd")
        _write(draft / TREES, {"regions": panel.regions.as_data(), "industries": panel.industries.as_data()})
        _write(draft / HEAD, {"format": FORMAT, **asdict(panel.head)})
    return folder / panel.head.name


def _table(of: Slice, cells: Cells, regions: Axis, industries: Axis) -> pyarrow.Table:
    measure, year = of
    count = len(cells.value)
    margin = _are_parents(regions)[cells.region] | _are_parents(industries)[cells.industry]
    known = [state.word for state in State]
    columns = [
        _texts(cells.region, regions.names),
        _texts(cells.industry, industries.names),
        pyarrow.array(np.full(count, year, dtype=np.int16)),
        _texts(np.zeros(count, dtype=np.intp), (measure,)),
        pyarrow.array(cells.value, mask=np.isnan(cells.value)),
        _texts(cells.state, known),
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


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1, default=dict), encoding="utf-8")
