"""What all commands share: the language and format of an answer, the start of Django, and a sentence instead of a trace."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ebpages.limits import WrongLimit, raise_limits

if TYPE_CHECKING:
    from ebpages.publish.tables import Table


MEND_IT = 2  # exit codes: what was asked for cannot be done as it is
INTERRUPTED = 130  # what a shell says of a command that Ctrl-C has ended
BUSY = 75  # somebody else is at it: try again later (EX_TEMPFAIL of sysexits.h)


class Language(StrEnum):
    BG = "bg"
    EN = "en"


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def own_language() -> Language:
    """The language that the terminal speaks."""
    spoken = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return Language.BG if spoken.startswith("bg") else Language.EN


InLanguage = Annotated[
    Language, typer.Option("--language", "-l", default_factory=own_language, help="Language of the answer.")
]
InFormat = Annotated[Format, typer.Option("--format", "-f", help="How to write them.")]


def _raise_limits(given: list[str] | None) -> list[str] | None:
    try:
        raise_limits(given or ())
    except WrongLimit as problem:
        stop(f"--limit {problem}")
    return given


RaisedLimits = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAME=NUMBER",
        callback=_raise_limits,
        help="Read more of a file than is usual, such as rows=50000000; may be repeated. A message names the limit.",
    ),
]


def start_django() -> None:
    import django

    django.setup()


def print_as(table: "Table", file_format: Format, columns: tuple[str, ...]) -> None:
    """Print a table: the given columns for a person who looks, all of them as JSON or CSV."""
    if file_format is Format.TABLE:
        from ebpages.faces.terminal import print_table

        print_table(table, columns)
    else:
        sys.stdout.buffer.write(table.write(file_format))


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """What tells a person who is looking how far a command is: (step, done, total), total 0 where it cannot be told."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task("", total=None)

        def show(step: str, done: int, total: int) -> None:
            bars.update(bar, description=step, completed=done, total=total or None)

        yield show


# Line breaks, and what is printed in lists though it is not seen: soft hyphens and spaces of no width move nothing.
_HARMLESS = frozenset("\n\u00ad\u200b\u200c\u200d\u2060\ufeff\u00a0")


def harmless(text: str) -> str:
    """What a terminal shows as it stands: visitors' messages and lists of others may hold signs that steer it."""
    return "".join(sign if sign.isprintable() or sign in _HARMLESS else "\ufffd" for sign in text)


def say(message: str) -> None:
    """Tell a person, or the log of whoever started the command, what is going on; answers go to standard output."""
    print(harmless(message), file=sys.stderr, flush=True)


@contextmanager
def interrupted(left: str) -> Iterator[None]:
    """left: how things stand after Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        stop(f"stopped. {left}", INTERRUPTED)


def stop(message: str, status: int = MEND_IT) -> NoReturn:
    """End with a sentence."""
    print(f"ebpages: {harmless(message)}", file=sys.stderr)
    sys.exit(status)
