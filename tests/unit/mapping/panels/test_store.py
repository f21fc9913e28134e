"""Panels in their folder: kept all at once, opened year by year, named clearly where they are not there."""

from dataclasses import replace
from pathlib import Path

import pytest

from ebpages.mapping.panels.cells import ReadPanel
from ebpages.mapping.panels.panel import UnknownPanel, UnusableName
from ebpages.mapping.panels.store import keep, open_panel, panels, remove
from tests.samples.panels import WHOLE, at, read


def test_a_load_that_fails_leaves_the_former_panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read(tmp_path, WHOLE), tmp_path / "panels")
    newer = read(tmp_path, WHOLE.replace(",100,", ",111,").replace("BG,", "RO,"))

    class Stopped(ReadPanel):
        def cells_by_year(self):  # type: ignore[no-untyped-def]
            yield from super().cells_by_year()
            raise KeyboardInterrupt

    newer.__class__ = Stopped
    with pytest.raises(KeyboardInterrupt):
        keep(newer, tmp_path / "panels")
    assert at(open_panel(tmp_path / "panels", "sample"), "BG41", "C10")[0] == 100
    assert [place.name for place in (tmp_path / "panels").iterdir()] == ["sample"]


def test_a_load_killed_between_the_two_folders_leaves_the_former_panel(tmp_path: Path) -> None:
    folder = tmp_path / "panels"
    keep(read(tmp_path, WHOLE), folder)
    (folder / "sample").rename(folder / ".sample.former")
    assert [head.name for head in panels(folder) if not head.shipped] == ["sample"]
    assert at(open_panel(folder, "sample"), "BG41", "C10")[0] == 100
    keep(read(tmp_path, WHOLE.replace("BG41,C10,2014,employment,100", "BG41,C10,2014,employment,99")), folder)
    assert at(open_panel(folder, "sample"), "BG41", "C10")[0] == 99
    assert [place.name for place in folder.iterdir()] == ["sample"]


def test_a_draft_that_was_left_behind_is_no_panel(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    (tmp_path / "sample").rename(tmp_path / ".sample.77.draft")
    with pytest.raises(UnknownPanel):
        open_panel(tmp_path, "sample")


def test_an_unknown_panel_is_answered_by_those_that_there_are(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path)
    with pytest.raises(UnknownPanel, match="no panel 'other'; there are bulgaria-2014, sample"):
        open_panel(tmp_path, "other")
    with pytest.raises(UnknownPanel, match="loaded are sample"):
        remove(tmp_path, "bulgaria-2014")
    for name in ("../panels/sample", ".", "", "sample/"):
        with pytest.raises(UnknownPanel):
            open_panel(tmp_path, name)


def test_a_removed_panel_is_gone(tmp_path: Path) -> None:
    keep(read(tmp_path, WHOLE), tmp_path / "panels")
    remove(tmp_path / "panels", "sample")
    assert list((tmp_path / "panels").iterdir()) == []
    assert [head.name for head in panels(tmp_path / "panels")] == ["bulgaria-2014"]


def test_a_loaded_panel_stands_before_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    assert open_panel(tmp_path, "bulgaria-2014").head.shipped
    panel = read(tmp_path, WHOLE)
    panel.head = replace(panel.head, name="bulgaria-2014")
    keep(panel, tmp_path)
    opened = open_panel(tmp_path, "bulgaria-2014")
    assert not opened.head.shipped
    assert opened.head.regions == ("BG41", "BG42")
    assert [(head.name, head.shipped) for head in panels(tmp_path)] == [("bulgaria-2014", False)]


def test_a_name_that_leads_elsewhere_is_not_kept(tmp_path: Path) -> None:
    panel = read(tmp_path, WHOLE)
    panel.head = replace(panel.head, name="../elsewhere")
    with pytest.raises(UnusableName):
        keep(panel, tmp_path / "panels")
    assert not (tmp_path / "elsewhere").exists()
