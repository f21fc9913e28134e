"""Panels that were damaged, renamed, replaced or half written: each is answered in a sentence, and one spoils no other."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from django.test import Client

from ebpages.mapping.panels.panel import ReplacedPanel
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep, open_panel, panels
from ebpages.publish.whole_file import folder_draft
from tests.samples.panel_rows import HEADER, PLAIN, rows

Command = Callable[..., Result]
LONGEST = 300  # seconds that a test waits for a process, on a machine that is busy

DAMAGES: dict[str, Callable[[Path], object]] = {
    "no head": lambda panel: (panel / "head.json").unlink(),
    "an empty head": lambda panel: (panel / "head.json").write_text(""),
    "a head that is no JSON": lambda panel: (panel / "head.json").write_bytes(b"\xff\0{"),
    "a head of something else": lambda panel: (panel / "head.json").write_text('{"format": 1}'),
    "a head without years": lambda panel: change_head(panel, years=[]),
    "a head of another format": lambda panel: change_head(panel, format=77),
    "no trees": lambda panel: (panel / "trees.json").unlink(),
    "trees of something else": lambda panel: (panel / "trees.json").write_text("[]"),
    "no cells": lambda panel: (panel / "cells.parquet").unlink(),
    "cells cut in half": lambda panel: os.truncate(panel / "cells.parquet", 300),
    "no findings": lambda panel: (panel / "findings.parquet").unlink(),
    "findings that are none": lambda panel: (panel / "findings.parquet").write_bytes(b"PAR1"),
    "nothing at all": lambda panel: [file.unlink() for file in panel.iterdir()],
}


def change_head(panel: Path, **changes: object) -> None:
    head = json.loads((panel / "head.json").read_text())
    (panel / "head.json").write_text(json.dumps(head | changes))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_panel_is_said_and_spoils_no_other(
    load: Command, mapping: Command, visitor: Client, home: Path, tmp_path: Path, damage: str
) -> None:
    assert load(PLAIN).exit_code == 0
    DAMAGES[damage](home / "mapping" / "own")
    listed = mapping("list", "-l", "en")
    assert listed.exit_code == 0 and "bulgaria-2014" in listed.stdout
    assert "The panel 'own'" in listed.stderr and "oad it" in listed.stderr.replace(
        "Load its files again", "Load it"
    )
    for command in (("show",), ("run", "--rules", "eccp-2021", "-o", tmp_path / "o.csv"), ("compare",)):
        said = mapping(command[0], "own", *command[1:])
        assert said.exit_code == 2 and "The panel 'own'" in said.stderr
    assert not (tmp_path / "o.csv").exists()
    assert "/mapping/bulgaria-2014/" in visitor.get("/en/observatory/mapping/").text
    assert visitor.get("/api/observatory/mapping").status_code == 200
    for path in (
        "/en/observatory/mapping/own/",
        "/en/observatory/mapping/own/findings/",
        "/api/observatory/mapping/own",
    ):
        assert visitor.get(path).status_code == 503
    assert mapping("remove", "own").exit_code == 0
    assert list((home / "mapping").iterdir()) == []


def test_cells_damaged_within_are_said_and_spoil_no_other(
    load: Command, mapping: Command, visitor: Client, home: Path, tmp_path: Path
) -> None:
    """The end of the file, which tells what it holds, is whole: only reading the cells shows it."""
    assert load(PLAIN).exit_code == 0
    cells = home / "mapping" / "own" / "cells.parquet"
    data = cells.read_bytes()
    cells.write_bytes(data[:4] + b"\xff" * 400 + data[404:])
    for command in (("show",), ("run", "--rules", "eccp-2021", "-o", tmp_path / "o.csv"), ("compare",)):
        said = mapping(command[0], "own", *command[1:])
        assert said.exit_code == 2 and "The panel 'own' cannot be read, its files are damaged" in said.stderr
    assert "The panel 'own' cannot be read, its files are damaged" in mapping("list").stderr
    assert visitor.get("/en/observatory/mapping/own/").status_code == 503
    overview = visitor.get("/en/observatory/mapping/").text
    assert (
        "/mapping/bulgaria-2014/" in overview and "The panel “own” cannot be read at the moment." in overview
    )


def test_a_panel_whose_folder_was_renamed_has_the_new_name(
    load: Command, mapping: Command, home: Path
) -> None:
    assert load(PLAIN).exit_code == 0
    (home / "mapping" / "own").rename(home / "mapping" / "mine")
    assert [head.name for head in panels(home / "mapping")] == ["bulgaria-2014", "mine"]
    assert mapping("show", "mine").exit_code == 0


def test_other_files_among_the_panels_do_not_matter(load: Command, mapping: Command, home: Path) -> None:
    assert load(PLAIN).exit_code == 0
    (home / "mapping" / "notes.txt").write_text("x")
    (home / "mapping" / ".own.1.draft").mkdir()
    (home / "mapping" / "Other Folder").mkdir()
    listed = mapping("list", "-f", "json")
    assert [each["name"] for each in json.loads(listed.stdout)] == [
        "bulgaria-2014",
        "own",
    ] and not listed.stderr


def test_a_draft_that_a_killed_load_left_behind_goes_with_the_next_load(load: Command, home: Path) -> None:
    abandoned = home / "mapping" / ".own.1.0a1b2c3d.draft"
    abandoned.mkdir(parents=True)
    with folder_draft(home / "mapping" / "other") as being_written:
        assert load(PLAIN).exit_code == 0
        assert not abandoned.exists() and being_written.exists()


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_leaves_the_panel_as_it_was(
    load: Command, mapping: Command, home: Path, tmp_path: Path
) -> None:
    assert load(PLAIN).exit_code == 0
    before = (home / "mapping" / "own" / "head.json").read_bytes()
    os.mkfifo(tmp_path / "endless")
    main, finished = threading.get_ident(), threading.Event()

    def press_while_it_is_read() -> None:
        """Opening waits for the reader; closing at the end gives it an empty file, so that it never waits for ever."""
        with (tmp_path / "endless").open("wb"):
            signal.pthread_kill(main, signal.SIGINT)
            finished.wait(LONGEST)

    threading.Thread(target=press_while_it_is_read, daemon=True).start()
    said = mapping("load", tmp_path / "endless", "--name", "own")
    finished.set()
    assert said.exit_code == 130
    assert said.stderr == "ebpages: stopped. Nothing was kept; a former panel of that name is still there.\n"
    assert (home / "mapping" / "own" / "head.json").read_bytes() == before
    assert [place.name for place in (home / "mapping").iterdir()] == ["own"]


LOADS = """
import sys
from dataclasses import replace
from pathlib import Path
from ebpages.mapping.panels.reading import Description, read_panel
from ebpages.mapping.panels.store import keep
panel = read_panel([Path(sys.argv[1])], name="own", description=Description(title=sys.argv[2]))
for turn in range(30):
    panel.head = replace(panel.head, loaded_at=f"{sys.argv[2]} {turn}")
    keep(panel, Path(sys.argv[3]))
