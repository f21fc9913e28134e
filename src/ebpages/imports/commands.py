"""The command that imports a list."""

from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import InLanguage, RaisedLimits, progress_bar, say, start_django, stop
from ebpages.files.unreadable import UnreadableFile
from ebpages.imports.findings import lines
from ebpages.imports.list_mapping import read_mapping
from ebpages.imports.shapes import ImportedList

app = typer.Typer()
MOST_OF_A_KIND = 20  # findings that are printed


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(help="CSV, TSV, XLSX, ODS, JSON lines or Parquet; texts also as .gz.")
    ],
    language: InLanguage,
    limits: RaisedLimits = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", "-m", help="How to read it, as YAML; what it does not say is guessed."),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", "-n", help="Name of the list; without it that of the file.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read all and say what is found; store nothing.")
    ] = False,
) -> None:
    """Import a list of anybody: guess how it is read, say what is odd in it, keep it as an edition, build the register with it.

    The mapping goes to standard output where none is given, everything else to standard error.
    """
    start_django()
    from ebpages.accounts.reader import OPERATOR
    from ebpages.imports.actions import ListFile, ListRefused, check_file, import_list
    from ebpages.imports.editions import UnusableName, name_of_file
    from ebpages.registry.models import Build

    def show_mapping(text: str) -> None:
        if mapping is None:
            print(
                f"# How `ebpages import` reads {file.name}: save, correct, give back with --mapping.\n{text}",
                end="",
            )

    if not file.is_file():
        stop(f"{file}: there is no such file. Name one that is there.")
    list_file = None
    try:
        given = read_mapping(mapping) if mapping else None
        list_file = ListFile(file, file.name, name or name_of_file(file.name), given)
        with progress_bar() as progress:
            if dry_run:
                result = check_file(file=list_file, progress=progress)
            else:
                Build.objects.first()  # says that there are no tables before anything is read
                result = import_list(file=list_file, by=OPERATOR, progress=progress, waiting=say)
    except ListRefused as refused:
        show_mapping(refused.mapping)
        for line in lines(refused.findings, language, MOST_OF_A_KIND):
            say(line)
        first, count = refused.stopping[0], len(refused.stopping)
        more = f" {count} errors were found; nothing was stored." if count > 1 else " Nothing was stored."
        stop(f"{file.name}: {first.sentence(language)} {first.remedy(language)}{more}")
    except (UnreadableFile, UnusableName) as problem:
        stop(str(problem))
    except KeyboardInterrupt:
        stop("stopped; nothing was stored.", 130)
    show_mapping(result.mapping)
    for line in lines(result.findings, language, MOST_OF_A_KIND):
        say(line)
    say(_summary(result, dry_run=dry_run))


def _summary(result: ImportedList, *, dry_run: bool) -> str:
    errors = sum(1 for finding in result.findings if finding.severity == "error")
    if dry_run:
        would = f"an import would be refused for {errors} errors" if errors else "an import would store it"
        return f"{result.name}: {result.rows:,} rows read, edition {result.edition}; nothing was stored; {would}."
    if not result.changed:
        return f"Nothing has changed: this file is edition {result.edition} of {result.name} already."
    return f"Imported: {result.name}, edition {result.edition}, {result.rows:,} rows. See `ebpages search`, or the page /sources/{result.name}/."
