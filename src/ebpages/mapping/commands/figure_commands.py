"""`ebpages mapping indices`, `relatedness` and `complexity` in the terminal."""

from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import harmless, progress_bar
from ebpages.mapping.commands.terminal import (
    Categories,
    InYears,
    Name,
    folder,
    interrupted,
    problems_in_a_sentence,
)

FiguresFile = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="File to write, ending in .csv, .parquet or .geojson (with the outlines of Bulgaria's regions).",
    ),
]
RowsOf = Annotated[
    str, typer.Option("--of", metavar="WHAT", help="What a row is of: regions, industries, cells or pairs.")
]


def indices(
    name: Name,
    output: FiguresFile,
    of: RowsOf = "regions",
    years: InYears = None,
    categories: Categories = "",
) -> None:
    """Figures of every region, industry (--of industries) or both (--of cells): specialisation, concentration, shares, growth, entry."""
    _write_figures("indices", name, of, output, years, categories)


def relatedness(
    name: Name,
    output: FiguresFile,
    of: RowsOf = "cells",
    across: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Another panel: how its industries are related to those of this one."
        ),
    ] = "",
    years: InYears = None,
    categories: Categories = "",
) -> None:
    """Relatedness density of every region and industry, or the proximity of every two industries (--of pairs)."""
    _write_figures("relatedness", name, of, output, years, categories, across)


def complexity(
    name: Name,
    output: FiguresFile,
    of: RowsOf = "regions",
    years: InYears = None,
    categories: Categories = "",
) -> None:
    """Complexity, outlook and fitness of every region, of every industry (--of industries), or what one would add (--of cells)."""
    _write_figures("complexity", name, of, output, years, categories)


def _write_figures(
    what: str,
    name: str,
    of: str,
    output: Path,
    years: list[int] | None,
    categories: str,
    across: str = "",
) -> None:
    from ebpages.mapping.commands.figures import figures_to_file

    with problems_in_a_sentence(), interrupted("Nothing was written."), progress_bar() as progress:
        said = figures_to_file(
            folder(), name, what, of, output, years=years or (), categories=categories, across=across,
            progress=lambda done, total: progress(what, done, total),
        )  # fmt: skip
    for line in said:
        typer.echo(harmless(line), err=True)
