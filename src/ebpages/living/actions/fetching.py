"""Fetches living sources: file by file, each kept whole before the next is asked for, so that whatever stops a run costs one file."""

import hashlib
import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from ebpages.files.cannot_fetch import CannotFetch
from ebpages.files.download import USUAL, Limits
from ebpages.limits import PastLimit, check
from ebpages.living.actions.reading import Progress, changed, note_fault, read_edition, read_kept
from ebpages.living.models import LivingFault, LivingSource
from ebpages.publish.whole_file import make_folder, take_lock
from ebpages.registry.models import Entry
from ebpages.sources.asking import Answer, Asker, MustWait
from ebpages.sources.connector import LARGEST_FALL, Connector, connector
from ebpages.sources.edition import Edition, Piece, UnusableEdition, edition_of, unpacked
from ebpages.sources.kept_editions import (
    FOLDER,
    Header,
    Resource,
    keep,
    kept,
    path_of,
    read_header,
    read_lines,
)

logger = logging.getLogger(__name__)
VARIABLE = "EBPAGES_SOURCES"
MOST_FAULTS_IN_A_ROW = 5
MOST_OF_WORKER = timedelta(days=31)


NO_ANSWER = Answer(b"", "", "", "")  # of a file that nobody was asked for


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class AlreadyFetching(CannotFetch):
    """Another process fetches the same source."""


class FewerThanBefore(CannotFetch):
    """There is less than a tenth less would explain; a person is asked."""


@dataclass(slots=True)
class FetchResult:
    """new: editions that were kept. there: files that were there already. faults: sentences, one for each file that could not be used."""

    new: list[str] = field(default_factory=list)
    there: int = 0
    faults: list[str] = field(default_factory=list)


def fetch(
    *,
    name: str,
    since: str,
    until: str,
    from_folder: Path | None,
    accept_fewer: bool,
    progress: Progress,
    limits: Limits = USUAL,
) -> FetchResult:
    """Fetch what is new of a source and read it. since, until: days in ISO form, "" for all. from_folder: files that an operator has
    downloaded, in place of the publisher.

    A file that cannot be used is noted and the next one is asked for; five in a row end the run. Raises CannotFetch.
    """  # fmt: skip
    source = connector(name)
    with _alone(source):
        run = _Run(source, since, until, accept_fewer, progress)
        read_kept(connector=source, progress=progress)
        if from_folder is not None:
            run.from_files(from_folder)
        else:
            run.from_publisher(limits)
        read_kept(connector=source, progress=progress)
        logger.info("%s: %d new, %d there, %d faults", name, len(run.result.new), run.result.there, len(run.result.faults))  # fmt: skip
        return run.result


@task
def fetch_due() -> None:
    """For the worker: those sources that the operator has named in EBPAGES_SOURCES and whose rhythm says so."""
    for name in os.environ.get(VARIABLE, "").replace(",", " ").split():
        try:
            source = connector(name)
            if _is_due(source):
                fetch(
                    name=name, since=_first_of_worker(source), until="", from_folder=None, accept_fewer=False, progress=lambda *_: None
                )  # fmt: skip
        except CannotFetch as problem:
            logger.warning("%s: %s", name, problem)


def _is_due(source: Connector) -> bool:
    """Also where the publisher asked to wait and the wait is over. A run that was not answered is tried again the next time."""
    row, _ = LivingSource.objects.get_or_create(connector=source.name)
    now = timezone.now()
    if row.not_before:
        return row.not_before <= now
    return row.seen_at is None or row.seen_at + timedelta(days=source.rhythm) <= now


def _first_of_worker(source: Connector) -> str:
    """Years of daily files are fetched by the command: other tasks wait for the worker."""
    there = kept(Path(settings.EBPAGES_HOME), source.name)
    newest = date.fromisoformat(there[-1]) if there and source.kind == "days" else timezone.localdate()
    return (newest - MOST_OF_WORKER).isoformat() if source.kind == "days" else ""


@contextmanager
def _alone(source: Connector) -> Iterator[None]:
    folder = Path(settings.EBPAGES_HOME) / FOLDER
    make_folder(folder)
    with (folder / f"{source.name}.lock").open("a") as lock:
        if not take_lock(lock.fileno()):
            raise AlreadyFetching(
                f"{source.name} is being fetched by another process. Wait until it has ended."
            )
        yield


