"""Which figures there are: the shipped ones and, where EBPAGES_FIGURES names a file or a folder, the operator's own."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ebpages.declared.files import Dated, dated, declared_files, state_of
from ebpages.declared.schema import BrokenDeclaration
from ebpages.observatory.figures.declaration import SHIPPED, DeclaredFigure, read_figures

VARIABLE = "EBPAGES_FIGURES"


def figures() -> Mapping[str, DeclaredFigure]:
    """Every figure by its id, the shipped ones first. Raises BrokenDeclaration."""
    return _figures(dated(_files()))


def state_of_figures() -> str:
    """A text that is another one after every change of a declaration."""
    return state_of(_files())


def _files() -> tuple[Path, ...]:
    return declared_files(SHIPPED, VARIABLE, "figures")


@lru_cache(maxsize=8)
def _figures(files: Dated) -> Mapping[str, DeclaredFigure]:
    by_id: dict[str, DeclaredFigure] = {}
    for path, _ in files:
        for figure in read_figures(path):
            if figure.id in by_id:
                raise BrokenDeclaration(
                    path.name,
                    f"figure {figure.id!r}",
                    "another file declares this id already",
                    "Choose another id",
                )
            by_id[figure.id] = figure
    return by_id
