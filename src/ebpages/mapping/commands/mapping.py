"""`ebpages mapping`: load statistics of regions and industries, map them by rule sets, compare, and look for definitions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import Format, InFormat, InLanguage, print_as, start_django, stop

app = typer.Typer(no_args_is_help=True)

INTERRUPTED = 130  # what a shell says of a command that Ctrl-C has ended
WITH_ERRORS = 1


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


@app.callback()
def mapping() -> None:
    """Cluster mapping: statistics of regions and industries, and what rule sets say of them."""
    start_django()


@app.command()
def load(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="CSV or TSV (also .gz), or Parquet; several make one panel."),
    ],
    name: Annotated[str, typer.Option(help="What to call the panel: letters a to z, digits, hyphens.")],
    language: InLanguage,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="WHAT=NAME", help="What the column NAME holds, such as region=geo."),
    ] = None,
    measure: Annotated[
        str, typer.Option(help="The only measure to read, or that of files that name none.")
    ] = "",
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measures",
            metavar="CODE=MEASURE",
            help="What a code of the source measures: V13320=wages*1000000.",
        ),
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="COLUMN=VALUE", help="Only rows that say so.")
    ] = None,
    trees: Annotated[
        list[str] | None,
        typer.Option(
            "--tree",
            metavar="AXIS=FILE",
            help="What the codes of regions or of industries belong to: a CSV file of code,parent, or flat, nuts, nace.",
        ),
    ] = None,
    title: Annotated[str, typer.Option(help="What the panel is called for people.")] = "",
    source: Annotated[str, typer.Option(help="Who published the statistics.")] = "",
    vintage: Annotated[str, typer.Option(help="Of which release they are.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence they may be used.")] = "",
    url: Annotated[str, typer.Option(help="Where they were published.")] = "",
    certainty: Annotated[str, typer.Option(help="official, published, own or unverified.")] = "",
    rounding: Roundings = None,
    reference_totals: ReferenceTotals = False,
) -> None:
    """Read statistics and keep them as a panel. Exit code 1: it is kept, and its findings hold errors."""
    from ebpages.mapping.commands.choices import figures, pairs, trees_of
    from ebpages.mapping.commands.messages import said_of
    from ebpages.mapping.panels.reading import Description, read_panel
    from ebpages.mapping.panels.store import keep

    description = Description(title, source, vintage, licence, url, certainty)
    with (
        _problems_in_a_sentence(),
        _interrupted("Nothing was kept; a former panel of that name is still there."),
        _bar() as progress,
    ):
        panel = read_panel(
            files,
            name=name,
            columns=pairs("--column", columns, "region=geo"),
            measure=measure,
            measures=pairs("--measures", measures, "V16110=employment"),
            where=pairs("--where", where, "size=TOTAL"),
            trees=trees_of(pairs("--tree", trees, "regions=regions.csv")),
            description=description,
            figures=figures(rounding, reference_totals),
            progress=progress,
        )
        keep(panel, _folder())
    for line in said_of(panel, language):
        typer.echo(line)
    if any(finding.severity == "error" for finding in panel.findings):
        raise typer.Exit(WITH_ERRORS)


@app.command("list")
def list_panels(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Every panel: those that were loaded and those that ship."""
    from ebpages.mapping.panels.store import unusable
    from ebpages.mapping.tables import panels_table

    shown = ("name", "title", "vintage", "first_year", "last_year", "regions", "industries", "measures")
    print_as(panels_table(_folder(), language), file_format, shown)
    for why in unusable(_folder()).values():
        typer.echo(why, err=True)


