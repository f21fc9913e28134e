"""From files to a panel in memory: rows, then observations, then cells on two axes; and all that is wrong on the way."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pyarrow

from ebpages.files.numerals import PLAIN, Numerals, judged
from ebpages.limits import PastLimit, check
from ebpages.mapping.codes import cut
from ebpages.mapping.grid import MEASURES, State
from ebpages.mapping.panels.axis import AUTOMATIC, Axis, TreeChoice, Trees
from ebpages.mapping.panels.cells import (
    Placement,
    ReadPanel,
    cells_of,
    grid_of,
    with_absent_zero,
    without_contradicted,
)
from ebpages.mapping.panels.checks import (
    FoundRoundings,
    report_axis,
    report_contradicted,
    report_duplicates,
    report_left_out,
    report_margins,
    report_mixed_vintages,
    report_unknown_flags_and_measures,
    report_unusable_codes,
)
from ebpages.mapping.panels.findings import FindingLog, worst
from ebpages.mapping.panels.layout import Layout, check_measure, expected_names, layouts
from ebpages.mapping.panels.marks import NO_MARKS, Marks
from ebpages.mapping.panels.nace import industry_axis
from ebpages.mapping.panels.nuts import is_extra_regio, region_axis
from ebpages.mapping.panels.observations import MeasureYear, Observations
from ebpages.mapping.panels.panel import Figures, PanelHead, UnreadablePanel, check_name
from ebpages.mapping.panels.rows import coded, is_text, source_rows
from ebpages.mapping.panels.successions import leave_overlaps_out, one_spelling
from ebpages.mapping.panels.table_file import Lost, TableFile, batches, open_table
from ebpages.mapping.rounding import off_by
from ebpages.reference.vocabulary import CERTAINTIES

Progress: TypeAlias = Callable[[str, int, int], None]
NOT_CHECKED = "unverified"
CELLS_WITHOUT_ROWS = 1_000_000
LONGEST_TEXT = 500  # characters of a title, a source, a licence


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are written, as a person says it: a publisher's own marks, numbers, the encoding of texts, and whether a cell without
    a row is a zero."""

    marks: Marks = NO_MARKS
    numerals: Numerals = PLAIN
    encoding: str = ""
    absent_is_zero: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """What a panel says of itself. What is left empty is taken from the `# key: value` lines above the first file's table."""

    title: str = ""
    source: str = ""
    vintage: str = ""
    licence: str = ""
    url: str = ""
    certainty: str = ""


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
    manner: Manner | None = None,
    description: Description | None = None,
    figures: Figures | None = None,
    progress: Progress = silent,
) -> ReadPanel:
    """The panel that files make together; cells and margins may stand in different ones.

    Text separated by commas, semicolons or tabs (also in gzip), Eurostat's wide TSV, and Parquet. Their values become persons, local
    units and euros. columns, measure, measures, where: as `layouts` has them. manner: how the files are written. Findings never stop the reading. Raises UnusableName,
    and UnreadablePanel for what no panel can be made of.
    """
    check_name(name)
    if measure:
        check_measure(measure)
    if not files:
        raise UnreadablePanel(name, "the files", "none is named", "Name one file or more")
    names = _names(files)
    columns, manner = columns or {}, manner or Manner()
    tables = [open_table(path, expected_names(columns), manner.encoding) for path in files]
    description = _completed(description or Description(), tables[0].head)
    read_as = layouts(
        names, tables,
        columns=columns, measure=measure, measures=measures or {}, where=where or {}, meanings=manner.marks, numerals=manner.numerals,
    )  # fmt: skip
    observations = _observations(tables, read_as, measure, progress)
    if not len(observations.by_year):
        report_unusable_codes(observations.log, observations)
        raise UnreadablePanel(files[0].name, "the rows", *_why_nothing(observations))
    hashes = {called: _sha256(path) for called, path in zip(names, files, strict=True)}
    for place, mark in sorted(set(manner.marks.told) - observations.marks_seen):
        observations.log.add("mark_not_found", mark=cut(mark), place=place)
    return _on_axes(
        observations, trees or Trees(), manner.absent_is_zero, name, description, figures or Figures(), hashes, progress
    )  # fmt: skip


def _observations(
    tables: Sequence[TableFile], read_as: Sequence[Layout], measure: str, progress: Progress
) -> Observations:
    """What all rows of the files say."""
    observations = Observations(FindingLog())
    for layout, table in zip(read_as, tables, strict=True):
        if "measure" not in layout.columns and not measure:
            observations.log.add("default_measure", file=layout.file)
        if table.text and (above := table.text.skipped):
            observations.log.add("text_above", file=layout.file, text=cut(above[0]), lines=len(above))
        for column in layout.unread:
            observations.log.add("column_like_flags", file=layout.file, column=cut(column))
    total = sum(table.total for table in tables) if all(table.total for table in tables) else 0
    done = 0
    for layout, table in zip(read_as, tables, strict=True):
        for rows in _add_file(table, layout, observations):
            done += rows
            progress("reading", done, total)
    if unplaced := observations.place_lost():
        observations.log.add("rows_without_cell", rows=unplaced)
    return observations


