"""The full-text index of one host: it follows the change log and can be built anew from the database at any time."""

import json
import logging
import os
import shutil
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, cast

import tantivy

from ebpages.publish.whole_file import take_lock
from ebpages.search.damage import Stamp, counts_agree, find_damage, stamps
from ebpages.search.query import closest_query, last_word_query, lenient_query, strict_query
from ebpages.search.schema import VERSION, Document, UnknownFieldError, lay_out, make_schema, object_key

__all__ = ["ChangeLog", "DamagedIndex", "Document", "DocumentProvider", "Hit", "Position", "SearchIndex"]

logger = logging.getLogger(__name__)

_BATCH = 1000
_MEMORY = 32_000_000  # bytes that the writer may fill before it puts a segment on disk
_POLL = 0.05  # seconds
_REST = (
    30.0  # seconds after a failed attempt to write, as on a full disk, during which visitors cause no other
)
_OF_EVERY_DOCUMENT = ("kind", "position")  # an object has the one, a note of a position the other


Ranking = list["array[int]"]  # numbers of objects, the best first, those that fit equally well together


class DamagedIndex(ValueError):
    """A file of the index is not as it was written; `follow` builds the index anew."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the change log. log: the token of the log; last: the number of the last change."""

    log: str
    last: int


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    score: float


class DocumentProvider(Protocol):
    """A room that has something to be found."""

    @property
    def kind(self) -> str:
        """The kind of its objects, as it stands in the change log."""

    def documents(self, ids: Sequence[str]) -> Iterable[Document]:
        """The documents of those objects that exist; the others are gone."""

    def all_ids(self) -> Iterable[str]: ...


class ChangeLog(Protocol):
    def head(self, kind: str) -> Position: ...

    def changed(self, kind: str, after: int, up_to: int) -> Iterable[str]: ...


