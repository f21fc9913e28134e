"""For operators."""

import typer

app = typer.Typer()
