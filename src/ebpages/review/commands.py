"""The command that lists what waits for a review."""

import typer

from ebpages.faces.command_line import Format, InFormat, InLanguage, print_as
from ebpages.registry.command_line import start_with_registry

app = typer.Typer()


@app.command()
def review(language: InLanguage, file_format: InFormat = Format.TABLE) -> None:
    """Pairs of organisations that no rule could decide, the best to begin with first."""
    start_with_registry(language)
    from ebpages.review.tables import queue_table

    print_as(queue_table(), file_format, ("rows", "one", "other", "why"))
