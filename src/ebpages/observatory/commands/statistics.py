"""`ebpages statistics`: fetch data sets of Eurostat and of SDMX sources, list and show what there is."""

from dataclasses import replace
from typing import Annotated

import typer

from ebpages.faces.command_line import (
    Format,
    InFormat,
    InLanguage,
    RaisedLimits,
    print_as,
    progress_bar,
    start_django,
    stop,
)
from ebpages.files.cannot_fetch import CannotFetch
from ebpages.observatory.statistics import EUROSTAT

app = typer.Typer(no_args_is_help=True)

Code = Annotated[str, typer.Argument(metavar="CODE", help="The code of a data set, such as rd_e_gerdtot.")]
Filters = Annotated[
    list[str] | None,
    typer.Option("--filter", metavar="DIMENSION=CODE", help="Only this code; may be repeated: geo=BG"),
]


@app.callback()
def statistics() -> None:
    """Official statistics: fetch, list and show data sets with their vintages."""
    start_django()


@app.command()
def fetch(
    code: Code,
    filters: Filters = None,
    provider: Annotated[
        str,
        typer.Option(
            help="eurostat, a source of SDMX such as ECB or OECD, or the address of an SDMX service."
        ),
    ] = EUROSTAT,
    limits: RaisedLimits = None,
) -> None:
    """Ask the publisher for a data set and keep its answer; without one, the last vintage stays in use."""
    from ebpages.observatory.actions import fetch_statistics

    wanted = _filters(filters)
    try:
        with progress_bar() as progress:
            found = fetch_statistics(
                code=code, filters=wanted, provider=provider, by="command line",
                progress=lambda done, total: progress(f"fetching, {done // 1024} KiB", done, total),
                storing=lambda done, total: progress(f"storing, {done} cells", done, total),
            )  # fmt: skip
    except CannotFetch as problem:
        stop(f"{problem} Nothing was fetched before, so there is no last vintage to serve.")
    name, cells = found.vintage.name, len(found.vintage.observations)
    if found.problem:
        kept = "fetched before" if found.vintage.fetched_at else "shipped"
        typer.echo(f"ebpages: warning: {found.problem}", err=True)
        typer.echo(
            f"The last vintage is served: {found.vintage.code} of {name} ({kept}, {cells} cells).", err=True
        )
    elif found.stored:
        typer.echo(f"Fetched: {found.vintage.code} of {name}, {cells} cells.", err=True)
    else:
        typer.echo(f"Nothing has changed: {found.vintage.code} of {name} is here already.", err=True)


@app.command("list")
def list_datasets(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Every data set: its newest vintage, how many values are known, who publishes it."""
    from django.utils import translation

    from ebpages.observatory.tables import datasets_table

    translation.activate(str(language))
    shown = ("code", "title", "provider", "vintage", "known", "missing", "vintages")
    print_as(datasets_table(), file_format, shown)


@app.command()
def show(
    code: Code,
    language: InLanguage,
    filters: Filters = None,
    vintage: Annotated[
        str | None,
        typer.Option(help="Which release; the newest one without. A wrong one is answered by all names."),
    ] = None,
    file_format: InFormat = Format.TABLE,
) -> None:
    """The values of a data set in one vintage, with their flags."""
    from django.utils import translation

    from ebpages.observatory.queries.statistics import structure, vintage_head
    from ebpages.observatory.statistics.dataset import UnknownVintage
    from ebpages.observatory.tables import cells_table

    translation.activate(str(language))
    try:
        head = vintage_head(code, vintage)
    except UnknownVintage as problem:
        stop(
            f"{problem}. `ebpages statistics list` says what there is, `ebpages statistics fetch` gets more."
        )
    labels, chosen = structure(head).labels, _filters(filters)
    if strange := sorted(chosen.keys() - labels.keys()):
        stop(f"{code} has no dimension {strange[0]}; it has {', '.join(labels)}")
    named = [f"{name}_label" for name in labels if len(labels[name]) > 1]
    cells = replace(cells_table(head, labels, chosen), name="cells")
    print_as(cells, file_format, (*named, "value", "flags", "note"))
    attribution = " · ".join(
        filter(None, (head.attribution.name(language), head.name, head.unit.name(language)))
    )
    typer.echo(attribution, err=True)


def _filters(texts: list[str] | None) -> dict[str, list[str]]:
    """dimension -> codes."""
    filters: dict[str, list[str]] = {}
    for text in texts or ():
        name, sign, code = text.partition("=")
        if not (name and sign and code):
            stop(f"--filter {text}: write it as DIMENSION=CODE, such as geo=BG")
        filters.setdefault(name, []).append(code)
    return filters
