"""The observatory's commands."""

from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import Format, InFormat, InLanguage, print_as
from ebpages.observatory.commands.report import app as report
from ebpages.observatory.commands.statistics import app as statistics
from ebpages.registry.command_line import start_with_registry

app = typer.Typer()
app.add_typer(statistics, name="statistics")
app.add_typer(report, name="report")


@app.command()
def claims(
    language: InLanguage,
    file_format: InFormat = Format.TABLE,
    file: Annotated[
        Path | None,
        typer.Option("--file", help="Only the claims of this YAML file, or of a folder of them."),
    ] = None,
) -> None:
    """What publications claim, and what recomputation says: agrees, differs, or cannot be told."""
    start_with_registry(language)
    from django.utils import timezone

    from ebpages.observatory.tables import claims_table

    shown = ("id", "verdict", "text", "expected", "found")
    print_as(claims_table(timezone.localdate(), file=file), file_format, shown)
