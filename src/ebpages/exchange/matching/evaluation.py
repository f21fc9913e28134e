"""How well matching finds what people judged to fit: reads three files, ranks, measures by pair of languages."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from statistics import fmean

import numpy as np

from ebpages.exchange.matching.embedding import Embedder, Vectors
from ebpages.exchange.matching.match_index import MatchIndex
from ebpages.exchange.matching.measures import ndcg, recall
from ebpages.exchange.matching.profile import Profile

MEASURES = ("ndcg@10", "recall@1", "recall@10")
ALL = "all"
_LONGEST_CELL = 1_000_000  # characters
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)  # bg, BG, en-GB
_BATCH = 16  # texts that are embedded between two words about progress

Progress = Callable[[str, int, int], None]
Judgements = dict[str, dict[str, float]]
Figures = dict[str, dict[str, float]]


class UnreadableFileError(Exception):
    """What is wrong with a file, where, and how it is mended."""


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    profiles: list[Profile]
    queries: list[Query]
    judgements: Judgements

    @property
    def without_fit(self) -> list[str]:
        """Ids of the queries that nothing was judged to fit, so that they cannot be measured."""
        fits = {
            query for query, grades in self.judgements.items() if any(each > 0 for each in grades.values())
        }
        return [query.id for query in self.queries if query.id not in fits]


def read_collection(profiles: Path, queries: Path, judgements: Path) -> Collection:
    collection = Collection(
        [
            Profile(row["id"], row["language"], row["title"], row["summary"])
            for _, row in _rows(profiles, ("id", "language", "title", "summary"), unique=("id",))
        ],
        [
            Query(row["id"], row["language"], row["text"])
            for _, row in _rows(queries, ("id", "language", "text"), unique=("id",), full=("text",))
        ],
        defaultdict(dict),
    )
    known = {
        "query": ({query.id for query in collection.queries}, queries),
        "profile": ({profile.id for profile in collection.profiles}, profiles),
    }
    for line, row in _rows(judgements, ("query", "profile", "grade"), unique=("query", "profile")):
        for column, (ids, file) in known.items():
            if row[column] not in ids:
                raise UnreadableFileError(
                    f"{judgements}, line {line}: the {column} {_short(row[column])} is not in {file}. Add it there, or take this judgement out."
                )
        collection.judgements[row["query"]][row["profile"]] = _grade(
            row["grade"], f"{judgements}, line {line}"
        )
    return collection


def evaluate(collection: Collection, embedder: Embedder | None, progress: Progress) -> Figures:
    """The mean of each measure by pair of languages, `bg-en` for queries in Bulgarian and profiles in English, and for `all`.

    nDCG is that of the ranking of all profiles, of the queries that have a fitting profile in the language; recall counts the profiles of the
    language alone.
    """
    vectors = asked = None
    if embedder is not None:
        texts = [profile.embedded_text for profile in collection.profiles]
        vectors = _embed(embedder.passages, texts, embedder.dimensions, "profiles", progress)
        queries = [query.text for query in collection.queries]
        asked = _embed(embedder.queries, queries, embedder.dimensions, "queries", progress)
    index = MatchIndex(collection.profiles, vectors)
    languages = {profile.id: profile.language for profile in collection.profiles}
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for place, query in enumerate(collection.queries):
        ranking = index.rank(query.text, query.language, asked[place] if asked is not None else None)
        for pair, measured in _measure(query, ranking, collection.judgements.get(query.id, {}), languages):
            for measure, value in measured.items():
                values[pair][measure].append(value)
        progress("rankings", place + 1, len(collection.queries))
    return {
        pair: {measure: fmean(each) for measure, each in values[pair].items()}
        for pair in sorted(values, key=lambda pair: (pair == ALL, pair))
    }


def _measure(
    query: Query, ranking: Sequence[str], grades: dict[str, float], languages: dict[str, str]
) -> Iterator[tuple[str, dict[str, float]]]:
    fitting = {profile for profile, grade in grades.items() if grade > 0}
    gain = ndcg(ranking, grades)
    if gain is None:
        return
    for language in sorted({languages[profile] for profile in fitting}):
        own = [profile for profile in ranking if languages[profile] == language]
        yield f"{query.language}-{language}", _recalls(own, fitting.intersection(own)) | {"ndcg@10": gain}
    yield ALL, _recalls(ranking, fitting) | {"ndcg@10": gain}


def _recalls(ranking: Sequence[str], fitting: set[str]) -> dict[str, float]:
    return {f"recall@{depth}": recall(ranking, fitting, depth) for depth in (1, 10)}


def _embed(
    encode: Callable[[Sequence[str]], Vectors],
    texts: Sequence[str],
    dimensions: int,
    what: str,
    progress: Progress,
) -> Vectors:
    vectors = np.zeros((len(texts), dimensions), np.float32)
    for start in range(0, len(texts), _BATCH):
        vectors[start : start + _BATCH] = encode(texts[start : start + _BATCH])
        progress(f"meaning of the {what}", min(start + _BATCH, len(texts)), len(texts))
    return vectors


def _grade(text: str, where: str) -> float:
    try:
        grade = float(text)
    except ValueError:
        grade = float("nan")
    if not isfinite(grade):
        raise UnreadableFileError(
            f"{where}: the grade {_short(text)} is no number. Write 0 for what does not fit, and more the better it fits."
        )
    return grade


def _rows(
    path: Path, columns: tuple[str, ...], unique: tuple[str, ...], full: tuple[str, ...] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells by column) of a file; every id and language has to be there."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header, columns)
        seen: dict[tuple[str, ...], int] = {}
        for cells in reader:
            if not any(cells):
                continue
            line = reader.line_num
            if len(cells) != len(header):
                raise UnreadableFileError(
                    f"{path}, line {line}: {len(cells)} cells, where the header has {len(header)}. Put texts that hold commas between quotes."
                )
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name in columns}
            _check_row(f"{path}, line {line}", row, full)
            key = tuple(row[column] for column in unique)
            if key in seen:
                raise UnreadableFileError(
                    f"{path}, line {line}: {' and '.join(unique)} {', '.join(map(_short, key))} stood in line {seen[key]} already. Leave one of both."
                )
            seen[key] = line
            yield line, row
    except csv.Error as problem:
        if "field limit" in str(problem):
            raise UnreadableFileError(
                f"{path}, line {reader.line_num}: a cell has more than {_LONGEST_CELL:,} characters. Shorten it, or close the quote with which it begins."
            ) from None
        raise UnreadableFileError(
            f"{path}, line {reader.line_num}: it cannot be read as CSV ({problem}). Close every quote; double quotes inside a text."
        ) from None
    if not seen:
        raise UnreadableFileError(f"{path}: there is no row under the header. Add one for each {columns[0]}.")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise UnreadableFileError(
            f"{path}: it cannot be opened ({problem.strerror}). Name a file that is there."
        ) from None
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise UnreadableFileError(
            f"{path}, line {line}: it holds a NUL character. Save the file as CSV in UTF-8, and take the character out."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise UnreadableFileError(
            f"{path}, line {line}: it is not UTF-8. Save the file as CSV in UTF-8."
        ) from None


def _check_header(path: Path, header: list[str], columns: tuple[str, ...]) -> None:
    wanted = ", ".join(columns)
    if not any(header):
        raise UnreadableFileError(f"{path}: the file is empty. Its first line names the columns: {wanted}.")
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and sign in header[0]:
            raise UnreadableFileError(
                f"{path}, line 1: the columns are parted by {name}. Save the file with commas."
            )
    if missing := [name for name in columns if name not in header]:
        raise UnreadableFileError(
            f"{path}, line 1: the column {missing[0]!r} is missing; there is {', '.join(map(_short, header[:20]))}. The columns are: {wanted}."
        )
    if doubled := [name for name in columns if header.count(name) > 1]:
        raise UnreadableFileError(
            f"{path}, line 1: the column {doubled[0]!r} is there twice. Leave one of both."
        )


def _check_row(where: str, row: dict[str, str], full: tuple[str, ...]) -> None:
    for column in ("id", "language", "query", "profile", *full):
        if row.get(column) == "":
            raise UnreadableFileError(f"{where}: the {column} is empty. Write it, or take the row out.")
    if "language" in row:
        code = _LANGUAGE.fullmatch(row["language"])
        if code is None:
            raise UnreadableFileError(
                f"{where}: {_short(row['language'])} is no code of a language. Write two letters, such as bg or en."
            )
        row["language"] = code[1].lower()


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")
