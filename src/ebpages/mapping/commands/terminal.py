"""What the commands of `ebpages mapping` have in common: arguments, problems said in a sentence, and Ctrl-C."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import interrupted as interrupted  # used by every command here
from ebpages.faces.command_line import stop


class Engine(StrEnum):
    IN_PROCESS = "in-process"
    POOL = "pool"
    SPARK = "spark"


Name = Annotated[
    str, typer.Argument(metavar="NAME", help="The name of a panel; `ebpages mapping list` has all.")
]
OnEngine = Annotated[
    Engine,
    typer.Option("--engine", help="Here, in a pool of processes, or on Spark; the answers are the same."),
]
Workers = Annotated[int, typer.Option(min=1, help="Processes side by side, of pool and spark.")]
Categories = Annotated[
    str,
    typer.Option(
        "--categories",
        metavar="ID|FILE",
        help="A scheme of categories, by its id or as a YAML file; without it, the industries of the panel.",
    ),
]
InYears = Annotated[
    list[int] | None, typer.Option("--year", help="Only this year; may be repeated. Without it, all of them.")
]
InYear = Annotated[int | None, typer.Option("--year", help="Which year; without it, the newest.")]
Roundings = Annotated[
    list[str] | None,
    typer.Option(
        "--rounding",
        metavar="[MEASURE:][KIND=]HOW",
        help="How figures were rounded: 5, cells=5, totals=100, wages:totals=100000, 3sig, 5either (up, down or at random), none. "
        "Without it, it is looked for in the figures.",
    ),
]
ReferenceTotals = Annotated[
    bool,
    typer.Option(
        "--reference-totals",
        help="Totals are counted by themselves and need not be the sums of their parts here: quotients are taken against them, "
        "and they limit no cell.",
    ),
]


def folder() -> Path:
    """Where loaded panels are kept."""
    from ebpages.mapping import queries

    return queries.folder()


@contextmanager
def problems_in_a_sentence() -> Iterator[None]:
    """What a person can mend stops the command with a sentence."""
    from ebpages.mapping.commands.problems import PROBLEMS

    try:
        yield
    except PROBLEMS as problem:
        stop(str(problem))
