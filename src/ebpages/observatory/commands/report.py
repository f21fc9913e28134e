"""`ebpages report`: the produced guide as a file."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from ebpages.faces.command_line import Language, progress_bar

app = typer.Typer(no_args_is_help=True, help="Reports made from the data as they are now.")


@app.callback()
def reports() -> None:
    """Reports made from the data as they are now."""
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


@app.command()
def guide(
    language: Annotated[Language, typer.Option("--language", "-l", help="Language of the report.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File to write, ending in .pdf.")],
    on: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day to report on; without it, the day of the last build."
        ),
    ] = None,
    address: Annotated[
        str,
        typer.Option(help="Where the site is, for links to the records; without it, as EBPAGES_HOSTS says."),
    ] = "",
) -> None:
    """Figures, claims, what is missing, and sources, as one PDF like the guide's statistical part."""
    if output.suffix.lower() != ".pdf":
        raise typer.BadParameter(f"{output.name} does not end in .pdf")
    if address and not address.startswith(("http://", "https://")):
        raise typer.BadParameter(f"the address {address} does not begin with http:// or https://")

    from django.utils import translation

    from ebpages.observatory.queries.report import day_of_data, site_address
    from ebpages.observatory.report.requests import write_report

    day = on.date() if on else day_of_data()
    if day is None:
        raise typer.BadParameter("there is no registry yet; run `ebpages build` first")
    with progress_bar() as progress:
        where = f"{address.rstrip('/')}/" if address else site_address()
        with translation.override(str(language)):
            write_report(output, on=day, address=where, progress=progress)
    typer.echo(f"{output}: written", err=True)
