"""From files to a panel in memory: which columns hold what, which codes are whose parts, and all that is wrong."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pyarrow

from ebpages.mapping.panels.arranging import arranged
from ebpages.mapping.panels.classification import Trees
from ebpages.mapping.panels.codes import cut
from ebpages.mapping.panels.columns import columns_of
from ebpages.mapping.panels.findings import Gathered, worst
from ebpages.mapping.panels.measures import DEFAULT, check_measure, measured
from ebpages.mapping.panels.observing import Observed
from ebpages.mapping.panels.panel_as_read import ReadPanel
from ebpages.mapping.panels.panel_name import check_name
from ebpages.mapping.panels.rows_read import Layout, read_rows
from ebpages.mapping.panels.table_file import TableFile, batches, open_table
from ebpages.mapping.panels.unusable import UnreadablePanel
from ebpages.reference.vocabulary import CERTAINTIES

Progress: TypeAlias = Callable[[str, int, int], None]
NOT_CHECKED = "unverified"
LONGEST_TEXT = 500  # characters of a title, a source, a licence


@dataclass(frozen=True, slots=True)
class Described:
    """What a panel says of itself. What is left empty is taken from the `# key: value` lines above the first file's table."""

    title: str = ""
    source: str = ""
    vintage: str = ""
    licence: str = ""
    url: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """columns: what is held -> the column. measures: a code of the source -> measure, or measure*factor. where: column -> the only
    value that is taken. measure: the only one that is read, or the one of files that name none."""

    columns: Mapping[str, str] = field(default_factory=dict)
    measure: str = ""
    measures: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)


def silent(step: str, done: int, total: int) -> None:
    """A progress that nobody looks at. step: `reading` (rows; total is 0 where it is not known) or `checking` (years of measures)."""


def read_panel(
    files: Sequence[Path],
    *,
    name: str,
    columns: Mapping[str, str] | None = None,
    measure: str = "",
    measures: Mapping[str, str] | None = None,
    where: Mapping[str, str] | None = None,
    trees: Trees | None = None,
    described: Described | None = None,
    progress: Progress = silent,
) -> ReadPanel:
    """The panel that files make together; cells and margins may stand in different ones.

    Text separated by commas, semicolons or tabs (also in gzip), Eurostat's wide TSV, and Parquet. Their values become persons, local
    units and euros. Findings never stop the reading. Raises UnusableName, and UnreadablePanel for what no panel can be made of.
    """
    check_name(name)
    if measure:
        check_measure(measure)
    if not files:
        raise UnreadablePanel(name, "the files", "none is named", "Name one file or more")
    names = _names(files)
    tables = [open_table(path) for path in files]
    said = _described(described or Described(), tables[0].head)
    wanted = Columns(columns or {}, measure, measures or {}, where or {})
    observed = Observed(Gathered())
    total = sum(table.total for table in tables) if all(table.total for table in tables) else 0
    done = 0
    for layout, table in zip(_layouts(names, tables, wanted, observed.gathered), tables, strict=True):
        for rows in _read(table, layout, observed):
            done += rows
            progress("reading", done, total)
    if not len(observed.rows):
        observed.say_unusable_codes()
        raise UnreadablePanel(files[0].name, "the rows", *_nothing(observed))
    return arranged(
        observed, trees or Trees(), _head(name, dict(zip(names, files, strict=True)), said), names, progress
    )


def _layouts(
    files: Sequence[str], tables: Sequence[TableFile], wanted: Columns, gathered: Gathered
) -> list[Layout]:
    """How each file is read."""
    meaning = measured(wanted.measures)
    found = []
    for number, (file, table) in enumerate(zip(files, tables, strict=True)):
        held = columns_of(file, table.columns, wanted.columns)
        if strange := sorted(wanted.where.keys() - set(table.columns)):
            there = ", ".join(table.columns)
            problem = f"it is not there; there are {there}"
            raise UnreadablePanel(file, f"the column {strange[0]!r}", problem, "Mend --where")
        if "measure" not in held and not wanted.measure:
            gathered.add("default_measure", file=file)
        measure = wanted.measure or ("" if "measure" in held else DEFAULT)
        vintage = table.head.get("vintage", "")
        found.append(Layout(file, number, held, meaning, measure, wanted.where, vintage))
    return found


def _read(table: TableFile, layout: Layout, observed: Observed) -> Iterator[int]:
    """Take the rows of a file in; gives how many there were in each batch."""

    def broken(row: int, text: str) -> None:
        observed.gathered.add("broken_row", row=row, file=layout.file, text=cut(text))

    needed = list(dict.fromkeys((*layout.columns.values(), *layout.where)))
    for batch in batches(table, needed, broken):
        try:
            observed.take(read_rows(batch, layout))
        except (pyarrow.ArrowException, UnicodeDecodeError) as error:
            problem = f"a column cannot be read as texts or numbers ({error})"
            raise UnreadablePanel(layout.file, "the columns", problem, "See --column") from None
        yield len(batch.rows)


def _names(files: Sequence[Path]) -> tuple[str, ...]:
    """What messages call the files: with their folder where two have the same name."""
    names = [path.name for path in files]
    return tuple(
        path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}" for path in files
    )


def _nothing(observed: Observed) -> tuple[str, str]:
    """Why no row could be used, and what mends it."""
    if unknown := observed.unknown_measures.texts:
        codes = ", ".join(unknown[:10])
        return (
            f"none has a measure that is known; there are {codes}",
            f"Name it: --measures {unknown[0]}=employment",
        )
    return worst(observed.gathered.all()) or (
        "there is none that can be used",
        "See whether the columns are the right ones, and what --where leaves out",
    )


def _described(given: Described, head: Mapping[str, str]) -> Described:
    texts = {name: getattr(given, name) or head.get(name, "") for name in Described.__dataclass_fields__}
    found = Described(**texts | {"certainty": texts["certainty"] or NOT_CHECKED})
    if found.certainty not in CERTAINTIES:
        choice = ", ".join(CERTAINTIES)
        raise UnreadablePanel(
            "the panel", "its certainty", f"it is {found.certainty!r}", f"Give one of {choice}"
        )
    for name, text in texts.items():
        _refuse_text(name, text)
    if found.url and not found.url.startswith(("https://", "http://")):
        problem = f"{cut(found.url)!r} is no address of a page"
        raise UnreadablePanel("the panel", "its url", problem, "Begin it with https://")
    return found


def _refuse_text(name: str, text: str) -> None:
    """It stands on every page of the panel."""
    if len(text) > LONGEST_TEXT or any(unicodedata.category(letter) == "Cc" for letter in text):
        problem = (
            f"{cut(text)!r} is longer than {LONGEST_TEXT} characters, or holds some that cannot be shown"
        )
        raise UnreadablePanel("the panel", f"its {name}", problem, "Shorten it to one line")


def _head(name: str, files: Mapping[str, Path], said: Described) -> dict[str, object]:
    """What is known of a panel's head before its rows are read."""
    hashes = {}
    for called, path in files.items():
        with path.open("rb") as file:
            hashes[called] = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": name, "title": said.title or name, "source": said.source, "vintage": said.vintage, "licence": said.licence,
        "url": said.url, "certainty": said.certainty, "files": hashes,
        "loaded_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }  # fmt: skip