@app.command()
def show(
    name: Name,
    language: InLanguage,
    findings: Annotated[bool, typer.Option("--findings", help="Every finding instead of the years.")] = False,
    file_format: InFormat = Format.TABLE,
) -> None:
    """A panel: how many cells of each year are known, or everything that is remarkable about it."""
    from ebpages.mapping.commands.messages import said_of
    from ebpages.mapping.panels.store import open_panel
    from ebpages.mapping.tables import findings_table, years_table

    with _problems_in_a_sentence():
        panel = open_panel(_folder(), name, language)
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
        typer.echo(line, err=True)


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
    rounding: Roundings = None,
    reference_totals: ReferenceTotals = False,
) -> None:
    """What a rule set says of every region, category and year, as a file with bounds, answers and where they come from."""
    from ebpages.mapping.commands.choices import figures
    from ebpages.mapping.commands.run import map_to_file

    if len(rules) > 1:
        stop(
            f"nothing mixes two rule sets ({', '.join(rules)}). Run each into a file of its own, "
            "or see `ebpages mapping compare`"
        )
    with _problems_in_a_sentence(), _interrupted("Nothing was written."), _bar() as progress:
        rows = map_to_file(
            _folder(), name, rules[0], output,
            years=years, categories=categories, engine=engine.value, workers=workers, replicates=replicates,
            figures=figures(rounding, reference_totals),
            progress=lambda done, total: progress("mapping", done, total),
        )  # fmt: skip
    typer.echo(f"{output}: {rows} rows written", err=True)


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

    with _problems_in_a_sentence():
        comparison = compare_rule_sets(_folder(), name, rules or (), year=year, categories=categories)
        written = write_disagreements(comparison, output) if output else 0
    both = file_format is Format.TABLE and not pairs
    if not pairs:
        print_as(tallies_table(comparison), file_format, ("rule_set", "yes", "no", "cannot_be_told"))
    if pairs or both:
        shown = ("first", "second", "both", "only_first", "only_second", "neither", "open")
        print_as(pairs_table(comparison), file_format, shown)
    typer.echo(
        f"{comparison.panel}, {comparison.year}: of {comparison.answers[0].size} pairs of region and category all say yes of {comparison.all_yes}, "
        f"all say no of {comparison.none}, they contradict one another about {comparison.some}; of {comparison.open} it cannot be told.",
        err=True,
    )
    for line in left_out(comparison, language):
        typer.echo(line, err=True)
    if output:
        typer.echo(f"{output}: {written} rows written", err=True)


@app.command()
def define(
    name: Name,
    language: InLanguage,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder for what is found, and for finished steps.")
    ],
    year: InYear = None,
    clusters: Annotated[str, typer.Option(metavar="FROM-TO", help="How many clusters to try.")] = "30-60",
    bootstraps: Annotated[
        int, typer.Option(min=0, help="Resamples of the regions that tell how stable it is.")
    ] = 100,
    flows: Annotated[
        Path | None, typer.Option(help="Flows between industries: a file with the columns from, to, value.")
    ] = None,
    occupations: Annotated[
        Path | None,
        typer.Option(help="Who works where: a file with the columns industry, occupation, value."),
    ] = None,
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
) -> None:
    """Look for sets of industries that belong together. Ctrl-C stops it; the same command goes on from there."""
    from ebpages.mapping.commands.choices import least_and_most
    from ebpages.mapping.commands.define import SearchOptions, search_to_folder

    left = f"Finished steps are kept in {output}: give the same command to go on from there."
    with _problems_in_a_sentence(), _interrupted(left), _bar() as progress:
        options = SearchOptions(least_and_most(clusters), bootstraps, seed, choose, moves, flows, occupations)
        lines = search_to_folder(
            _folder(), name, output,
            options=options, year=year, scheme=scheme, engine=engine.value, workers=workers,
            language=language, progress=lambda done, total, step: progress(step, done, total),
        )  # fmt: skip
    for line in lines:
        typer.echo(line)


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

    with _problems_in_a_sentence():
        take_away(_folder(), name)
    typer.echo(f"{name}: removed", err=True)


def _folder() -> Path:
    from ebpages.mapping.queries.panels import folder

    return folder()


@contextmanager
def _problems_in_a_sentence() -> Iterator[None]:
    """What a person can mend stops the command with a sentence."""
    from ebpages.mapping.commands.problems import PROBLEMS

    try:
        yield
    except PROBLEMS as problem:
        stop(str(problem))


@contextmanager
def _interrupted(left: str) -> Iterator[None]:
    """left: how things stand after Ctrl-C."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"ebpages: stopped. {left}", err=True)
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """Progress for a person who is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task("", total=None)

        def show(step: str, done: int, total: int) -> None:
            bars.update(bar, description=step, completed=done, total=total or None)

        yield show