def _add_file(table: TableFile, layout: Layout, observations: Observations) -> Iterator[int]:
    """Take the rows of a file in; gives how many there were in each batch."""

    lost: list[str] = []

    def broken(kind: Lost, row: int, text: str) -> None:
        observations.log.add(kind, row=row, file=layout.file, text=cut(text))
        if kind != "text_below":
            lost.append(text)

    try:
        layout = replace(layout, numerals=judged(_texts_of(table, layout.columns["value"]), layout.numerals))
        for batch in batches(table, layout.needed, broken):
            observations.add(source_rows(batch, layout))
            yield len(batch.numbers)
        observations.add_lost(layout, [_cells_by_column(table, text) for text in lost])
    except PastLimit as past:
        raise UnreadablePanel(layout.file, "the columns", past.problem, past.remedy) from None
    except (pyarrow.ArrowException, UnicodeDecodeError) as error:
        problem = f"a column cannot be read as texts or numbers ({error})"
        raise UnreadablePanel(layout.file, "the columns", problem, "See --column") from None


def _cells_by_column(table: TableFile, text: str) -> dict[str, str]:
    """What stands in the columns of a row that cannot be read, as far as the separators tell; in a wide form that is not told."""
    if not table.text or table.dimensions:
        return {}
    cells = (cell.strip(' "') for cell in text.split(table.text.separator))
    return dict(zip(table.names, cells, strict=False))


def _texts_of(table: TableFile, column: str) -> Iterator[str]:
    """The different texts of a column of the whole file; none where it holds numbers."""
    for batch in batches(table, [column], lambda kind, row, text: None):
        if not is_text(batch.columns[column].type):
            return
        yield from coded(batch.columns[column]).texts


def _on_axes(
    observations: Observations,
    trees: Trees,
    absent_is_zero: bool,
    name: str,
    description: Description,
    figures: Figures,
    hashes: Mapping[str, str],
    progress: Progress,
) -> ReadPanel:
    """The panel of what was read, with all its findings. Raises UnreadablePanel where no cell can be placed."""
    log, files = observations.log, tuple(hashes)
    regions, industries, vintage, places = _axes(observations, trees, description.vintage)
    _refuse_too_large(files[0], sum(observations.regions.counts), regions, industries)
    if absent_is_zero and observations.lost:
        log.add("absent_not_told")
        absent_is_zero = False
    placement = Placement(observations, regions, industries, places)
    filled = []
    roundings = FoundRoundings()
    for done, key in enumerate(observations.by_year, 1):
        if _place(observations, key, placement, files, absent_is_zero, figures, roundings):
            filled.append(key)
        progress("checking", done, len(observations.by_year))
    roundings.report(log)
    if not filled:
        nothing = ("no cell of them has a value", "See whether the columns are the right ones")
        raise UnreadablePanel(files[0], "the rows", *worst(log.all()) or nothing)
    measured = {each: tuple(sorted(year for measure, year in filled if measure == each)) for each in MEASURES}
    measured = {measure: years for measure, years in measured.items() if years}
    head = PanelHead(
        name=name, title=description.title or name, source=description.source, vintage=vintage, licence=description.licence,
        url=description.url, certainty=description.certainty, loaded_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        measures=tuple(measured), years=tuple(sorted({year for _, year in filled})), measured=measured,
        regions=regions.leaves, industries=industries.leaves, files=hashes, figures=figures,
    )  # fmt: skip
    return ReadPanel(head, log.all(), regions, industries, observations.by_year, observations.kept_flags())


def _axes(
    observations: Observations, trees: Trees, vintage: str
) -> tuple[Axis, Axis, str, Mapping[str, str]]:
    """Both axes, the vintage of the panel, and codes of regions that are another way of writing one on the axis; what is wrong with
    codes, flags, measures and vintages is logged."""
    log = observations.log
    choice = _with_parents(trees.regions, observations.region_parents)
    spellings: Mapping[str, str] = {}
    regions = region_axis(observations.regions.texts, choice)
    if isinstance(choice, str) and not regions.unclassified:
        spellings = one_spelling(observations, log)
        gone = leave_overlaps_out(observations, spellings, log)
        if gone or spellings:
            there = {spellings.get(code, code) for code in observations.regions.texts}
            regions = region_axis(sorted(there - gone), choice)
    industries = industry_axis(
        observations.industries.texts, _with_parents(trees.industries, observations.industry_parents)
    )
    report_axis(log, "regions", regions, observations.regions, trees.regions)
    report_axis(log, "industries", industries, observations.industries, trees.industries)
    report_unusable_codes(log, observations)
    report_unknown_flags_and_measures(log, observations)
    vintage = report_mixed_vintages(log, observations.vintages, vintage)
    for code in regions.axis.codes:
        if not regions.unclassified and isinstance(trees.regions, str) and is_extra_regio(code):
            log.add("extra_regio", region=code)
    return regions.axis, industries.axis, vintage, spellings


