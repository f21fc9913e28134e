"""Which figures there are: the shipped ones and, where EBPAGES_FIGURES names a file, the operator's own."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ebpages.declared.schema import BrokenDeclaration
from ebpages.observatory.figures.declaration import SHIPPED, FigureOf, read_figures

VARIABLE = "EBPAGES_FIGURES"


def figures() -> Mapping[str, FigureOf]:
    """Every figure by its id, the shipped ones first. Raises BrokenDeclaration."""
    return _figures(_files())


def state_of_figures() -> str:
    """A text that is another one after every change of a declaration."""
    return " ".join(str(changed) for _, changed in _files())


def _files() -> tuple[tuple[Path, int], ...]:
    own = os.environ.get(VARIABLE)
    paths = (SHIPPED, Path(own).expanduser()) if own else (SHIPPED,)
    return tuple((path, _state(path)) for path in paths)


def _state(path: Path) -> int:
    """Another number after every change of the file, so that a mended declaration needs no restart."""
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise BrokenDeclaration(
            path.name, "the file", f"it cannot be read ({error.strerror})", f"Name another file in {VARIABLE}"
        ) from None


@lru_cache(maxsize=8)
def _figures(files: tuple[tuple[Path, int], ...]) -> Mapping[str, FigureOf]:
    found: dict[str, FigureOf] = {}
    for path, _ in files:
        for figure in read_figures(path):
            if figure.id in found:
                raise BrokenDeclaration(
                    path.name,
                    f"figure {figure.id!r}",
                    "another file declares this id already",
                    "Choose another id",
                )
            found[figure.id] = figure
    return found
