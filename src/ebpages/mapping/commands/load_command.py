"""`ebpages mapping load`: statistics of a file read as a panel, with what its marks and its way of writing numbers mean."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import InLanguage, RaisedLimits, harmless, progress_bar
from ebpages.mapping.commands.terminal import (
    ReferenceTotals,
    Roundings,
    folder,
    interrupted,
    problems_in_a_sentence,
)

WITH_ERRORS = 1


class Absent(StrEnum):
    UNKNOWN = "unknown"
    ZERO = "zero"


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
    rounding: Roundings = None,
    reference_totals: ReferenceTotals = False,
    limits: RaisedLimits = None,
) -> None:
    """Read statistics and keep them as a panel. Exit code 1: it is kept, and its findings hold errors."""
    from ebpages.mapping.commands.choices import figures, pairs, trees_of
    from ebpages.mapping.commands.messages import said_of
    from ebpages.mapping.panels.given_numerals import given
    from ebpages.mapping.panels.marks import declared_marks
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
            figures=figures(rounding, reference_totals),
            progress=progress,
        )
        keep(panel, folder())
    for line in said_of(panel, language):
        typer.echo(harmless(line))
    if any(finding.severity == "error" for finding in panel.findings):
        raise typer.Exit(WITH_ERRORS)
