"""Tables in a terminal; colours only where a person is looking."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from ebpages.faces.command_line import harmless
from ebpages.publish.tables import Table

STYLES = {"error": "red", "warning": "yellow", "note": "dim"}


def plain(text: str) -> str:
    """A text that neither the terminal nor `rich` reads as more than text."""
    return escape(harmless(text))


def print_table(table: Table, columns: Sequence[str]) -> None:
    console = Console()
    heads = {column.key: column.label or column.key for column in table.columns}
    grid = Grid(*(heads[each] for each in columns), box=None, header_style="bold", pad_edge=False)
    rows = list(table.rows())
    for row in rows:
        cells = (row.get(column) for column in columns)
        texts = [
            ", ".join(map(str, c)) if isinstance(c, list) else str(c if c is not None else "") for c in cells
        ]
        grid.add_row(*map(plain, texts), style=STYLES.get(str(row.get("severity")), ""))
    console.print(grid if rows else "–")
    Console(stderr=True).print(
        "1 row" if len(rows) == 1 else f"{len(rows)} {table.name.replace('-', ' ')}", highlight=False
    )