"""


def test_two_loads_of_one_name_at_once_leave_one_whole_panel_and_readers_see_no_other(
    load: Command, visitor: Client, home: Path, tmp_path: Path
) -> None:
    assert load(PLAIN).exit_code == 0
    (tmp_path / "other.csv").write_text(HEADER + rows(lambda place: 1000 + place))
    files = {"first": tmp_path / "panel.csv", "second": tmp_path / "other.csv"}
    command = ["timeout", str(LONGEST), sys.executable, "-c", LOADS]
    loading = [
        subprocess.Popen([*command, file, title, home / "mapping"], stderr=subprocess.PIPE, text=True)
        for title, file in files.items()
    ]
    seen = set()
    while any(process.poll() is None for process in loading):
        opened = open_panel(home / "mapping", "own")
        try:
            grid = opened.grid("employment", 2014)
        except ReplacedPanel:
            continue
        assert grid is not None
        seen.add((opened.head.title, int(grid.cells[0, 0])))
        assert visitor.get("/en/observatory/mapping/").status_code == 200
    assert [process.communicate()[1] for process in loading] == ["", ""]
    assert seen <= {("own", 1), ("first", 1), ("second", 1000)} and len(seen) > 1
    assert [place.name for place in (home / "mapping").iterdir()] == ["own"]
    assert open_panel(home / "mapping", "own").head.title in files


def test_a_reader_is_told_that_the_panel_was_replaced(load: Command, home: Path) -> None:
    assert load(PLAIN).exit_code == 0
    opened = open_panel(home / "mapping", "own")
    assert load(HEADER + rows(lambda place: 7)).exit_code == 0
    with pytest.raises(ReplacedPanel, match="'own' was loaded anew or removed meanwhile: open it again"):
        opened.grid("employment", 2014)
    with pytest.raises(ReplacedPanel, match="open it again"):
        _ = opened.findings


def test_the_same_file_loaded_again_at_once_with_another_title_is_shown_with_it(
    visitor: Client, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "panel.csv").write_text(PLAIN)
    for title in ("The first", "The second"):
        keep(
            read_panel([tmp_path / "panel.csv"], name="own", description=Description(title=title)),
            home / "mapping",
        )
        answer = visitor.get("/en/observatory/mapping/own/")
        assert answer.status_code == 200 and title in answer.text
