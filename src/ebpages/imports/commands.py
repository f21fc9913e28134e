"""The command that imports a list."""

from pathlib import Path
from typing import Annotated, Any

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
    kind: Annotated[
        str,
        typer.Option(
            "--kind", help="Kind of organisation that its rows are, as a code: cluster_organisation."
        ),
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Title of the list in Bulgarian.")] = "",
    title_en: Annotated[str, typer.Option("--title-en", help="Title of the list in English.")] = "",
    only_used: Annotated[
        bool,
        typer.Option(
            "--only-used",
            help="Keep only the columns that are used; the others and the original file are not kept.",
        ),
    ] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            help="Keep a column with data of persons, by its header; otherwise such columns are left out. May be repeated.",
        ),
    ] = None,
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
        said = _said(only_used, keep or [], kind=kind, title_bg=title, title_en=title_en)
        list_file = ListFile(file, file.name, name or name_of_file(file.name), given, said)
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


def _said(only_used: bool, keep: list[str], **texts: str) -> dict[str, Any]:
    """What options say of a list, as keys of a mapping."""
    said: dict[str, Any] = {key: text for key, text in texts.items() if text}
    read = {**({"only_used": True} if only_used else {}), **({"keep": keep} if keep else {})}
    return {**said, "read": read} if read else said


@app.command("take-back")
def take_back_edition(
    name: Annotated[str, typer.Argument(help="Name of an imported list.")],
    edition: Annotated[
        str, typer.Argument(help="Its edition, as 2026-09-30; the newest where none is named.")
    ] = "",
) -> None:
    """Take an edition of an imported list back: the register is built without it, and addresses of organisations stay."""
    start_django()
    from ebpages.accounts.reader import OPERATOR
    from ebpages.imports.actions import take_back
    from ebpages.imports.editions import UnusableName
    from ebpages.imports.queries import edition_to_take_back

    folder = edition or edition_to_take_back(name)
    if not folder:
        stop(f"{name!r} is no imported list. `ebpages export editions` names them with their editions.")
    try:
        with progress_bar() as progress:
            is_taken = take_back(name=name, folder=folder, by=OPERATOR, progress=progress)
    except UnusableName as problem:
        stop(str(problem))
    except KeyboardInterrupt:
        stop("stopped; nothing was changed.", 130)
    if is_taken:
        say(f"Taken back: {name}, edition {folder}. The register was built without it.")
    else:
        say(f"Gone already: {name}, edition {folder}. A take-back that was killed has been finished now.")


def _summary(result: ImportedList, *, dry_run: bool) -> str:
    errors = sum(1 for finding in result.findings if finding.severity == "error")
    if dry_run:
        would = f"an import would be refused for {errors} errors" if errors else "an import would store it"
        return f"{result.name}: {result.rows:,} rows read, edition {result.edition}; nothing was stored; {would}."
    if not result.changed:
        return f"Nothing has changed: this file is edition {result.edition} of {result.name} already."
    return f"Imported: {result.name}, edition {result.edition}, {result.rows:,} rows. See `ebpages search`, or the page /sources/{result.name}/."
