"""Link two registers into a file of pairs: left, right, probability, reasons."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import pyarrow
from pyarrow import parquet

from ebpages.linking.engine import DuckDB, open_engine
from ebpages.linking.model import probability
from ebpages.linking.reasons import MOST_WORDS, reasons
from ebpages.linking.register_file import UnlinkableError
from ebpages.linking.steps import (
    SIDES,
    Progress,
    begin,
    compare,
    keep_register,
    kept_steps,
    prepare,
    register_path,
    rows_of,
)
from ebpages.publish.whole_file import remove_folder, whole_file

SCHEMA = pyarrow.schema(
    [
        ("left", pyarrow.string()),
        ("right", pyarrow.string()),
        ("probability", pyarrow.float64()),
        ("reasons", pyarrow.string()),
    ]
)
_BATCH = 10_000
_Pair = tuple[str, str, float, str]


@dataclass(frozen=True, slots=True)
class Linked:
    """How many rows there were, and how many pairs were written."""

    left: int
    right: int
    pairs: int


def link(
    left: Path, right: Path, output: Path, *, engine: str, one_to_one: bool, language: str, say: Progress
) -> Linked:
    """Write the pairs of rows that are one organisation. What a run that was ended has kept is used, and goes when this is done.

    Raises UnlinkableError, LinkingNowError, PastLimit, OSError.
    """
    _check_output(output, left, right)
    files = dict(zip(SIDES, (left, right), strict=True))
    for file in files.values():
        if not file.is_file():
            raise UnlinkableError(f"{file}: there is no such file")
    with kept_steps(output) as folder:
        if begin(folder, (left, right), engine):
            say("what was kept of other files or another version is not used", 0, 0)
        try:
            for side, file in files.items():
                keep_register(file, folder, side, say)
        except UnlinkableError:
            remove_folder(folder)
            raise
        prepare(folder, say)
        with open_engine(engine, folder) as opened:
            compare(folder, opened, say)
        say("writing", 0, 0)
        pairs = _write(folder, output, one_to_one, language)
        linked = Linked(rows_of(folder, "left"), rows_of(folder, "right"), pairs)
        remove_folder(folder)
    return linked


def _check_output(output: Path, *inputs: Path) -> None:
    if output.suffix.casefold() not in (".csv", ".parquet"):
        raise UnlinkableError(
            f"{output}: pairs are written as .csv or .parquet; give the output such an ending"
        )
    if not output.parent.is_dir():
        raise UnlinkableError(f"{output.parent}: there is no such folder; make it first")
    if output.is_dir():
        raise UnlinkableError(f"{output} is a folder; name a file")
    for path in inputs:
        if path.resolve() == output.resolve():
            raise UnlinkableError(f"{output} is one of the registers; name another output")


def _write(folder: Path, output: Path, one_to_one: bool, language: str) -> int:
    engine = DuckDB(folder)
    try:
        for table in ("decided", "shared_words"):
            engine.read(table, folder / f"{table}.parquet")
        for side in SIDES:
            engine.read(f"{side}_register", register_path(folder, side))
        if one_to_one:
            engine.keep("chosen", _one_to_one(engine))
        return _write_pairs(engine, output, language, "JOIN chosen USING (l, r)" if one_to_one else "")
    finally:
        engine.close()


def _one_to_one(engine: DuckDB) -> pyarrow.Table:
    """The surest pair first, each row once."""
    found = engine.execute("SELECT l, r FROM decided ORDER BY logit DESC, l, r").fetchnumpy()
    left, right = found["l"], found["r"]
    taken_left, taken_right = (bytearray(int(rows.max(initial=0)) + 1) for rows in (left, right))
    chosen = numpy.zeros(len(left), dtype=bool)
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if not taken_left[one] and not taken_right[other]:
            taken_left[one] = taken_right[other] = chosen[place] = True
    return pyarrow.table({"l": left[chosen], "r": right[chosen]})


def _write_pairs(engine: DuckDB, output: Path, language: str, chosen: str) -> int:
    word = "'left_word': left_word, 'right_word': right_word, 'bits': bits, 'respelt': respelt, 'is_entry': is_entry"
    pairs = engine.batches(
        f"""
        SELECT a.id AS left_id, b.id AS right_id, decided.*, w.words
        FROM decided {chosen}
        JOIN left_register AS a ON a.n = decided.l JOIN right_register AS b ON b.n = decided.r
        LEFT JOIN (
            SELECT l, r, list({{{word}}} ORDER BY bits DESC, left_word, right_word)[:{MOST_WORDS}] AS words
            FROM shared_words GROUP BY l, r
        ) AS w ON w.l = decided.l AND w.r = decided.r
        ORDER BY decided.l, decided.logit DESC, decided.r""",
        _BATCH,
    )
    write = _write_parquet if output.suffix.casefold() == ".parquet" else _write_csv
    with whole_file(output) as draft:
        return write(draft, (_finished(batch.to_pylist(), language) for batch in pairs))


def _finished(pairs: list[dict[str, Any]], language: str) -> list[_Pair]:
    return [
        (p["left_id"], p["right_id"], probability(p["logit"]), reasons(p, p["words"] or (), language))
        for p in pairs
    ]


def _write_csv(draft: Path, batches: Iterable[list[_Pair]]) -> int:
    """Ids are written as they were given, so that they lead back to their rows."""
    written = 0
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(SCHEMA.names)
        for pairs in batches:
            writer.writerows(pairs)
            written += len(pairs)
    return written


def _write_parquet(draft: Path, batches: Iterable[list[_Pair]]) -> int:
    written = 0
    with parquet.ParquetWriter(draft, SCHEMA) as writer:
        for pairs in batches:
            columns = {name: [pair[place] for pair in pairs] for place, name in enumerate(SCHEMA.names)}
            writer.write_table(pyarrow.Table.from_pydict(columns, schema=SCHEMA))
            written += len(pairs)
    return written
