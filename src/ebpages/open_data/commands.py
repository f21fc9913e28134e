"""Everything public as files in a folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import Language, progress_bar, stop
from ebpages.registry.command_line import start_with_registry
from ebpages.registry.commands import export

app = typer.Typer()


@export.command("all")
def export_all(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where to write them; it is made where there is none.")
    ],
) -> None:
    """Everything public as CSV and Parquet, FollowTheMoney as JSON lines, with checksums and a manifest."""
    start_with_registry(Language.EN)
    from ebpages.open_data.actions import export_files
    from ebpages.publish.whole_file import make_folder

    try:
        make_folder(folder.absolute())
        with progress_bar() as progress:
            edition = export_files(folder.absolute(), progress)
    except OSError as problem:
        stop(
            f"{folder}: cannot be written ({problem.strerror}). Name a folder that you may write to, on a disk with room."
        )
    rows = ", ".join(f"{file.rows} {file.name}" for file in edition.files)
    print(f"{folder}: written, state {edition.state} of the data: {rows}", file=sys.stderr)
