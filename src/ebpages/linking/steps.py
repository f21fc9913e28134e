"""The steps of linking two registers, each kept as Parquet beside the output, so that a run which was ended goes on where it was."""

import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pyarrow import parquet

import ebpages
from ebpages.linking import candidates, comparison, model, preparation
from ebpages.linking.engine import DuckDB, Engine
from ebpages.linking.register_file import BATCH, SCHEMA, UnlinkableError, read_register
from ebpages.linking.worker import TABLES, is_prepared, prepare_part
from ebpages.publish.whole_file import make_folder, remove_folder, take_lock, whole_file

Progress = Callable[[str, int, int], None]
SIDES = candidates.SIDES
STATE = "state.json"  # what the steps are of
_MOST_WORKERS = 4  # each has its own vocabulary in memory
_ROWS_OF_A_PART = 100_000  # left rows whose pairs are weighed at once
_SHOWN = 5


class LinkingNowError(Exception):
    """Another command is writing the same output."""


@contextmanager
def kept_steps(output: Path) -> Iterator[Path]:
    """The folder of the steps, for one command at a time. Raises LinkingNowError, UnlinkableError."""
    folder = output.parent / f".{output.name}.link"
    is_ours = not folder.exists() or (folder / STATE).is_file() or not any(folder.iterdir())
    if folder.is_symlink() or not is_ours:
        raise UnlinkableError(
            f"{folder} holds what no linking has kept. Move it away, or name another output"
        )
    make_folder(folder)
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if not take_lock(lock):
            raise LinkingNowError(
                f"{output}: another command is linking into this file. Wait for it, or name another output"
            )
        yield folder
    finally:
        os.close(lock)


def begin(folder: Path, files: Sequence[Path], engine: str) -> bool:
    """Keep what is there of the same files, engine and model; True where something of other ones was taken away."""
    state = folder / STATE
    text = json.dumps(
        {
            "version": ebpages.__version__,
            "engine": engine,
            "files": [*map(_checksum, (*files, model.FILE, preparation.WORDS))],
        }
    )
    if state.exists() and state.read_text(encoding="utf-8") == text:
        return False
    entries = list(folder.iterdir())
    for entry in entries:
        remove_folder(entry)
    with whole_file(state) as draft:
        draft.write_text(text, encoding="utf-8")
    return bool(entries)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def register_path(folder: Path, side: str) -> Path:
    return folder / f"{side}.parquet"


def rows_of(folder: Path, side: str) -> int:
    return int(parquet.ParquetFile(register_path(folder, side)).metadata.num_rows)


def keep_register(file: Path, folder: Path, side: str, progress: Progress) -> None:
    """Read a register as it is. Raises UnlinkableError, for two rows with one id too."""
    path = register_path(folder, side)
    if path.exists():
        return
    with whole_file(path) as draft:
        with parquet.ParquetWriter(draft, SCHEMA) as writer:
            read = 0
            for batch in read_register(file):
                if batch.num_rows:
                    writer.write_table(batch, row_group_size=BATCH)
                read += batch.num_rows
                progress(f"reading {file.name}", read, 0)
        _refuse_twice(file, draft, folder)


def _refuse_twice(file: Path, register: Path, folder: Path) -> None:
    engine = DuckDB(folder)
    try:
        engine.read("register", register)
        twice = engine.execute(
            "SELECT id, list(n ORDER BY n) FROM register GROUP BY id HAVING count(*) > 1 ORDER BY min(n)"
        ).fetchmany(_SHOWN + 1)
    finally:
        engine.close()
    if twice:
        shown = "; ".join(
            f"{id_!r} in rows {', '.join(map(str, rows[:_SHOWN]))}" for id_, rows in twice[:_SHOWN]
        )
        more = "; and others" if len(twice) > _SHOWN else ""
        raise UnlinkableError(
            f"{file}: an id stands for one row, and these stand twice: {shown}{more}. Give each row an id of its own"
        )