class SearchIndex:
    """Finds objects by words; one instance for each process and folder.

    Several processes may share the folder: one writes, the others serve what is there. What was read of the log and
    the place reached in it are committed together, so that a process killed at any moment leaves an index that is
    consistent and knows how far it got.
    """

    def __init__(self, folder: Path, *, wait: float = 5.0) -> None:
        """wait: seconds to wait for another process that is writing before the index is served as it stands."""
        self._folder = folder
        self._wait = wait
        self._schema = make_schema()
        self._index: tantivy.Index | None = None
        self._reached: dict[str, Position] = {}
        # The files as they were when they were last found whole.
        self._checked: frozenset[Stamp] = frozenset()
        self._rests_until = 0.0
        self._readable: TemporaryDirectory[str] | None = None
        self._last_warning = ""

    def follow(self, provider: DocumentProvider, log: ChangeLog, *, patiently: bool = True) -> bool:
        """Catch up with the log. False when another process kept the lock, or it cannot be written, and it stays as it stands.

        patiently: whether to wait for a process that is writing although there is an index to serve meanwhile, and to fail with OSError
        or ValueError where it cannot be written.
        """
        if self.is_current(provider.kind, log):
            return True
        if not patiently and time.monotonic() < self._rests_until:
            return False
        try:
            with self._lock(self._wait if patiently or self._index is None else 0) as is_ours:
                if is_ours:
                    self._catch_up(provider, log)
                else:
                    logger.info("search index %s: another process is writing; served as it is", self._folder)
                    self._open_at(provider.kind)
                return is_ours
        except BaseException as problem:
            if patiently or not _is_damage(problem) or isinstance(problem, UnknownFieldError):
                raise
            self._warn(f"{self._folder} cannot be written: {problem}")
            self._rests_until = time.monotonic() + _REST
            self._open_at(provider.kind)
            return False

    def is_current(self, kind: str, log: ChangeLog) -> bool:
        """Whether it holds everything of the log, in files that are whole."""
        head = log.head(kind)
        if self._index is not None and self._reached.get(kind) == head and self._is_unchanged():
            return True
        return self._open_at(kind) == head

    def is_of_this(self, kind: str, log: ChangeLog) -> bool:
        """Whether there is an index of this log, though perhaps not of its end; one that is being written for the first time is none."""
        reached = self._reached.get(kind)
        return self._index is not None and reached is not None and reached.log == log.head(kind).log

    def is_to_be_written_whole(self, kind: str, log: ChangeLog) -> bool:
        """Whether catching up means to write every object again, which may take long."""
        reached, head = self._open_at(kind), log.head(kind)
        return reached is None or reached.log != head.log or reached.last > head.last

    def search(self, query: str, *, limit: int, offset: int = 0) -> list[Hit]:
        """The objects that hold every word of the query, the best first; none for a query without words.

        Words match in their forms and in either alphabet, the last one also when only begun. When nothing is found,
        words of five letters or more may differ in one.
        """
        return [Hit(public_id, -score) for score, public_id in self._search(query, limit, offset)]

    def _search(self, query: str, limit: int, offset: int) -> list[tuple[float, str]]:
        for found in self._queries(query):
            hits = self._hits(found, limit, offset)
            if hits:
                return hits
            if offset and self._hits(found, 1, 0):
                return []
        return []

    def _queries(self, text: str) -> Iterator[tantivy.Query]:
        """What to ask for in turn until something is found; nothing where there is no index."""
        if self._index is None and not self._open():
            return
        for make_query in (strict_query, lenient_query):
            if query := make_query(self._schema, text):
                yield query

    def search_ids(self, query: str) -> list[str]:
        """The ids of all objects found, the best first."""
        return [public_id for _, public_id in self._search(query, max(self.size, 1), 0)]

    def ranking(self, query: str) -> Ranking:
        """The numbers of all objects found, the best first; those that fit equally well stand together, in no order.

        A word may find a million: numbers stand in columns, ids with the texts of documents, which take ten times as long to read.
        """
        return next(filter(None, map(self._ranked, self._queries(query))), [])

    def closest(self, groups: Sequence[Mapping[str, float]], *, most: int, least: float) -> list[int]:
        """The numbers of those that have tokens of some of the groups, the best first. least: of the score of the best."""
        if not groups or (self._index is None and not self._open()):
            return []
        with self._searcher() as searcher:
            found = searcher.search(closest_query(self._schema, groups), limit=most, count=False).hits
            near = [address for score, address in found if score >= least * found[0][0]]
            return cast("list[int]", searcher.fast_field_values("number", near))

    def numbers_with_last_word(self, query: str) -> frozenset[int]:
        """The numbers of those found that hold the last word as it is typed."""
        if self._index is None and not self._open():
            return frozenset()
        found = last_word_query(self._schema, query)
        return frozenset(chain.from_iterable(self._ranked(found))) if found else frozenset()

    def reached(self, kind: str) -> Position | None:
        """The place in the log of a kind that what is on disk has reached; None where there is no index, or none that can be read."""
        return self._open_at(kind)

    @property
    def size(self) -> int:
        """How many documents the index holds, its own notes of positions included."""
        if self._index is None:
            self._open()
        return self._index.searcher().num_docs if self._index else 0

    def _hits(self, query: tantivy.Query, limit: int, offset: int) -> list[tuple[float, str]]:
        """(negative score, id), the best first. Raises DamagedIndex."""
        with self._searcher() as searcher:
            found = searcher.search(query, limit=limit, offset=offset, count=False).hits
            return sorted((-round(score, 4), searcher.doc(address)["id"][0]) for score, address in found)

    def _ranked(self, query: tantivy.Query) -> Ranking:
        """Raises DamagedIndex."""
        with self._searcher() as searcher:
            found = searcher.search(query, limit=max(searcher.num_docs, 1), count=False).hits
            numbers = cast(
                "list[int]", searcher.fast_field_values("number", [address for _, address in found])
            )
        ranking: Ranking = []
        last = None
        for (exact, _), number in zip(found, numbers, strict=True):
            if (score := round(exact, 4)) != last:
                last, equals = score, array("q")
                ranking.append(equals)
            equals.append(number)
        return ranking

    @contextmanager
    def _searcher(self) -> Iterator[tantivy.Searcher]:
        """Raises DamagedIndex where what is read makes no sense any more."""
        assert self._index is not None
        try:
            yield self._index.searcher()
        except BaseException as problem:
            if not _is_damage(problem):
                raise
            self._index = None
            raise DamagedIndex(str(problem)) from None

    # --- the folder ---------------------------------------------------------------------------------------------

    @property
    def _home(self) -> Path:
        return self._folder / f"v{VERSION}"

    def _open(self) -> bool:
        """Read what is on disk; False where there is no index, or none that can be read."""
        self._open_at("")
        return self._index is not None

    def _open_at(self, kind: str) -> Position | None:
        """Read what is on disk, and the place that it reached in the log of a kind."""
        self._reached = {}
        try:
            if not self._home.is_dir() or not tantivy.Index.exists(str(self._home)):
                self._index = None
            elif self._index is None or not self._is_unchanged():
                self._index = self._opened()
            return self._read_position(kind) if self._index else None
        except BaseException as problem:
            if not _is_damage(problem):
                raise
            self._warn(f"{self._home} cannot be read and will be built anew: {problem}")
            self._index = None
            return None

    def _is_unchanged(self) -> bool:
        try:
            return stamps(self._home) == self._checked
        except OSError:
            return False

    def _opened(self) -> tantivy.Index:
        """The index with all that was committed, its files checked. Raises DamagedIndex, and what Tantivy raises."""
        now = stamps(self._home)
        known = frozenset(stamp[0] for stamp in now & self._checked)
        if damage := find_damage(self._home, checked=known):  # before Tantivy reads, which panics on some
            if now != stamps(self._home):  # another process put the next commit there meanwhile
                return self._opened()
            raise DamagedIndex(damage)
        index = self._index if self._index and self._only_grew(now) else self._new_index()
        index.reload()
        if not counts_agree(index, _OF_EVERY_DOCUMENT):
            raise DamagedIndex("it does not hold as many documents as it says")
        self._checked = now
        return index

    def _only_grew(self, now: frozenset[Stamp]) -> bool:
        """Whether what is open can be brought up to date: no file of a segment was written again under its name."""
        before = {stamp[0]: stamp for stamp in self._checked if not stamp[0].endswith(".json")}
        return self._readable is None and all(before.get(stamp[0], stamp) == stamp for stamp in now)

    def _new_index(self) -> tantivy.Index:
        index = tantivy.Index(self._schema, self._place_to_read())
        index.config_reader("manual")
        return index

    def _place_to_read(self) -> str:
        """The folder itself, or where Tantivy cannot keep its locks in it, one for temporary files that leads to its files."""
        if os.access(self._home, os.W_OK):
            return str(self._home)
        self._readable = TemporaryDirectory(prefix="ebpages-search-")
        for file in self._home.iterdir():
            if file.suffix != ".lock":
                Path(self._readable.name, file.name).symlink_to(file)
        return self._readable.name

    def _warn(self, sentence: str) -> None:
        """Once, not at every search."""
        if sentence != self._last_warning:
            logger.warning("search index %s", sentence)
        self._last_warning = sentence

    def _make_anew(self) -> tantivy.Index:
        for old in [*self._folder.glob("v*")]:
            shutil.rmtree(old, ignore_errors=True)
        self._home.mkdir(parents=True)
        self._checked, self._readable = frozenset(), None
        return self._new_index()

    @contextmanager
    def _lock(self, wait: float) -> Iterator[bool]:
        """The right to write, for as long as the block runs; the system takes it back when a process dies."""
        self._folder.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + wait
        with (self._folder / "lock").open("a") as file:
            while not (is_ours := take_lock(file.fileno())) and time.monotonic() < until:
                time.sleep(_POLL)
            yield is_ours

    # --- following ----------------------------------------------------------------------------------------------

    def _catch_up(self, provider: DocumentProvider, log: ChangeLog) -> None:
        """Write what changed. The head is read before the documents: what changes in between is read again later."""
        head = log.head(provider.kind)
        reached = self._open_at(provider.kind)
        if reached == head:
            return
        if self._index is None:
            self._index = self._make_anew()
        if reached is None or reached.log != head.log or reached.last > head.last:
            self._write(provider, provider.all_ids(), head, afresh=True)
        else:
            self._write(provider, log.changed(provider.kind, reached.last, head.last), head, afresh=False)
        self._index = self._opened()
        self._reached[provider.kind] = head

    def _write(self, provider: DocumentProvider, ids: Iterable[str], head: Position, *, afresh: bool) -> None:
        assert self._index is not None
        kind = provider.kind
        writer = self._index.writer(heap_size=_MEMORY, num_threads=1)
        try:
            if afresh:
                writer.delete_documents_by_term("kind", kind)
            for batch in _batches(ids):
                for object_id in () if afresh else batch:
                    writer.delete_documents_by_term("object", object_key(kind, object_id))
                for document in provider.documents(batch):
                    writer.add_document(lay_out(document))
            writer.delete_documents_by_term("object", _note_key(kind))
            writer.add_document(_note(kind, head))
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()

    def _read_position(self, kind: str) -> Position | None:
        assert self._index is not None
        searcher = self._index.searcher()
        note = tantivy.Query.term_query(self._schema, "object", _note_key(kind), index_option="basic")
        hits = searcher.search(note, limit=1, count=False).hits
        if not hits:
            return None
        position = Position(**json.loads(searcher.doc(hits[0][1])["position"][0]))
        self._reached[kind] = position
        return position


def _note(kind: str, position: Position) -> tantivy.Document:
    text = json.dumps({"log": position.log, "last": position.last})
    return tantivy.Document(object=_note_key(kind), position=text)


def _note_key(kind: str) -> str:
    """The key of the index's own note of the place reached; no object's key begins with a colon."""
    return f":{kind}"


def _is_damage(error: BaseException) -> bool:
    """Whether an error tells of a damaged index; Tantivy panics on some, and that exception has no public name."""
    return isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException"


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(dict.fromkeys(ids))
    while batch := list(islice(remaining, _BATCH)):
        yield batch
