"""A bit that changes in the files of a panel is noticed, or changes nothing: never another number.

All 400 of a longer search: `EBPAGES_FLIPS=400 pytest tests/unit/mapping/panels/test_damage.py`.
"""

import os
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from ebpages.mapping.panels.panel import DamagedPanel, Panel, UnknownPanel
from ebpages.mapping.panels.stored_panel import StoredPanel, write_panel
from tests.samples.panels import WHOLE, read

FLIPS = int(os.environ.get("EBPAGES_FLIPS", "48"))
DUPLICATE = "BG41,C10,2014,employment,101,\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "sample"
    folder.mkdir()
    write_panel(read(folder.parent, WHOLE + DUPLICATE), folder)
    return folder


def said(panel: Panel) -> object:
    grid = panel.grid("employment", 2014)
    assert grid is not None
    numbers = [np.nan_to_num(grid.value, nan=-1).tolist(), grid.state.tolist(), grid.flag.tolist()]
    return panel.head, panel.findings, numbers, grid.regions.codes, grid.industries.codes


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_flipped_bits_are_noticed(whole: Path, tmp_path: Path) -> None:
    before, flips = said(StoredPanel(whole)), random.Random(2026)
    files = sorted(path.name for path in whole.iterdir())
    noticed = 0
    for number in range(FLIPS):
        panel = Path(shutil.copytree(whole, tmp_path / str(number) / "sample"))
        file = panel / files[number % len(files)]
        data = file.read_bytes()
        file.write_bytes(flipped(data, flips.randrange(8 * len(data))))
        try:
            assert said(StoredPanel(panel)) == before, file
        except UnknownPanel as problem:
            noticed += 1
            assert "'sample'" in str(problem) and "oad" in str(problem)
    assert noticed == FLIPS


@pytest.mark.parametrize("file", ["cells.parquet", "findings.parquet"])
def test_a_file_that_changes_under_an_open_panel_is_noticed_also_with_its_times_kept(
    whole: Path, tmp_path: Path, file: str
) -> None:
    place = Path(shutil.copytree(whole, tmp_path / "sample"))
    panel, path = StoredPanel(place), place / file
    times = path.stat()
    with path.open("r+b") as opened:
        opened.seek(20)
        opened.write(bytes([path.read_bytes()[20] ^ 4]))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(DamagedPanel, match=rf"{file} is not as it was written.*restore it from a backup"):
        said(panel)


def test_a_panel_of_an_earlier_version_is_read_without_checksums_and_a_lost_list_is_noticed(
    whole: Path, tmp_path: Path
) -> None:
    place = Path(shutil.copytree(whole, tmp_path / "sample"))
    (place / "SHA256SUMS").unlink()
    with pytest.raises(DamagedPanel, match="SHA256SUMS is missing"):
        StoredPanel(place)
    head = (place / "head.json").read_text()
    (place / "head.json").write_text(head.replace('"checksums": "SHA256SUMS",', ""))
    assert said(StoredPanel(place)) == said(StoredPanel(whole))
