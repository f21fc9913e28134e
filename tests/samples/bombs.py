"""Files that are small and decode to gigabytes, or take them; made here, since nobody wants them in a repository."""

import gzip
import io
from collections.abc import Mapping
from pathlib import Path

import pyarrow
from pyarrow import parquet

HEADER = "region,industry,year,value\n"


def panel_bombs(folder: Path) -> dict[str, Path]:
    """By what they are."""
    bombs = {
        "rows.parquet": _repeated(constant(1 << 20), 8),
        "long_cell.parquet": _repeated(_columns(["B" * 1_000_000] * 7_000, dictionary=True), 1),
        "shared_beginnings.parquet": _repeated(
            _columns(["B" * 9_000] * 1_000),
            100,
            use_dictionary=False,
            column_encoding={"region": "DELTA_BYTE_ARRAY"},
        ),
        "zeros.parquet": _repeated(
            constant(1 << 20).set_column(3, "value", pyarrow.array([0.0] * (1 << 20))),
            8,
            use_dictionary=["region", "industry", "year"],
        ),
        "rows.csv.gz": gzip.compress(HEADER.encode())
        + 90 * gzip.compress(b"BG31,C10,2014,5\n" * 650_000, compresslevel=6),
        "one_line.csv.gz": gzip.compress(HEADER.encode() + b"BG31,C10,2014,5\n")
        + 90 * gzip.compress(b"B" * 10_000_000),
        "one_cell.csv.gz": gzip.compress(HEADER.encode() + b"BG31,C10,2014,5\n" * 655_000),
        "codes.csv": (
            HEADER + "".join(f"R{place},C10,2014,{place % 97 + 1}\n" for place in range(120_000))
        ).encode(),
        "cells.csv": (
            HEADER + "".join(f"R{place},I{place},2014,{place % 97 + 1}\n" for place in range(3_000))
        ).encode(),
        "sparse.csv": (
            HEADER + "".join(f"R{place},I{place},2014,{place % 97 + 1}\n" for place in range(1_500))
        ).encode(),
        "quotes.csv.gz": gzip.compress(HEADER.encode() + b"BG31,C10,2014,5\n" + b'"\n' * 7_000_000),
        "columns.csv": (HEADER.strip() + ",x" * 9_000 + "\nBG31,C10,2014,5" + "," * 9_000 + "\n").encode(),
    }
    for name, content in bombs.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in bombs}


def constant(rows: int) -> pyarrow.Table:
    """A row over and over."""

    def column(text: str) -> pyarrow.Array:
        return pyarrow.DictionaryArray.from_arrays(
            pyarrow.repeat(pyarrow.scalar(0, pyarrow.int32()), rows), pyarrow.array([text])
        )

    return pyarrow.table(
        {"region": column("BG31"), "industry": column("C10"), "year": column("2014"), "value": column("5")}
    )


def _columns(regions: list[str], dictionary: bool = False) -> pyarrow.Table:
    texts = pyarrow.array(regions[:1]).take(pyarrow.repeat(pyarrow.scalar(0), len(regions))) if not dictionary else (
        pyarrow.DictionaryArray.from_arrays(pyarrow.repeat(pyarrow.scalar(0, pyarrow.int32()), len(regions)), regions[:1])
    )  # fmt: skip
    return constant(len(regions)).set_column(0, "region", texts)


def _repeated(table: pyarrow.Table, groups: int, **options: object) -> bytes:
    file = io.BytesIO()
    with parquet.ParquetWriter(file, table.schema, compression="zstd", **options) as writer:
        for _ in range(groups):
            writer.write_table(table, row_group_size=len(table))
    return file.getvalue()


def yaml_bombs() -> Mapping[str, str]:
    """By what they are."""
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    return {
        "deep flow": "[" * 900 + "]" * 900,
        "deepest flow": "[" * 100_000 + "]" * 100_000,
        "deep block": "- " * 900 + "x",
        "deep keys": "{a: " * 900 + "1" + "}" * 900,
        "aliases": f"a0: &a0 ha\n{laughs}",
        "itself": "a: &a [*a]",
        "many": "a: [" + "1," * 150_000 + "]",
        "large": "a: " + "b\n   " * 700_000,
        "sixties": "a: 1" + ":1" * 100_000,
        "digits": "a: " + "1" * 5_000,
        "day": "a: 2014-13-45",
    }