def _place(
    observations: Observations,
    key: MeasureYear,
    placement: Placement,
    files: Sequence[str],
    absent_is_zero: bool,
    figures: Figures,
    roundings: FoundRoundings,
) -> bool:
    """Put the cells of a measure in a year in the place of its observations; what is wrong is logged. Whether any cell is known."""
    log, flags = observations.log, observations.kept_flags()
    regions, industries = placement.regions, placement.industries
    first, duplicates = placement.one_for_each_cell(observations.by_year[key])
    report_duplicates(log, first, duplicates, key, regions, industries, files, flags)
    used = without_contradicted(first, duplicates)
    if absent_is_zero:
        used, added = with_absent_zero(used, regions, industries, cells_of(used, flags))
        if added:
            log.add("absent_is_zero", year=key[1], measure=key[0], cells=added)
    observations.by_year[key] = used
    cells = cells_of(used, flags)
    report_left_out(log, "regions", regions, cells.region, cells, key)
    report_left_out(log, "industries", industries, cells.industry, cells, key)
    grid = grid_of(*key, regions, industries, cells)
    if grid is None or (grid.state == State.MISSING).all():
        return False
    grid = figures.of(grid)
    off = off_by(grid.value, grid.regions, grid.industries, grid.measure, grid.rounding)
    roundings.add(grid, off.found)
    report_contradicted(log, grid, report_margins(log, grid, off.figures))
    return True


def _with_parents(choice: TreeChoice, column: Mapping[str, str]) -> TreeChoice:
    """The tree that is given, else that of a column of parents, else none of one's own."""
    return column if column and choice == AUTOMATIC else choice


def _refuse_too_large(file: str, rows: int, regions: Axis, industries: Axis) -> None:
    """A grid takes memory for every cell, whether there is a row of it or not."""
    cells = len(regions.names) * len(industries.names)
    made = (
        f"{len(regions.names):,} regions and {len(industries.names):,} industries make {cells:,} cells a year"
    )
    try:
        check("cells", cells, made)
        if cells > CELLS_WITHOUT_ROWS:
            check("cells_of_a_row", cells // rows, f"{made}, {{amount}} for each row")
    except PastLimit as past:
        raise UnreadablePanel(file, "the codes", past.problem, f"See --column. {past.remedy}") from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(files: Sequence[Path]) -> tuple[str, ...]:
    """What messages call the files: with their folder where two have the same name."""
    names = [path.name for path in files]
    return tuple(
        path.name if names.count(path.name) == 1 else f"{path.parent.name}/{path.name}" for path in files
    )


def _why_nothing(observations: Observations) -> tuple[str, str]:
    """Why no row could be used, and what mends it."""
    if unknown := observations.unknown_measures.texts:
        codes = ", ".join(unknown[:10])
        return (
            f"none has a measure that is known; there are {codes}",
            f"Name it: --measures {unknown[0]}=employment",
        )
    return worst(observations.log.all()) or (
        "there is none that can be used",
        "See whether the columns are the right ones, and what --where leaves out",
    )


def _completed(given: Description, head: Mapping[str, str]) -> Description:
    texts = {name: getattr(given, name) or head.get(name, "") for name in Description.__dataclass_fields__}
    description = Description(**texts | {"certainty": texts["certainty"] or NOT_CHECKED})
    if description.certainty not in CERTAINTIES:
        choice = ", ".join(CERTAINTIES)
        raise UnreadablePanel(
            "the panel", "its certainty", f"it is {description.certainty!r}", f"Give one of {choice}"
        )
    for name, text in texts.items():
        _refuse_text(name, text)
    if description.url and not description.url.startswith(("https://", "http://")):
        problem = f"{cut(description.url)!r} is no address of a page"
        raise UnreadablePanel("the panel", "its url", problem, "Begin it with https://")
    return description


def _refuse_text(name: str, text: str) -> None:
    """It stands on every page of the panel."""
    if len(text) > LONGEST_TEXT or any(unicodedata.category(letter) == "Cc" for letter in text):
        problem = (
            f"{cut(text)!r} is longer than {LONGEST_TEXT} characters, or holds some that cannot be shown"
        )
        raise UnreadablePanel("the panel", f"its {name}", problem, "Shorten it to one line")
