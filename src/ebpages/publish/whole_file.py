"""A file that appears whole or not at all: written as a draft beside its place, and put there when it is on the disk."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A draft to write, which takes the place of `path` when the block ends; an error, or Ctrl-C, leaves what was there before.

    Of several that are written at once, by threads or processes, the one that is ready last stays. Raises OSError.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.draft")
    try:
        yield draft
        put_in_place(draft, path)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a file, or a folder of files, its name. After a power failure the name leads to all of the content or to the former one."""
    write_through(draft)
    draft.replace(path)
    with suppress(OSError):  # some file systems do not know this of folders
        _write_through(path.parent)


def write_through(draft: Path) -> None:
    """Have a file, or a folder of files, on the disk when this returns."""
    for file in draft.iterdir() if draft.is_dir() else [draft]:
        _write_through(file)


def _write_through(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
