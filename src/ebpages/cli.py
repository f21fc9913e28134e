"""The command `ebpages`: build the registry, question it, take it away as files, serve it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ebpages.observatory.commands.mapping import app as mapping
from ebpages.observatory.commands.report import app as report
from ebpages.observatory.commands.statistics import app as statistics
from ebpages.registry.command_line import (
    Format,
    InFormat,
    InLanguage,
    Language,
    print_as,
    start_django,
    start_with_registry,
    stop,
)
from ebpages.site.environment import WrongSetting, read_environment

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from ebpages.registry.downloads import Table

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="The open registry of business clusters and technology transfer.",
)
export = typer.Typer(no_args_is_help=True, help="Write the registry to a file: CSV, XLSX, JSON or Parquet.")
app.add_typer(export, name="export")
app.add_typer(statistics, name="statistics")
app.add_typer(mapping, name="mapping")
app.add_typer(report, name="report")


Output = Annotated[
    Path,
    typer.Option(
        "--output", "-o", help="File to write; its ending says the format: csv, xlsx, json, parquet."
    ),
]


def main() -> None:
    """Run the command; what a person can mend is told in a sentence, never as a trace. Exit code 2 says: mend it."""
    from django.db import DatabaseError

    from ebpages.reference.vocabulary import BrokenVocabulary
    from ebpages.registry.judgements import UnreadableJudgements
    from ebpages.site.serving import CannotServe
    from ebpages.sources.record import UnreadableList

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ebpages.site.settings")
    try:
        app()
    except (WrongSetting, CannotServe, UnreadableList, UnreadableJudgements, BrokenVocabulary) as problem:
        stop(str(problem))
    except DatabaseError as problem:
        stop(f"the database does not answer as it should ({_one_line(problem)}). {_remedy(problem)}")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as problem:
        stop(
            f"{problem.filename or 'a file'}: cannot be read or written ({problem.strerror}). "
            "See that there is room, and that this user may read and write there."
        )


def _one_line(problem: Exception) -> str:
    return " ".join(str(problem).split())


def _remedy(problem: Exception) -> str:
    """What to do about a database that fails. SQLite tells of a full or protected disk in words only."""
    told = str(problem)
    if any(sign in told for sign in ("full", "I/O", "readonly", "unable to open")):
        return "See that there is room in EBPAGES_HOME, and that this user may write there."
    return "Another build may be running: try again." if "locked" in told else "Try `ebpages manage migrate`."


@app.command()
def build(
    force: Annotated[bool, typer.Option("--force", help="Build even if nothing has changed.")] = False,
) -> None:
    """Build the registry from the shipped lists: all of it or nothing; the last good one stays until then."""
    start_django()
    _check_declarations()
    from rich.console import Console

    from ebpages.registry.actions import build as run
    from ebpages.registry.search_documents import follow

    console = Console(stderr=True)
    with _progress(console) as progress:
        task = progress.add_task("starting", total=None)

        def show(stage: str, done: int, total: int) -> None:
            progress.update(task, description=stage, completed=done, total=total)

        result = run(force=force, progress=show)
        progress.update(task, description="indexing", completed=0, total=None)
        follow()
    told = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in result.counts.items())
    print(f"{'Built' if result.changed else 'Nothing has changed'}: {told}.", file=sys.stderr)


def _check_declarations() -> None:
    """Say at once that something is declared wrongly; the pages would say it to visitors."""
    from ebpages.observatory.claims.catalogue import all_claims
    from ebpages.observatory.figures.catalogue import figures
    from ebpages.observatory.mapping.rules.catalogue import rule_sets
    from ebpages.observatory.mapping.schemes import category_schemes

    figures()
    all_claims()
    rule_sets()
    category_schemes()


def _progress(console: "Console") -> "Progress":
    """Bars for a person who is looking; nothing where the output goes to a file."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer side by side.")] = 2,
) -> None:
    """Serve the pages and the API until Ctrl-C."""
    from ebpages.site.serving import serve as run

    read_environment()
    _check_declarations()
    print(f"E-Business Pages: http://{host}:{port}/  (Ctrl-C stops)", flush=True)
    run(host=host, port=port, workers=workers)


@app.command()
def work() -> None:
    """Carry out background jobs until Ctrl-C; `serve` starts one such worker itself."""
    from ebpages.site.working import work as run

    read_environment()
    run()


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
    from ebpages.registry.downloads import findings_table
    from ebpages.registry.queries import FindingQuestion

    question = FindingQuestion(tuple(kind or ()), tuple(severity or ()))
    print_as(findings_table(question, language), file_format, ("severity", "kind", "sentence", "evidence"))


@app.command()
def claims(
    language: InLanguage,
    file_format: InFormat = Format.TABLE,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="Only the claims of this YAML file, or of a folder of them."),
    ] = None,
) -> None:
    """What publications claim, and what recomputation says: agrees, differs, or cannot be told."""
    start_with_registry(language)
    from django.utils import timezone

    from ebpages.observatory.commands.claims import SHOWN, claims_table

    print_as(claims_table(language, timezone.localdate(), file=file), file_format, SHOWN)


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

    from ebpages.registry.downloads import organisations_table
    from ebpages.registry.queries import Question

    question = Question(on=timezone.localdate(), words=" ".join(words))
    table = organisations_table(question, language)
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

    from ebpages.registry.queries import Moved, organisation, public_id_of

    public_id = public_id_of(identifier)
    found = organisation(public_id, language, timezone.localdate()) if public_id else None
    if isinstance(found, Moved):
        found = organisation(found.id, language, timezone.localdate())
    if found is None or isinstance(found, Moved):
        stop(f"nobody has the id {identifier!r}; `ebpages search WORDS` finds ids")
    elif file_format is Format.JSON:
        import dataclasses
        import json

        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2))
    elif file_format is Format.CSV:
        stop("one organisation is no table; use --format table or json")
    else:
        from ebpages.registry.terminal import print_organisation

        print_organisation(found, language)


@export.command("records")
def export_records(
    output: Output,
    automatic: Annotated[bool, typer.Option("--automatic", help="Without human judgements.")] = False,
) -> None:
    """Every row of every list, with the legal entity and the organisation that it was resolved to."""
    start_with_registry(Language.EN)
    from ebpages.registry.downloads import records_table

    _write(records_table(automatic=automatic), output)


@export.command("organisations")
def export_organisations(output: Output, language: InLanguage) -> None:
    """Every organisation with what the lists state about it."""
    start_with_registry(language)
    from django.utils import timezone

    from ebpages.registry.downloads import organisations_table
    from ebpages.registry.queries import Question

    _write(organisations_table(Question(on=timezone.localdate(), sort="name"), language), output)


def _write(table: "Table", output: Path) -> None:
    """Write beside the target and move there when whole, so that a file is never half-written."""
    from ebpages.publish.tables import FORMATS

    file_format = output.suffix.removeprefix(".").lower()
    if file_format not in FORMATS:
        stop(f"{output.name}: the ending must say the format, one of {', '.join(FORMATS)}")
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        draft.write_bytes(table.write(file_format))
        draft.replace(output)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        stop(
            f"{output}: cannot be written ({problem.strerror}). Name a file in a folder that you may write to."
        )
    print(f"{output}: written", file=sys.stderr)


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
)
def manage(context: typer.Context) -> None:
    """Django's own commands, such as `ebpages manage migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ebpages manage", *context.args])
