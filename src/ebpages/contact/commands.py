"""What visitors reported: the operator's list, and what was dealt with."""

import sys
from typing import Annotated

import typer

from ebpages.faces.command_line import Format, InFormat, print_as, start_django, stop

app = typer.Typer()


@app.command()
def reports(
    file_format: InFormat = Format.TABLE,
    everything: Annotated[bool, typer.Option("--all", help="With those that are dealt with.")] = False,
    done: Annotated[
        list[int] | None,
        typer.Option(
            metavar="ID", min=1, max=2**63 - 1, help="Mark this one as dealt with; may be repeated."
        ),
    ] = None,
    note: Annotated[str, typer.Option(help="What was done about those marked.")] = "",
) -> None:
    """What visitors reported, the oldest first. Holds their messages and e-mail addresses: keep it to yourself."""
    start_django()
    if done:
        from ebpages.contact.actions import mark_done

        marked = mark_done(ids=done, note=note)
        missing = sorted(set(done) - set(marked))
        print(f"Marked as done: {', '.join(map(str, marked)) or 'none'}.", file=sys.stderr)
        if missing:
            stop(
                f"no open report has the number {', '.join(map(str, missing))}; `ebpages reports --all` lists all"
            )
        return
    if note:
        stop("--note says what was done: name the report with --done")
    from ebpages.contact.tables import reports_table

    print_as(
        reports_table(done=everything),
        file_format,
        ("id", "at", "kind", "organisation", "page", "row", "value", "message", "email"),
    )
