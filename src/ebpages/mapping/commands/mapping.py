"""`ebpages mapping`: load statistics of regions and industries, map them by rule sets, compare, and look for definitions."""

from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import (
    Format,
    InFormat,
    InLanguage,
    harmless,
    print_as,
    progress_bar,
    start_django,
    stop,
)
from ebpages.mapping.commands.define_command import define
from ebpages.mapping.commands.figure_commands import complexity, indices, relatedness
from ebpages.mapping.commands.load_command import load
from ebpages.mapping.commands.terminal import (
    Categories,
    Engine,
    InYear,
    InYears,
    Name,
    OnEngine,
    ReferenceTotals,
    Roundings,
    Workers,
    folder,
    interrupted,
    problems_in_a_sentence,
)

app = typer.Typer(no_args_is_help=True)


@app.callback()
def mapping() -> None:
    """Cluster mapping: statistics of regions and industries, and what rule sets say about them."""
    start_django()


app.command()(load)


@app.command("list")
def list_panels(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Every panel: those that were loaded and those that ship."""
    from ebpages.mapping.panels.store import unusable
    from ebpages.mapping.tables import panels_table

    shown = ("name", "title", "vintage", "first_year", "last_year", "regions", "industries", "measures")
    print_as(panels_table(folder(), language), file_format, shown)
    for why in unusable(folder()).values():
        typer.echo(harmless(why), err=True)


@app.command()
def show(
    name: Name,
    language: InLanguage,
    findings: Annotated[bool, typer.Option("--findings", help="Every finding instead of the years.")] = False,
    file_format: InFormat = Format.TABLE,
) -> None:
    """A panel: how many cells of each year are known, or everything in it that is wrong or needs attention."""
    from ebpages.mapping.commands.messages import said_of
    from ebpages.mapping.panels.store import open_panel
    from ebpages.mapping.tables import findings_table, years_table

    with problems_in_a_sentence():
        panel = open_panel(folder(), name, language)
        if findings:
            print_as(findings_table(panel, language), file_format, ("severity", "kind", "sentence", "remedy"))
            return
        shown = (
            "measure",
            "year",
            "regions",
            "industries",
            "value",
            "zero",
            "suppressed",
            "missing",
            "total",
        )
        print_as(years_table(panel), file_format, shown)
    for line in said_of(panel, language):
        typer.echo(harmless(line), err=True)


@app.command()
def run(
    name: Name,
    rules: Annotated[
        list[str],
        typer.Option("--rules", metavar="ID", help="One rule set, as `ebpages mapping rules` has it."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File to write, ending in .csv or .parquet.")
    ],
    years: InYears = None,
    categories: Categories = "",
    engine: OnEngine = Engine.IN_PROCESS,
    workers: Workers = 2,
    replicates: Annotated[
        int, typer.Option(min=0, help="Resamples of the regions, beside the data themselves.")
    ] = 0,
    within: Annotated[
        Path | None,
        typer.Option(
            help="Types of regions: a file with the columns region, type. The rules hold regions of one type against each other."
        ),
    ] = None,
    rounding: Roundings = None,
    reference_totals: ReferenceTotals = False,
) -> None:
    """What a rule set says about every region, category and year, as a file with bounds, answers and where they come from."""
    from ebpages.mapping.commands.choices import figures
    from ebpages.mapping.commands.run import map_to_file

    if len(rules) > 1:
        stop(
            f"nothing mixes two rule sets ({', '.join(rules)}). Run each into a file of its own, "
            "or see `ebpages mapping compare`"
        )
    with problems_in_a_sentence(), interrupted("Nothing was written."), progress_bar() as progress:
        rows = map_to_file(
            folder(), name, rules[0], output,
            years=years, categories=categories, engine=engine.value, workers=workers, replicates=replicates,
            within=within, figures=figures(rounding, reference_totals),
            progress=lambda done, total: progress("mapping", done, total),
        )  # fmt: skip
    typer.echo(f"{output}: {rows} rows written", err=True)


for command in (indices, relatedness, complexity, define):
    app.command()(command)


@app.command()
def compare(
    name: Name,
    language: InLanguage,
    rules: Annotated[
        list[str] | None,
        typer.Option(
            "--rules",
            metavar="ID",
            help="Only these; may be repeated. Without it, all that can be answered of the panel.",
        ),
    ] = None,
    year: InYear = None,
    categories: Categories = "",
    pairs: Annotated[bool, typer.Option("--pairs", help="Only the rule sets two by two.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File of all cells that they disagree about, .csv or .parquet."),
    ] = None,
    file_format: InFormat = Format.TABLE,
) -> None:
    """How many clusters each rule set finds in a year, and where two of them agree."""
    from ebpages.mapping.commands.run import compare_rule_sets, left_out, write_disagreements
    from ebpages.mapping.tables import pairs_table, tallies_table

    with problems_in_a_sentence():
        comparison = compare_rule_sets(folder(), name, rules or (), output, year=year, categories=categories)
        written = write_disagreements(comparison, output) if output else 0
    both, agreement = file_format is Format.TABLE and not pairs, comparison.agreement
    if not pairs:
        print_as(tallies_table(comparison), file_format, ("rule_set", "yes", "no", "cannot_be_told"))
    if pairs or both:
        shown = ("first", "second", "both", "only_first", "only_second", "neither", "open")
        print_as(pairs_table(comparison), file_format, shown)
    typer.echo(
        f"{comparison.panel}, {comparison.year}: of {comparison.answers[0].size} pairs of region and category, at least one rule set "
        f"answers for {agreement.answered}; all that answer say yes to {agreement.yes} and no to {agreement.no}, "
        f"and they contradict one another about {agreement.contradicted}.",
        err=True,
    )
    for line in left_out(comparison, language):
        typer.echo(harmless(line), err=True)
    if output:
        typer.echo(f"{output}: {written} rows written", err=True)


@app.command("rules")
def list_rules(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Every rule set with how certain it is."""
    from ebpages.mapping.tables import rules_table

    print_as(rules_table(language), file_format, ("id", "version", "certainty", "title", "tests"))


@app.command("categories")
def list_categories(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Every scheme of categories that industries can be counted together by."""
    from ebpages.mapping.tables import categories_table

    print_as(categories_table(language), file_format, ("id", "version", "certainty", "categories", "title"))


@app.command()
def remove(name: Name) -> None:
    """Take a panel away that was loaded; its files are not touched."""
    from ebpages.mapping.panels.store import remove as take_away

    with problems_in_a_sentence():
        take_away(folder(), name)
    typer.echo(f"{name}: removed", err=True)
