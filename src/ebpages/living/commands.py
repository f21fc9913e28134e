"""`ebpages sources`: fetch living sources, read what is kept, and say how each stands."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import (
    BUSY,
    Format,
    InFormat,
    InLanguage,
    RaisedLimits,
    interrupted,
    print_as,
    progress_bar,
    say,
    start_django,
    stop,
)

app = typer.Typer()
sources = typer.Typer(no_args_is_help=True, help="Living sources: fetch them, and say how fresh each is.")
app.add_typer(sources, name="sources")

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="As `ebpages sources status` names it, such as trade_register_daily."
    ),
]
Day = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only editions from, or up to, this day.")
]
SOME_FAILED = 1


@sources.command()
def fetch(
    name: Name,
    since: Day = None,
    until: Day = None,
    from_folder: Annotated[
        Path | None,
        typer.Option("--from-folder", help="Read files that were downloaded before, in place of asking."),
    ] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option("--accept-fewer", help="Go on though there is more than a tenth less than before."),
    ] = False,
    limits: RaisedLimits = None,
) -> None:
    """Fetch what is new, file by file; what fails is said, kept in mind and asked for again by the next run."""
    start_django()
    from ebpages.files.cannot_fetch import CannotFetch
    from ebpages.living.actions import fetch as run
    from ebpages.living.actions.fetching import AlreadyFetching

    kept = "What was fetched is kept; the same command goes on."
    try:
        with interrupted(kept), progress_bar() as progress:
            result = run(
                name=name, since=_iso(since), until=_iso(until), from_folder=from_folder, accept_fewer=accept_fewer, progress=progress
            )  # fmt: skip
    except AlreadyFetching as problem:
        stop(str(problem), BUSY)
    except CannotFetch as problem:
        stop(str(problem))
    for fault in result.faults:
        say(f"ebpages: {fault}")
    first, last = (min(result.new), max(result.new)) if result.new else ("", "")
    new = f"{len(result.new)} new ({first} to {last})" if result.new else "nothing new"
    say(f"{name}: {new}, {result.there} there before, {len(result.faults)} failed.")
    if result.faults:
        raise typer.Exit(SOME_FAILED)


@sources.command()
def status(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """How fresh each living source is, what failed, and what to do."""
    start_django()
    from django.utils import translation

    from ebpages.living.queries import source_detail
    from ebpages.living.tables import sources_table

    translation.activate(str(language))
    table = sources_table()
    print_as(table, file_format, ("name", "freshness", "newest", "editions", "rows", "faults", "advice"))
    if file_format is Format.TABLE:
        for row in table.rows():
            detail = source_detail(str(row["name"]))
            for fault in detail.faults if detail else ():
                say(f"{row['name']}, {fault.at}: {fault.problem}")


@sources.command()
def read(name: Name) -> None:
    """Read the kept editions into the database again: after a restored backup, or when organisations have come to the register."""
    start_django()
    from ebpages.files.cannot_fetch import CannotFetch
    from ebpages.living.actions import read_kept
    from ebpages.sources.connector import connector

    try:
        with progress_bar() as progress:
            count = read_kept(connector=connector(name), progress=progress)
    except CannotFetch as problem:
        stop(str(problem))
    say(f"{name}: {count} editions were read anew.")


def _iso(day: datetime | None) -> str:
    return day.date().isoformat() if day else ""
