"""Which files hold declarations of one sort: those that ship, and those of the file or folder that a variable names."""

import os
from collections.abc import Iterator
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration

Dated = tuple[tuple[Path, int], ...]  # files with a number that is another one after every change


def declared_files(shipped: Path, variable: str, what: str) -> tuple[Path, ...]:
    """The shipped file, or those of the shipped folder, and then the operator's own. Raises BrokenDeclaration for an empty folder."""
    own = os.environ.get(variable)
    return (*files_of(shipped, what), *(files_of(Path(own).expanduser(), what) if own else ()))


def files_of(path: Path, what: str) -> Iterator[Path]:
    """The file itself, or every YAML file of a folder. what: they hold, in the plural."""
    if not path.is_dir():
        yield path
        return
    inside = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
    if not inside:
        raise BrokenDeclaration(
            path.name,
            "the folder",
            "no file in it ends in .yaml",
            f"Put files of {what} there, or name another folder",
        )
    yield from inside


def dated(paths: tuple[Path, ...]) -> Dated:
    return tuple((path, _changed(path)) for path in paths)


def state_of(paths: tuple[Path, ...]) -> str:
    """A text that is another one after every change of a file, so that a mended declaration needs no restart."""
    return " ".join(str(changed) for _, changed in dated(paths))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # reading it will say what is wrong
