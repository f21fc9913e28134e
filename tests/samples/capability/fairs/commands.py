"""The command of fairs."""

import typer

from ebpages.faces.command_line import Format, InFormat, InLanguage, print_as
from ebpages.registry.command_line import start_with_registry

app = typer.Typer()


@app.command()
def fairs(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Trade fairs and who exhibits there."""
    start_with_registry(language)
    from ebpages.fairs.tables import fairs_table

    print_as(fairs_table(), file_format, ("year", "name", "exhibitors"))
