"""Layouts: how the text of a list is cut into rows."""

from collections.abc import Callable, Mapping

from ebpages.sources.layouts.csv_table import read_csv
from ebpages.sources.layouts.imported import read_imported
from ebpages.sources.layouts.items import read_numbered
from ebpages.sources.layouts.printed_table import read_facts, read_printed
from ebpages.sources.record import Reading
from ebpages.sources.source import Source

CSV = "csv"
IMPORTED = "imported"
OWN_READER = "reader"  # the layout of a shipped list whose folder holds a reader.py
FACT_TABLE = "fact_table"  # rows are facts drawn from running text
LAYOUTS: Mapping[str, Callable[[str, Source], Reading]] = {
    "printed_table": read_printed,
    FACT_TABLE: read_facts,
    "numbered_items": read_numbered,
    CSV: read_csv,
    IMPORTED: read_imported,
}
