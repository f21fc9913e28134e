"""Logos as files of EBPAGES_HOME, called by their content, so that none is ever replaced by another."""

import os
from hashlib import sha256
from pathlib import Path

from ebpages.publish.logo_picture import SUFFIX, LogoPicture
from ebpages.publish.whole_file import make_folder, whole_file

FOLDER = "logos"  # below EBPAGES_HOME


def store(home: Path, picture: LogoPicture) -> str:
    """Returns the name of the file, which is on the disk when this returns."""
    path = home / FOLDER / f"{picture.digest}.{SUFFIX}"
    if not path.exists():
        make_folder(path.parent)
        with whole_file(path) as draft:
            draft.write_bytes(picture.content)
    os.utime(path)  # new again, so that it is not tidied away before a draft names it
    return path.name


def is_whole(home: Path, name: str) -> bool:
    """Whether a file holds what it is called by."""
    try:
        return sha256((home / FOLDER / name).read_bytes()).hexdigest() == Path(name).stem
    except OSError:
        return False
