"""Small tidy files that people make by hand or by another program: columns of text by their names."""

from collections.abc import Sequence
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.panels.table_file import batches, open_table


def text_columns(path: Path, names: Sequence[str]) -> list[list[str]]:
    """Columns of a CSV, TSV or Parquet file, in the order of the names, without space around the texts; others do not matter.

    Codes stay texts: 01 does not become a number. Raises UnreadablePanel for what is no table, BrokenDeclaration for a missing
    column and for a row that has more or fewer cells than the first one.
    """
    table = open_table(path)
    if missing := [name for name in names if name not in table.columns]:
        raise BrokenDeclaration(
            path.name,
            "the names above the rows",
            f"there is no column {missing[0]!r}",
            f"The columns are {', '.join(names)}",
        )
    broken: list[tuple[int, str]] = []
    columns: list[list[str]] = [[] for _ in names]
    for batch in batches(table, names, lambda row, text: broken.append((row, text))):
        for column, name in zip(columns, names, strict=True):
            column += ["" if cell is None else str(cell).strip() for cell in batch.columns[name].to_pylist()]
    if broken:
        row, text = broken[0]
        raise BrokenDeclaration(
            path.name,
            f"row {row}",
            f"it has more or fewer cells than there are columns: {text[:80]!r}",
            "Mend the separators or the quotes of the row",
        )
    return columns
