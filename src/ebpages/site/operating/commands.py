"""The operator's commands: verify, backup, restore, upgrade."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import BUSY, Format, progress_bar, say, start_django, stop

app = typer.Typer()
File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]


@app.command()
def verify(
    file_format: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.TABLE,
) -> None:
    """Look at everything that is stored: database, search index, panels, statistics, files. Exit code 1 where something is not well."""
    start_django()
    from ebpages.site.operating.verify import verify as run

    found = list(run())
    if file_format is Format.JSON:
        import json
        from dataclasses import asdict

        print(
            json.dumps(
                [{"well": check.is_well, **asdict(check)} for check in found], ensure_ascii=False, indent=2
            )
        )
    elif file_format is Format.CSV:
        stop("checks are no table of data; use --format table or json")
    else:
        for check in found:
            print(
                f"well       {check.what}"
                if check.is_well
                else f"NOT WELL   {check.what}: {check.problem}\n           {check.remedy}"
            )
    sys.exit(0 if all(check.is_well for check in found) else 1)


@app.command()
def backup(
    file: File,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="With the secret key; keep such a backup as secret as it is.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of this name.")] = False,
) -> None:
    """Write everything that is stored into one file, while the site runs. It holds reports with e-mail addresses: keep it to yourself."""
    start_django()
    from ebpages.site.operating.backup import NothingStored, back_up
    from ebpages.site.operating.tables import StrangeDatabase

    if file.exists() and not force:
        stop(f"{file} is there already. Name another file, or say --force")
    try:
        with progress_bar() as progress:
            written = back_up(file, with_key=with_key, progress=progress)
    except (StrangeDatabase, NothingStored) as problem:
        stop(str(problem))
    say(
        f"{written.path}: {written.tables} tables and {written.files} files, {written.size:,} bytes; every checksum holds."
    )
    if not with_key:
        say("The secret key is not in it; --with-key adds it.")
    for variable, place in written.outside.items():
        say(f"Not in it: {place}, which {variable} names. Back it up where you keep it.")
    for name in written.left_out:
        say(f"Not in it: the table {name}, of an earlier version. `ebpages upgrade` takes it over.")


@app.command()
def restore(
    file: File,
    replace: Annotated[
        bool, typer.Option("--replace", help="In place of what is there; stop the site first.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only hold the backup against its checksums; restore nothing.")
    ] = False,
) -> None:
    """Bring an installation to the state of a backup. Nothing is touched before every checksum in it was checked."""
    start_django()
    from ebpages.site.operating.archive import UnusableBackup
    from ebpages.site.operating.restore import CannotRestore
    from ebpages.site.operating.restore import check as check_backup
    from ebpages.site.operating.restore import restore as run

    try:
        with progress_bar() as progress:
            if check:
                check_backup(file, progress=progress, say=say)
            else:
                run(file, replace=replace, progress=progress, say=say)
    except (UnusableBackup, CannotRestore) as problem:
        stop(str(problem))
    if not check:
        say(f"{file}: restored, and all is well. Start the site, or restart it if it ran meanwhile.")


@app.command()
def upgrade(
    wait: Annotated[bool, typer.Option(help="Wait for a build, or leave with exit code 75.")] = True,
) -> None:
    """After a new version was installed: check, back up, migrate, build, collect style sheets. It succeeds, or the database stays as it was."""
    start_django()
    from ebpages.registry.one_writer import AnotherWriter
    from ebpages.site.operating.tables import StrangeDatabase
    from ebpages.site.operating.upgrade import CannotUpgrade
    from ebpages.site.operating.upgrade import upgrade as run

    try:
        with progress_bar() as progress:
            run(wait=wait, progress=progress, say=say)
    except AnotherWriter as problem:
        stop(str(problem), BUSY)
    except (CannotUpgrade, StrangeDatabase) as problem:
        stop(str(problem))


@app.command()
def demonstration(
    remove: Annotated[bool, typer.Option("--remove", help="Disable the example people.")] = False,
) -> None:
    """Add example organisations and an example person for each role, whom everybody may be by one click. Only with EBPAGES_DEMONSTRATION=1."""
    start_django()
    from django.conf import settings

    from ebpages.accounts.actions import remove_examples
    from ebpages.site.operating.demonstration import add_demonstration

    if remove:
        say(f"{remove_examples()} example people can sign in no more.")
        return
    if not settings.EBPAGES_DEMONSTRATION:
        stop(
            "this is for demonstrations, which let everybody in; set EBPAGES_DEMONSTRATION=1 if that is what you want"
        )
    say(f"{add_demonstration()} example people are there; the sign-in page lists them.")
