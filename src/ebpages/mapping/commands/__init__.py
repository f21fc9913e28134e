"""The commands of cluster mapping."""

import typer

from ebpages.mapping.commands.mapping import app as mapping

app = typer.Typer()
app.add_typer(mapping, name="mapping")
