"""`ebpages mapping define` in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import InLanguage, RaisedLimits, progress_bar
from ebpages.mapping.commands.terminal import (
    Engine,
    InYear,
    Name,
    OnEngine,
    Workers,
    folder,
    interrupted,
    problems_in_a_sentence,
)


def define(
    name: Name,
    language: InLanguage,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for what is found, and for finished steps.")
    ],
    year: InYear = None,
    clusters: Annotated[str, typer.Option(metavar="FROM-TO", help="How many clusters to try.")] = "30-60",
    bootstraps: Annotated[
        int, typer.Option(min=0, help="Resamples of the regions, to measure how stable it is.")
    ] = 100,
    flows: Annotated[
        Path | None, typer.Option(help="Flows between industries: a file with the columns from, to, value.")
    ] = None,
    occupations: Annotated[
        Path | None,
        typer.Option(help="Who works where: a file with the columns industry, occupation, value."),
    ] = None,
    similarity: Annotated[
        Path | None,
        typer.Option(
            help="A published similarity to search in, in place of the panel's: a file with the columns industry, other, value."
        ),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option(
            help="Published clusters to assess, in place of a search: a file with the columns industry, cluster."
        ),
    ] = None,
    permutations: Annotated[
        int, typer.Option(min=0, help="Searches in permuted regions, to measure what score chance gives.")
    ] = 9,
    related_industries: Annotated[
        int,
        typer.Option(
            min=0,
            max=100,
            metavar="PERCENT",
            help="The least share of related industries of related clusters, such as 20.",
        ),
    ] = 0,
    choose: Annotated[
        str, typer.Option(help="Another set than the one with the best score, such as LC-Emp/ward/45.")
    ] = "",
    moves: Annotated[
        Path | None,
        typer.Option(help="Industries that a person moves: a file with the columns industry, beside."),
    ] = None,
    scheme: Annotated[
        str, typer.Option("--id", help="What to call the categories; without it, after the panel.")
    ] = "",
    engine: OnEngine = Engine.IN_PROCESS,
    workers: Workers = 2,
    seed: Annotated[
        int, typer.Option(min=0, help="Of all that is drawn; the same seed finds the same.")
    ] = 2016,
    limits: RaisedLimits = None,
) -> None:
    """Look for sets of industries that belong together. Ctrl-C stops it; the same command goes on from there."""
    from ebpages.mapping.commands.choices import least_and_most
    from ebpages.mapping.commands.define import SearchOptions, search_to_folder

    left = f"Finished steps are kept in {output}: give the same command to go on from there."
    with problems_in_a_sentence(), interrupted(left), progress_bar() as progress:
        options = SearchOptions(
            least_and_most(clusters), bootstraps, seed, choose, moves, flows, occupations,
            similarity, given, permutations, related_industries,
        )  # fmt: skip
        lines = search_to_folder(
            folder(), name, output,
            options=options, year=year, scheme=scheme, engine=engine.value, workers=workers,
            language=language, progress=lambda done, total, step: progress(step, done, total),
        )  # fmt: skip
    for line in lines:
        typer.echo(line)
