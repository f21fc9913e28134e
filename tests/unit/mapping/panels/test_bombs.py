"""Small files that decode to gigabytes are refused before they do, with the limit that they pass."""

import gc
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.panels.reading import read_panel
from tests.samples.bombs import panel_bombs

MOST_MEGABYTES = 300
# A process of its own, since memory that was once taken counts for as long as a process lives.
READ_ALL = """
import json, resource, sys
from pathlib import Path
from ebpages.mapping.panels.panel import UnreadablePanel
from ebpages.mapping.panels.reading import read_panel
said = {}
for path in map(Path, sys.argv[1:]):
    try:
        read_panel([path], name="bomb")
    except UnreadablePanel as refused:
        said[path.name] = str(refused)
own = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]  # ru_maxrss would be that of who started this process
print(json.dumps([said, [int(own) // 1000, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000]]))
"""
SAID = {
    "rows.parquet": "decode to more than 16,000,000, as those of no table do. If it is meant so, raise the limit of 50: EBPAGES_LIMITS=expansion=NUMBER",
    "long_cell.parquet": "the file: a cell has 1,000,000 bytes. If it is meant so, raise the limit of 10,000",
    "shared_beginnings.parquet": "decoding it takes more than 160 MB of memory. If it is meant so, raise the limit of 160",
    "zeros.parquet": "decode to more than 16,000,000",
    "rows.csv.gz": "decode to more than ",
    "one_line.csv.gz": "the file: it cannot be read (a row is longer than 8,388,608 bytes)",
    "one_cell.csv.gz": " rows and more say something of 1 cells, each ",
    "codes.csv": "different codes, or more. If it is meant so, raise the limit of 50,000",
    "cells.csv": "3,001 regions and 3,001 industries make 9,006,001 cells a year. See --column. If it is meant so, raise the limit of 5,000,000",
    "sparse.csv": "1,501 regions and 1,501 industries make 2,253,001 cells a year, 1,502 for each row. See --column. If",
    "quotes.csv.gz": "10,001 lines up to line 10,003 open a quote that is never closed",
    "columns.csv": "it has 9,004 columns. If it is meant so, raise the limit of 2,000",
}


@pytest.fixture(scope="module")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return panel_bombs(tmp_path_factory.mktemp("bombs"))


@pytest.fixture(scope="module")
def read(bombs: dict[str, Path]) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL, *map(str, bombs.values())],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", SAID)
def test_a_bomb_is_refused_with_the_limit_that_it_passes(
    bombs: dict[str, Path], read: Any, name: str
) -> None:
    assert bombs[name].stat().st_size < 2_500_000
    assert SAID[name] in read[0][name]


def test_all_of_them_together_take_little_memory(read: Any) -> None:
    assert max(read[1]) < MOST_MEGABYTES


def test_a_limit_is_raised_knowingly(bombs: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EBPAGES_LIMITS", "expansion=5000 columns=10000")
    panel = read_panel([bombs["columns.csv"]], name="wide")
    assert panel.head.regions == ("BG31",)
    monkeypatch.setenv("EBPAGES_LIMITS", "rows=1000")
    with pytest.raises(UnreadablePanel, match=r"it has 8,388,608 rows\. .* limit of 1,000"):
        read_panel([bombs["rows.parquet"]], name="rows")


def test_texts_of_any_encoding_are_read(tmp_path: Path) -> None:
    regions = [f"BG{place}" for place in range(31, 35)]
    table = pyarrow.table(
        {"region": regions, "industry": ["C10"] * 4, "year": [2014] * 4, "value": [5.0, 6.0, 7.0, 8.0]}
    )
    for encoding in ("PLAIN", "DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY"):
        parquet.write_table(
            table, tmp_path / "p.parquet", use_dictionary=False, column_encoding={"region": encoding}
        )
        assert read_panel([tmp_path / "p.parquet"], name="p").head.regions == tuple(regions)


def test_a_column_of_lists_is_no_column_of_a_table(tmp_path: Path) -> None:
    table = pyarrow.table({"region": ["BG31"], "industry": [["C10"] * 9], "year": [2014], "value": [5]})
    parquet.write_table(table, tmp_path / "p.parquet")
    with pytest.raises(
        UnreadablePanel, match=r"numbers \(industry holds more than one value in a row\)\. See --column"
    ):
        read_panel([tmp_path / "p.parquet"], name="p")


def test_nothing_is_left_of_what_was_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bombs: dict[str, Path]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("rows.parquet", "long_cell.parquet"):
        with pytest.raises(UnreadablePanel):
            read_panel([bombs[name]], name="bomb")
    gc.collect()
    assert list(tmp_path.iterdir()) == []
