"""`ebpages mapping`: load statistics of regions and industries, map them by rule sets, compare, and look for definitions."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import (
    Format,
    InFormat,
    InLanguage,
    print_as,
    progress_bar,
    start_django,
    stop,
)
from ebpages.mapping.commands.define_command import define
from ebpages.mapping.commands.figure_commands import complexity, indices, relatedness
from ebpages.mapping.commands.terminal import (
    Categories,
    Engine,
    InYear,
    InYears,
    Name,
    OnEngine,
    Workers,
    folder,
    interrupted,
    problems_in_a_sentence,
)

app = typer.Typer(no_args_is_help=True)

WITH_ERRORS = 1


class Absent(StrEnum):
    UNKNOWN = "unknown"
    ZERO = "zero"


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
    suppressed: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PLACE=MARK",
            help="A mark that means confidential, in place of a value or beside it: value=.. or flag=x; may be repeated.",
        ),
    ] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PLACE=MARK", help="A mark that means that there is no value: value=n/a or flag=m."
        ),
    ] = None,
    zero: Annotated[
        list[str] | None, typer.Option(metavar="value=MARK", help="A mark that means zero: value=-.")
    ] = None,
    public: Annotated[
        list[str] | None,
        typer.Option(
            metavar="flag=MARK", help="A mark beside a value that says nothing of confidentiality: flag=x."
        ),
    ] = None,
    marks: Annotated[
        str,
        typer.Option(
            metavar="ID", help="What a publisher's marks mean, by the list of this id, such as nsi-bulgaria."
        ),
    ] = "",
    decimal: Annotated[
        str, typer.Option(metavar=".|,", help="What separates decimals; without it, judged by the column.")
    ] = "",
    thousands: Annotated[
        str,
        typer.Option(
            metavar="SIGN",
            help="What separates thousands: . , space, apostrophe or none; without it, judged by the column.",
        ),
    ] = "",
    encoding: Annotated[str, typer.Option(help="Of a text that is not in UTF-8, such as cp1251.")] = "",
    absent: Annotated[
        Absent, typer.Option(help="What a cell is of which there is no row: not known, or zero.")
    ] = Absent.UNKNOWN,
    title: Annotated[str, typer.Option(help="What the panel is called for people.")] = "",
    source: Annotated[str, typer.Option(help="Who published the statistics.")] = "",
    vintage: Annotated[str, typer.Option(help="Of which release they are.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence they may be used.")] = "",
    url: Annotated[str, typer.Option(help="Where they were published.")] = "",
    certainty: Annotated[str, typer.Option(help="official, published, own or unverified.")] = "",
) -> None:
    """Read statistics and keep them as a panel. Exit code 1: it is kept, and its findings hold errors."""
    from ebpages.mapping.commands.choices import pairs, trees_of
    from ebpages.mapping.commands.messages import said_of
    from ebpages.mapping.panels.marks import declared_marks
    from ebpages.mapping.panels.numerals import given
    from ebpages.mapping.panels.reading import Description, Manner, read_panel
    from ebpages.mapping.panels.store import keep

    description = Description(title, source, vintage, licence, url, certainty)
    with (
        problems_in_a_sentence(),
        interrupted("Nothing was kept; a former panel of that name is still there."),
        progress_bar() as progress,
    ):
        said = {
            "suppressed": suppressed or (),
            "missing": missing or (),
            "zero": zero or (),
            "public": public or (),
        }
        manner = Manner(
            declared_marks(said, marks), given(decimal, thousands), encoding, absent is Absent.ZERO
        )
        panel = read_panel(
            files,
            name=name,
            columns=pairs("--column", columns, "region=geo"),
            measure=measure,
            measures=pairs("--measures", measures, "V16110=employment"),
            where=pairs("--where", where, "size=TOTAL"),
            trees=trees_of(pairs("--tree", trees, "regions=regions.csv")),
            manner=manner,
            description=description,
            progress=progress,
        )
        keep(panel, folder())
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
    print_as(panels_table(folder(), language), file_format, shown)
    for why in unusable(folder()).values():
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
    within: Annotated[
        Path | None,
        typer.Option(
            help="Types of regions: a file with the columns region, type. The rules hold regions of one type against each other."
        ),
    ] = None,
) -> None:
    """What a rule set says of every region, category and year, as a file with bounds, answers and where they come from."""
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
            within=within, progress=lambda done, total: progress("mapping", done, total),
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
        comparison = compare_rule_sets(folder(), name, rules or (), year=year, categories=categories)
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
        typer.echo(line, err=True)
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
