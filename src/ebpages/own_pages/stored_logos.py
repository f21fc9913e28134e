"""Logos as files of EBPAGES_HOME, called by their content, so that none is ever replaced by another."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from ebpages.faces.upkeep import Check
from ebpages.own_pages.logo import SUFFIX, LogoPicture
from ebpages.publish.whole_file import make_folder, whole_file

FOLDER = "logos"  # below EBPAGES_HOME
NAME = re.compile(rf"[0-9a-f]{{64}}\.{SUFFIX}")


def store(home: Path, picture: LogoPicture) -> str:
    """Returns the name of the file, which is on the disk when this returns."""
    path = home / FOLDER / f"{picture.digest}.{SUFFIX}"
    if not path.exists():
        make_folder(path.parent)
        with whole_file(path) as draft:
            draft.write_bytes(picture.content)
    return path.name


def check_logos(home: Path, names: Iterable[str]) -> Iterator[Check]:
    """names: of the logos that pages show."""
    for name in names:
        path = home / FOLDER / name
        try:
            is_whole = sha256(path.read_bytes()).hexdigest() == path.stem
        except OSError:
            is_whole = False
        problem = "" if is_whole else "the file is missing or is another one"
        yield Check(
            f"logo {name[:12]}", problem, "Copy it from a backup, or have the organisation upload it again"
        )