class _Run:
    def __init__(
        self, source: Connector, since: str, until: str, accept_fewer: bool, progress: Progress
    ) -> None:
        self.source, self.since, self.until = source, since, until
        self.accept_fewer, self.progress = accept_fewer, progress
        self.home = Path(settings.EBPAGES_HOME)
        self.result = FetchResult()
        self.in_a_row = 0
        self.reader = source.module("reader")
        self.asked_for = frozenset(
            Entry.objects.for_writing().filter(state=Entry.PUBLISHED).values_list("identifier", flat=True)
        )
        self.row, _ = LivingSource.objects.get_or_create(connector=source.name)

    # --- from the publisher

    def from_publisher(self, limits: Limits) -> None:
        if self.row.not_before and self.row.not_before > timezone.now():
            raise CannotFetch(
                f"{self.source.name}: the publisher asked to be asked again after {timezone.localtime(self.row.not_before):%Y-%m-%d %H:%M}. Run it again then."
            )
        self._note(tried_at=timezone.now(), not_before=None)
        try:
            asker = Asker(self.source, limits)
            pieces = list(self.source.module("publisher").pieces(asker))
            self._check_listed(len(pieces))
            self._note(listed=len(pieces), seen_at=timezone.now())
            LivingFault.objects.filter(connector=self.source.name, piece="").delete()
            self._ask_for(self._wanted(pieces), asker)
        except MustWait as wait:
            self._note(not_before=timezone.now() + timedelta(seconds=wait.seconds))
            self._fault(Piece("", "", ""), str(wait))
            raise
        except (CannotFetch, UnusableEdition) as problem:
            self._fault(Piece("", "", ""), str(problem))
            raise CannotFetch(str(problem)) from None

    def _check_listed(self, listed: int) -> None:
        if not listed:
            raise UnusableEdition(self.source.name, "", "the publisher lists no file at all", "Nothing was taken away; the next run asks again")  # fmt: skip
        if listed < self.row.listed * (1 - LARGEST_FALL) and not self.accept_fewer:
            raise FewerThanBefore(
                f"{self.source.name}: the publisher lists {listed} files, and {self.row.listed} before: more than a tenth fewer. Nothing was fetched. "
                f"See {self.source.homepage}; if it is right, run `ebpages sources fetch {self.source.name} --accept-fewer`."
            )

    def _wanted(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Those within the days asked for, the earliest first; a name without a day is told."""
        for piece in sorted(pieces, key=lambda each: (each.edition, each.id)):
            if not piece.edition:
                self._fault(piece, f"{piece.name or piece.id}: no day can be read in its name. Download it and hand it in with --from-folder, named as 2026-01-02.")  # fmt: skip
            elif self.source.kind == "release" or ((not self.since or piece.edition >= self.since) and (not self.until or piece.edition <= self.until)):  # fmt: skip
                yield piece

    def _ask_for(self, pieces: Iterable[Piece], asker: Asker) -> None:
        wanted = list(pieces)
        for number, piece in enumerate(wanted):
            self.progress(f"fetching {piece.edition}", number, len(wanted))
            known = self._known(piece)
            if known and self.source.kind == "days":  # a day that was published does not change
                self.result.there += 1
                continue
            try:
                answer = asker.get(
                    piece.url,
                    etag=known.etag if known else "",
                    last_modified=known.last_modified if known else "",
                )
                if answer.content is None:
                    self.result.there += 1
                    continue
                self._take(piece, answer.content, answer)
            except MustWait:
                raise
            except (CannotFetch, UnusableEdition) as problem:
                self._fault(piece, str(problem))
                if self.in_a_row >= MOST_FAULTS_IN_A_ROW:
                    raise CannotFetch(
                        f"{self.source.name}: {self.in_a_row} files in a row could not be used, the last: {problem} The run ends here; the next one begins with them."
                    ) from None

    def _known(self, piece: Piece) -> Resource | None:
        """What its server said of it, where it is kept; a damaged edition is fetched again."""
        before = self._before(piece)
        return next((each for each in before.resources if each.id == piece.id), None) if before else None

    def _before(self, piece: Piece) -> Header | None:
        """None where nothing is kept, or what is kept was found damaged when it was read."""
        path = path_of(self.home, self.source.name, piece.edition)
        is_damaged = LivingFault.objects.filter(connector=self.source.name, piece=path.name).exists()
        return read_header(path) if path.exists() and not is_damaged else None

    # --- from files

    def from_files(self, folder: Path) -> None:
        try:
            files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))  # fmt: skip
        except OSError as problem:
            raise CannotFetch(f"{folder}: the folder cannot be read ({problem.strerror}). Name the folder with the downloaded files.") from None  # fmt: skip
        if not files:
            raise CannotFetch(f"{folder} holds no file. Name the folder with the downloaded files.")
        for number, path in enumerate(files):
            self.progress(f"reading {path.name}", number, len(files))
            try:
                check("import_megabytes", path.stat().st_size // 1_000_000, "it has {amount} MB")
                self._take_file(path)
            except (UnusableEdition, PastLimit) as problem:
                said = str(problem) if isinstance(problem, UnusableEdition) else f"{path.name}: {problem}"
                self._fault(Piece(path.name, path.name, ""), said)

    def _take_file(self, path: Path) -> None:
        """Of a source of days, each file of a zip is a day, and one that cannot be used keeps none of the others out."""
        files = unpacked(path, path.name, self.reader.ENDINGS)
        if self.source.kind == "release":
            part = self.reader.part_of(path.name)
            self._keep(Piece(path.name, path.name, part), *self._read_all(files), NO_ANSWER)
            return
        for name, content in files:
            short = Path(name).name
            try:
                edition = self.reader.read(content, short, self.asked_for)
                day = edition_of(short, edition.made_on)
                if (not self.since or day >= self.since) and (not self.until or day <= self.until):
                    self._keep(Piece(f"file:{short}", short, day), _digest(content), edition, NO_ANSWER)
            except UnusableEdition as problem:
                self._fault(Piece(f"file:{short}", short, ""), str(problem))

    # --- what both do with a file

    def _take(self, piece: Piece, content: bytes, answer: Answer) -> None:
        digest, edition = self._read_all(unpacked(content, piece.name, self.reader.ENDINGS))
        if self.source.kind == "days":
            edition_of(piece.name, edition.made_on)  # refuses a file of another day
        self._keep(piece, digest, edition, answer)

    def _read_all(self, files: Iterable[tuple[str, bytes]]) -> tuple[str, Edition]:
        """The files of one archive as one edition, and a digest of them."""
        digests, whole = [], Edition()
        for name, content in files:
            edition = self.reader.read(content, name, self.asked_for)
            digests.append(_digest(content))
            whole.made_on = max(whole.made_on, edition.made_on)
            whole.lines |= edition.lines
            whole.keys |= edition.keys
            whole.left_out.update(edition.left_out)
            for notice in edition.notices:
                whole.notice(notice)
        return digests[0] if len(digests) == 1 else _digest("".join(digests).encode()), whole

    def _keep(self, piece: Piece, digest: str, edition: Edition, answer: Answer) -> None:
        """A part of a release takes the place of the one before; a day stands beside what another file has told of it, each row once."""
        path = path_of(self.home, self.source.name, piece.edition)
        before = self._before(piece)
        if before and any(each.sha256 == digest for each in before.resources):
            self.result.there += 1
            self._well(piece)
            return
        lines = edition.lines
        if before and self.source.kind == "release":
            self._check_rows(piece, len(lines), before.rows)
            before = None
        keys = edition.keys
        left_out, notices, earlier = edition.left_out, edition.notices, ()
        if before:
            lines |= set(read_lines(path))
            left_out.update(before.left_out)
            notices = list(dict.fromkeys([*before.notices, *notices]))
            keys |= set(before.keys)
            earlier = tuple(each for each in before.resources if each.id != piece.id)
        resource = Resource(
            piece.id, piece.name, answer.url, timezone.now().isoformat(timespec="seconds"), digest, answer.etag, answer.last_modified
        )  # fmt: skip
        header = Header(
            self.source.name, piece.edition, edition.made_on, len(lines), tuple(sorted(keys)), (*earlier, resource),
            dict(left_out), tuple(notices),
        )  # fmt: skip
        keep(self.home, header, lines)
        read_edition(connector=self.source, edition=piece.edition)
        self._note(changed_at=timezone.now())
        self.result.new.append(piece.edition)
        self._well(piece)

    def _check_rows(self, piece: Piece, rows: int, before: int) -> None:
        if rows < before * (1 - LARGEST_FALL) and not self.accept_fewer:
            raise UnusableEdition(
                piece.name, "", f"it has {rows} rows, and the release before had {before}: more than a tenth fewer",
                f"Nothing was kept. If it is right, run `ebpages sources fetch {self.source.name} --accept-fewer`",
            )  # fmt: skip

    def _fault(self, piece: Piece, problem: str) -> None:
        self.in_a_row += 1
        self.result.faults.append(problem)
        note_fault(connector=self.source, piece=piece.name, edition=piece.edition, problem=problem)

    def _well(self, piece: Piece) -> None:
        self.in_a_row = 0
        LivingFault.objects.filter(connector=self.source.name, piece=piece.name[:300]).delete()

    def _note(self, **values: object) -> None:
        LivingSource.objects.filter(connector=self.source.name).update(**values)
        changed(self.source)
