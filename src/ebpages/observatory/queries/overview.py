"""What the observatory's home says: how much is known, how fresh it is, and what recomputation says of the guide."""

from dataclasses import dataclass
from datetime import date

from ebpages.faces.capabilities import KeyFigure, capabilities
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.queries.claims import claims, verdicts
from ebpages.observatory.queries.figures import figure
from ebpages.observatory.queries.statistics import datasets
from ebpages.registry.queries import source_lists
from ebpages.registry.shapes import SourceView


@dataclass(frozen=True, slots=True)
class Overview:
    """verdicts: verdict -> number of claims. complete, partial, empty: figures of which every member is known, some, or
    none. others: what other capabilities are known by."""

    figures: int
    complete: int
    partial: int
    empty: int
    claims: int
    verdicts: dict[str, int]
    lists: tuple[SourceView, ...]
    datasets: int
    newest_vintage: str
    others: tuple[KeyFigure, ...]


def overview(language: str, on: date) -> Overview:
    views = [view for name in figures() if (view := figure(name, language=language, on=on))]
    complete = sum(view.coverage.known == view.coverage.total > 0 for view in views)
    empty = sum(view.coverage.known == 0 for view in views)
    told = claims(language, on)
    data = datasets(language)
    return Overview(
        figures=len(views),
        complete=complete,
        partial=len(views) - complete - empty,
        empty=empty,
        claims=len(told),
        verdicts=verdicts(told),
        lists=source_lists(),
        datasets=len(data),
        newest_vintage=max((item.vintage for item in data), default=""),
        others=tuple(figure for capability in capabilities() for figure in capability.key_figures()),
    )
