"""`ebpages link`: which rows of two registers are one organisation."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import BUSY, InLanguage, RaisedLimits, interrupted, progress_bar, say, stop

app = typer.Typer()


class Engine(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


@app.command()
def link(
    left: Annotated[
        Path,
        typer.Argument(
            help="Register with the columns id, name and, where known, identifier, place, legal_form, website."
        ),
    ],
    right: Annotated[Path, typer.Argument(help="Another one; .csv, .csv.gz or .parquet.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="File to write, ending in .csv or .parquet: left, right, probability, reasons.",
        ),
    ],
    language: InLanguage,
    engine: Annotated[
        Engine, typer.Option(help="DuckDB on this machine, or a session of Spark.")
    ] = Engine.DUCKDB,
    one_to_one: Annotated[
        bool, typer.Option("--one-to-one", help="Pair each row once at most, the surest pair first.")
    ] = False,
    limits: RaisedLimits = None,
) -> None:
    """Link two registers: which rows are one organisation, how probable it is, and why.

    A run that was ended goes on where it was when it is started again.
    """
    from ebpages.linking.linkage import link as link_registers
    from ebpages.linking.register_file import UnlinkableError, unused_columns
    from ebpages.linking.steps import LinkingNowError

    kept = "Nothing was written; the same command goes on where it was."
    try:
        with interrupted(kept), _progress() as progress:
            linked = link_registers(
                left,
                right,
                output,
                engine=engine.value,
                one_to_one=one_to_one,
                language=language.value,
                say=progress,
            )
    except UnlinkableError as problem:
        stop(str(problem))
    except LinkingNowError as problem:
        stop(str(problem), BUSY)
    for path in (left, right):
        if unused := unused_columns(path):
            say(
                f"{path}: nothing was compared by {', '.join(map(repr, unused[:20]))}; see docs/linking.md for the columns that are used"
            )
    say(
        f"{output}: {linked.pairs} pairs written, of {linked.left} rows on the left and {linked.right} on the right"
    )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar where a person is looking; elsewhere a line for each step."""
    with progress_bar() as bar:
        said: set[str] = set()

        def show(step: str, done: int, total: int) -> None:
            if sys.stderr.isatty():
                bar(step, done, total)
            elif step not in said:
                said.add(step)
                say(f"{step} …")

        yield show
