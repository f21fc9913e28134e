"""The one place that writes files which are kept: each appears whole or not at all, and what has its name is on the disk.

A file or folder is written as a draft beside its place, on the disk before it is renamed, and its name is on the disk when this
returns. A draft is locked as long as it is written, and the system takes the lock back when a process dies: what is left of a
killed writer is told from what is being written by trying the lock, and goes with the next thing written into the folder.
"""

import errno
import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_DRAFT = re.compile(r"\..+\.[0-9]+\.[0-9a-f]{8}\.draft")

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A draft to write, which takes the place of `path` when the block ends; an error, or Ctrl-C, leaves what was there before.

    Of several that are written at once, by threads or processes, the one that is ready last stays. private: only its owner may read
    it. Raises OSError.
    """
    with _draft(path, _make_private_file if private else _make_file) as draft:
        yield draft
        put_in_place(draft, path)


@contextmanager
def first_file(path: Path) -> Iterator[Path]:
    """Like `whole_file`, for a file that only its owner may read and that is never replaced: of several, the first one stays."""
    with _draft(path, _make_private_file) as draft:
        yield draft
        write_through(draft)
        with suppress(FileExistsError):
            os.link(draft, path)
        _write_folder_through(path.parent)


@contextmanager
def folder_draft(path: Path) -> Iterator[Path]:
    """An empty folder beside `path`, to be written and then put in its place by the block; what is left of it goes at the end."""
    with _draft(path, Path.mkdir) as draft:
        yield draft


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, where they are not there; their names are on the disk when this returns."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        _write_folder_through(path.parent)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a file, or a folder of files, its name. After a power failure the name leads to all of the content or to the former one."""
    write_through(draft)
    draft.replace(path)
    _write_folder_through(path.parent)


def move(path: Path, to: Path) -> None:
    """Give a file or folder that is on the disk another name on the same disk."""
    path.rename(to)
    for folder in {path.parent, to.parent}:
        _write_folder_through(folder)


def write_through(draft: Path) -> None:
    """Have a file, or a folder with all that is in it, on the disk when this returns."""
    if not draft.is_dir():
        _write_through(draft)
        return
    for inside in draft.iterdir():
        write_through(inside)
    _write_folder_through(draft)


def remove_folder(path: Path) -> None:
    """Take a folder away from its readers in one step; file by file they would see it damaged."""
    if path.exists():
        gone = _name(path)
        path.rename(gone)
        _write_folder_through(path.parent)
        _remove(gone)


def take_lock(descriptor: int) -> bool:
    """The only lock of an open file or folder; False while another has it. The system takes it back when a process dies. Raises OSError."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def abandoned_drafts(folder: Path) -> Iterator[Path]:
    """What writers that were killed have left in a folder; nobody else takes one for his own while it is looked at."""
    try:
        drafts = [path for path in folder.iterdir() if _DRAFT.fullmatch(path.name)]
    except OSError:  # there is no such folder, or it may be written to and not listed
        return
    for draft in sorted(drafts):
        with _locked(draft) as is_abandoned:
            if is_abandoned:
                yield draft


@contextmanager
def _draft(path: Path, make: Callable[[Path], None]) -> Iterator[Path]:
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder; make it first", str(path.parent))
    for abandoned in abandoned_drafts(path.parent):
        _remove(abandoned)
    while True:
        draft = _name(path)
        make(draft)
        try:
            lock = os.open(draft, os.O_RDONLY)
        except FileNotFoundError:
            continue  # as below
        with suppress(OSError):  # some file systems know no locks; then nobody takes drafts away either
            fcntl.flock(lock, fcntl.LOCK_EX)
        if draft.exists():  # before the lock was had, another writer may have taken it for abandoned
            break
        os.close(lock)
    try:
        yield draft
    except OSError as problem:
        if problem.errno in _NO_ROOM and not problem.filename:  # the system does not say what it was writing
            problem.filename = str(path)
        raise
    finally:
        _remove(draft)
        os.close(lock)


def _name(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.draft")


def _make_file(draft: Path) -> None:
    draft.touch(exist_ok=False)


def _make_private_file(draft: Path) -> None:
    draft.touch(mode=0o600, exist_ok=False)


@contextmanager
def _locked(draft: Path) -> Iterator[bool]:
    """Whether nobody writes it, for as long as the block runs."""
    try:
        lock = os.open(draft, os.O_RDONLY)
    except OSError:  # it is gone, or is not ours to take away
        yield False
        return
    try:
        is_free = take_lock(lock)
    except OSError:  # some file systems know no locks; then nobody takes drafts away
        is_free = False
    try:
        yield is_free
    finally:
        os.close(lock)


def _remove(draft: Path) -> None:
    with suppress(OSError):
        if draft.is_dir():
            shutil.rmtree(draft)
        else:
            draft.unlink(missing_ok=True)


def _write_folder_through(folder: Path) -> None:
    with suppress(OSError):  # some file systems do not know this of folders
        _write_through(folder)


def _write_through(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
