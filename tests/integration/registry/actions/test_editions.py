"""A new edition of a list: what differs is written and nothing else, and the tables are those of a build that writes all."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, build, changed_rows
from ebpages.registry.search_documents import KIND
from ebpages.search.models import Change
from ebpages.sources import catalogue
from tests.samples.stored import stored

Edit = Callable[[list[str], int, int], None]


def left_out(rows: list[str], one: int, other: int) -> None:
    del rows[one]


def named_like_another(rows: list[str], one: int, other: int) -> None:
    rows[one] = "\t".join((*rows[one].split("\t")[:2], *rows[other].split("\t")[2:]))


def moved(rows: list[str], one: int, other: int) -> None:
    rows[one], rows[other] = rows[other], rows[one]


def misspelt(rows: list[str], one: int, other: int) -> None:
    rows[one] = rows[one][:-3] + "ъ" + rows[one][-3:]


EDITS: tuple[Edit, ...] = (left_out, named_like_another, moved, misspelt)


@pytest.fixture
def register(few: BuildResult, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a list of the registry of a few rows, to be changed."""
    root = catalogue.list_file(catalogue.source("bulstat")).parent.parent
    shutil.copytree(root, tmp_path / "lists")
    monkeypatch.setenv(catalogue.VARIABLE, str(tmp_path / "lists"))
    return tmp_path / "lists" / "bulstat" / "list.txt"


def change(register: Path, edit: Edit, seed: int) -> None:
    chance = random.Random(seed)
    lines = register.read_text(encoding="utf-8").split("\n")
    places = [place for place, line in enumerate(lines) if re.match(r"\d+\t\d+\t.", line)]
    rows = [lines[place] for place in places]
    edit(rows, *chance.sample(range(len(rows)), 2))
    rest = [line for place, line in enumerate(lines[: places[0]])]
    register.write_text("\n".join((*rest, *rows, *_behind(lines, places))), encoding="utf-8")


def _behind(lines: list[str], places: list[int]) -> list[str]:
    return [line for place, line in enumerate(lines) if place > places[0] and place not in places]


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 2**32)), min_size=1, max_size=3))
def test_any_sequence_of_editions_leaves_what_writing_all_would_leave(
    register: Path, few: BuildResult, edits: list[tuple[Edit, int]]
) -> None:
    with transaction.atomic():
        for edit, seed in edits:
            change(register, edit, seed)
            build(as_of=few.as_of)
            written = stored()
            build(as_of=few.as_of, force=True)
            for table, rows in stored().items():
                assert written[table] == rows, (edit, seed, table)
        transaction.set_rollback(True)


def test_the_log_names_only_whom_an_edition_changed(register: Path, few: BuildResult) -> None:
    row = models.Record.objects.filter(source="bulstat").order_by("row")[3]
    last = Change.objects.filter(kind=KIND).latest("id").id
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace(row.name, f"{row.name} ИНОВАЦИИ"), encoding="utf-8")
    assert build(as_of=few.as_of).changed
    named = set(Change.objects.filter(kind=KIND, id__gt=last).values_list("object_id", flat=True))
    now = models.Record.objects.get(id=row.id).organisation_id
    assert {row.organisation_id, now} <= named and len(named) < 5


def test_where_much_differs_all_is_written_anew(
    register: Path, few: BuildResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed_rows, "_MOST", 0)
    change(register, left_out, 1)
    build(as_of=few.as_of)
    written = stored()
    build(as_of=few.as_of, force=True)
    assert stored() == written
