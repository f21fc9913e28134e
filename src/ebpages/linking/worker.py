"""A process that prepares parts of a register: a line of JSON in for each part, a line out when it is on the disk.

It ends when the line in breaks, so that none is left when the command is killed.
"""

import gc
import json
import signal
import sys
from pathlib import Path

from pyarrow import parquet

from ebpages.linking.preparation import prepare_batch
from ebpages.publish.whole_file import whole_file

TABLES = ("records", "tokens", "acronyms")


def prepare_part(register: Path, part: int, folder: Path, side: str) -> None:
    """One row group of a register into a file of each table."""
    file = parquet.ParquetFile(register)
    batch = file.read_row_group(part) if file.num_row_groups else file.read()
    for table, rows in zip(TABLES, prepare_batch(batch), strict=True):
        with whole_file(part_file(folder, side, table, part)) as draft:
            parquet.write_table(rows, draft)


def part_file(folder: Path, side: str, table: str, part: int) -> Path:
    return folder / f"{side}_{table}" / f"{part:06}.parquet"


def is_prepared(folder: Path, side: str, part: int) -> bool:
    """Whether the last table of a part is there: the others were written before it."""
    return part_file(folder, side, TABLES[-1], part).exists()


def main() -> None:
    gc.disable()  # rows hold no cycles, and looking for them takes a fifth of the time
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the command, which ends its workers
    for line in sys.stdin:
        register, part, folder, side = json.loads(line)
        prepare_part(Path(register), part, Path(folder), side)
        sys.stdout.write(f"{part}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
