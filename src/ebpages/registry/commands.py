"""The registry's commands: build it, question it, take it away as files."""

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ebpages.faces.capabilities import check_declarations
from ebpages.faces.command_line import (
    BUSY,
    Format,
    InFormat,
    InLanguage,
    Language,
    print_as,
    progress_bar,
    say,
    start_django,
    stop,
)
from ebpages.registry.command_line import start_with_registry

if TYPE_CHECKING:
    from ebpages.publish.tables import Table

app = typer.Typer()
export = typer.Typer(no_args_is_help=True, help="Write the register to a file: CSV, XLSX, JSON or Parquet.")
app.add_typer(export, name="export")

Output = Annotated[
    Path,
    typer.Option(
        "--output", "-o", help="File to write; its ending says the format: csv, xlsx, json, parquet."
    ),
]


AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The register as of this day, by the lists of then."),
]


@app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
    wait: Annotated[bool, typer.Option(help="Wait for another build, or leave with exit code 75.")] = True,
) -> None:
    """Build the register from the shipped lists: all of it or nothing; the last good one stays until then."""
    start_django()
    check_declarations()
    from ebpages.registry.actions import build as run
    from ebpages.registry.one_writer import AnotherWriter, only_writer
    from ebpages.registry.queries.membership import membership
    from ebpages.registry.search_documents import follow

    unwritten = ""
    try:
        with only_writer("build", wait=wait, waiting=say), progress_bar() as progress:
            result = run(force=force, progress=progress)
            progress("indexing", 0, 0)
            try:
                follow()
                membership()  # kept for whoever serves pages
            except (OSError, ValueError) as problem:
                unwritten = f" The search index cannot be written ({problem}): see that there is room, then build again."
    except AnotherWriter as problem:
        stop(str(problem), BUSY)
    counts = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in result.counts.items())
    print(f"{'Built' if result.changed else 'Nothing has changed'}: {counts}.{unwritten}", file=sys.stderr)


@app.command()
def findings(
    language: InLanguage,
    file_format: InFormat = Format.TABLE,
    kind: Annotated[list[str] | None, typer.Option(help="Only this kind; may be repeated.")] = None,
    severity: Annotated[
        list[str] | None, typer.Option(help="Only error, warning or note; may be repeated.")
    ] = None,
) -> None:
    """What does not add up in the lists, with the rows that show it."""
    start_with_registry(language)
    from ebpages.registry.queries import FindingQuestion
    from ebpages.registry.tables import findings_table

    question = FindingQuestion(tuple(kind or ()), tuple(severity or ()))
    print_as(findings_table(question), file_format, ("severity", "kind", "sentence", "evidence"))


@app.command()
def search(
    words: Annotated[
        list[str], typer.Argument(help="Words, in Cyrillic or Latin letters, Bulgarian or English.")
    ],
    language: InLanguage,
    file_format: InFormat = Format.TABLE,
) -> None:
    """Find organisations by name, sector, town or identifier."""
    start_with_registry(language)
    from django.utils import timezone

    from ebpages.registry.queries import Question, search_misses
    from ebpages.registry.search_documents import known_to_search
    from ebpages.registry.tables import organisations_table

    question = Question(on=timezone.localdate(), words=" ".join(words))
    table = organisations_table(question)
    if missed := search_misses(known_to_search()):
        print(missed, file=sys.stderr)
    print_as(table, file_format, ("id", "name", "other_name", "identifiers", "seat", "lists"))


@app.command()
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="A public id or an EIK/BULSTAT number.")],
    language: InLanguage,
    file_format: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.TABLE,
) -> None:
    """One organisation: every value with the row it was read from."""
    start_with_registry(language)
    from django.utils import timezone

    from ebpages.registry.queries import MergedInto, organisation, public_id_of, rows_with_placeholder

    rows = rows_with_placeholder(identifier)
    if rows is not None:
        listed = "; ".join(f"{r.source} {r.number or r.row}: {r.name}" for r in rows) or "no row prints it"
        stop(
            f"{identifier} is no identifier: it is a placeholder for a number that is not known "
            f"({listed}). The rows stay apart; `ebpages search WORDS` finds ids"
        )
    public_id = public_id_of(identifier)
    view = organisation(public_id, timezone.localdate()) if public_id else None
    if isinstance(view, MergedInto):
        view = organisation(view.id, timezone.localdate())
    if view is None or isinstance(view, MergedInto):
        stop(f"nobody has the id {identifier!r}; `ebpages search WORDS` finds ids")
    elif file_format is Format.JSON:
        import dataclasses
        import json

        print(json.dumps(dataclasses.asdict(view), ensure_ascii=False, indent=2))
    elif file_format is Format.CSV:
        stop("one organisation is no table; use --format table or json")
    else:
        from ebpages.registry.terminal import print_organisation

        print_organisation(view)


@export.command("records")
def export_records(
    output: Output,
    automatic: Annotated[bool, typer.Option("--automatic", help="Without human judgements.")] = False,
    as_of: AsOf = None,
) -> None:
    """Every row of every list, with the legal entity and the organisation that it was resolved to."""
    start_with_registry(Language.EN)
    from ebpages.registry.tables import records_table

    with _of_day(as_of):
        _write(records_table(automatic=automatic), output)


@export.command("organisations")
def export_organisations(output: Output, language: InLanguage, as_of: AsOf = None) -> None:
    """Every organisation with what the lists state about it."""
    start_with_registry(language)
    from ebpages.registry.earlier import day_of_reading
    from ebpages.registry.queries import Question
    from ebpages.registry.tables import organisations_table

    with _of_day(as_of):
        _write(organisations_table(Question(on=day_of_reading(), sort="name")), output)


@export.command("statements")
def export_statements(output: Output, language: InLanguage, as_of: AsOf = None) -> None:
    """Every value of every list, with its row, its organisation and its source."""
    start_with_registry(language)
    from ebpages.registry.tables import statements_table

    with _of_day(as_of):
        _write(statements_table(), output)


def _of_day(day: datetime | None) -> AbstractContextManager[None]:
    from django.utils import timezone

    from ebpages.registry.actions.earlier_states import reading_as_of

    if day and day.date() > timezone.localdate():
        stop("--as-of: the day is still to come. Give today or an earlier day.")
    return reading_as_of(day.date(), patiently=True) if day else nullcontext()


def _write(table: "Table", output: Path) -> None:
    """Write beside the target and move there when whole, so that a file is never half-written."""
    from ebpages.publish.tables import FORMATS
    from ebpages.publish.whole_file import whole_file

    file_format = output.suffix.removeprefix(".").lower()
    if file_format not in FORMATS:
        stop(f"{output.name}: the ending must say the format, one of {', '.join(FORMATS)}")
    try:
        with whole_file(output) as draft:
            draft.write_bytes(table.write(file_format))
    except OSError as problem:
        stop(
            f"{output}: cannot be written ({problem.strerror}). Name a file in a folder that you may write to."
        )
    print(f"{output}: written", file=sys.stderr)
