"""What the observatory's home says: how much is known, how fresh it is, and what recomputation says of the guide."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ebpages.faces.capabilities import KeyFigure, capabilities
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.question import FigureQuestion
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


def overview(on: date) -> Overview:
    views = [figure(declared, FigureQuestion(on)) for declared in figures().values()]
    complete = sum(view.coverage.known == view.coverage.total > 0 for view in views)
    empty = sum(view.coverage.known == 0 for view in views)
    held = claims(on)
    data = datasets()
    return Overview(
        figures=len(views),
        complete=complete,
        partial=len(views) - complete - empty,
        empty=empty,
        claims=len(held),
        verdicts=verdicts(held),
        lists=source_lists(),
        datasets=len(data),
        newest_vintage=max((item.vintage for item in data), default=""),
        others=tuple(figure for capability in capabilities() for figure in capability.key_figures()),
    )


def theme_names() -> dict[str, tuple[str, str]]:
    """Theme -> its title and what it is about."""
    return {
        "clusters": (
            _("Clusters in Bulgaria"),
            _("Who they are, where they have their seat, in which sectors, and how old and large they are."),
        ),
        "labels": (_("Excellence"), _("Labels of quality, and for how long they hold.")),
        "research": (
            _("Research and innovation"),
            _("What is spent on research and how much of it reaches the market."),
        ),
        "registry": (_("The register itself"), _("How the lists overlap and where they do not add up.")),
    }