def prepare(folder: Path, progress: Progress) -> None:
    """Take the names apart and read the numbers of both registers, side by side in processes of their own."""
    tasks = []
    for side in SIDES:
        for table in TABLES:
            make_folder(folder / f"{side}_{table}")
        parts = max(parquet.ParquetFile(register_path(folder, side)).num_row_groups, 1)
        tasks += [(side, part) for part in range(parts) if not is_prepared(folder, side, part)]
    if len(tasks) <= len(SIDES):  # small registers are done before a process has started
        for side, part in tasks:
            prepare_part(register_path(folder, side), part, folder, side)
        return
    for done, _ in enumerate(_prepared(folder, tasks), 1):
        progress("preparing names", done, len(tasks))


def _prepared(folder: Path, tasks: Sequence[tuple[str, int]]) -> Iterator[None]:
    """One for each task that is done. No process is left, however this ends."""
    waiting: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
    for task in tasks:
        waiting.put(task)
    done: queue.SimpleQueue[bool] = queue.SimpleQueue()
    workers = [_start_worker() for _ in range(min(len(tasks), os.cpu_count() or 1, _MOST_WORKERS))]
    threads = [
        threading.Thread(target=_feed, args=(worker, folder, waiting, done), daemon=True)
        for worker in workers
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in tasks:
            if not done.get():
                raise ChildProcessError(
                    None, "a process that prepares names has ended; see the message above", str(folder)
                )
            yield
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()


def _start_worker() -> "subprocess.Popen[str]":
    command = [sys.executable, "-P", "-m", "ebpages.linking.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own interpreter and module


def _feed(
    worker: "subprocess.Popen[str]",
    folder: Path,
    waiting: "queue.SimpleQueue[tuple[str, int]]",
    done: "queue.SimpleQueue[bool]",
) -> None:
    assert worker.stdin and worker.stdout
    try:
        while True:
            side, part = waiting.get_nowait()
            worker.stdin.write(json.dumps([str(register_path(folder, side)), part, str(folder), side]) + "\n")
            worker.stdin.flush()
            done.put(bool(worker.stdout.readline()))
    except queue.Empty:
        worker.stdin.close()
    except (OSError, ValueError):  # it was ended
        done.put(False)


def compare(folder: Path, engine: Engine, progress: Progress) -> None:
    """From prepared rows to decided pairs and the words that they share."""
    steps = list(_queries(folder))
    for side in SIDES:
        for table in TABLES:
            engine.read(f"{side}_{table}", folder / f"{side}_{table}")
    for done, (name, path, query, title) in enumerate(steps):
        progress(title, done, len(steps))
        if not path.exists():
            engine.write(query, path)
        engine.read(name, path if path.parent == folder else path.parent)


def _queries(folder: Path) -> Iterator[tuple[str, Path, str, str]]:
    """Each step: the table that it gives, its file, its query, what a person is told."""
    rows = sum(rows_of(folder, side) for side in SIDES)
    parts = max(1, -(-rows_of(folder, "left") // _ROWS_OF_A_PART))
    weights = model.model()

    def step(name: str, query: str, title: str) -> tuple[str, Path, str, str]:
        return name, folder / f"{name}.parquet", query, title

    yield step("vocabulary", candidates.vocabulary(rows), "counting words")
    for side in SIDES:
        yield step(f"{side}_words", candidates.weighed_tokens(side), "counting words")
    for side in SIDES:
        yield step(f"{side}_weighed", candidates.weighed_records(side), "counting words")
    yield step("places", candidates.places(rows), "counting places")
    yield step("respelt", candidates.respelt(), "finding spellings")
    make_folder(folder / "candidates")
    for name, query in candidates.candidates().items():
        yield "candidates", folder / "candidates" / f"{name}.parquet", query, "finding pairs"
    make_folder(folder / "weighed")
    for part in range(parts):
        query = comparison.weighed(part, parts, rows, weights.pair.weights, weights.pair.intercept)
        yield "weighed", folder / "weighed" / f"{part:06}.parquet", query, "weighing pairs"
    query = comparison.decided(weights.rivals.weights, weights.rivals.intercept, weights.threshold_logit)
    yield step("decided", query, "deciding")
    yield step("shared_words", comparison.shared_words(), "explaining")
