"""Names of a file, and whom the registry knows by them."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import Format, InFormat, InLanguage, print_as, stop
from ebpages.registry.command_line import start_with_registry

app = typer.Typer()
_LARGEST = 1_000_000  # bytes: some twenty thousand names


@app.command()
def reconcile(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="One name on each line, in UTF-8; `-` reads what is piped in.",
            allow_dash=True,
        ),
    ],
    language: InLanguage,
    file_format: InFormat = Format.TABLE,
) -> None:
    """Who the organisations of a list of names are: id, how likely it is, and why."""
    start_with_registry(language)
    from ebpages.reconciliation.tables import reconciled_table

    try:
        content = sys.stdin.buffer.read(_LARGEST + 1) if str(file) == "-" else _content(file)
        text = content.decode("utf-8-sig")
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}", 2)
    except UnicodeDecodeError as problem:
        stop(f"{file} is not in UTF-8 (byte {problem.start + 1}): save it as UTF-8", 2)
    if len(content) > _LARGEST:
        stop(f"{file} is larger than {_LARGEST:,} bytes: split it", 2)
    names = [line.strip() for line in text.splitlines() if line.strip()]
    if not names:
        stop(f"{file} holds no names: write one on each line", 2)
    print_as(reconciled_table(names), file_format, ("typed", "state_label", "id", "name", "score"))


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LARGEST + 1)
