"""What the observatory's home says: how much is known, how fresh it is, and what recomputation says of the guide."""

from dataclasses import dataclass
from datetime import date

from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.mapping.panels.store import panels
from ebpages.observatory.mapping.rules.catalogue import rule_sets
from ebpages.observatory.queries.claims import claims, verdicts
from ebpages.observatory.queries.figures import figure
from ebpages.observatory.queries.mapping.panels import folder
from ebpages.observatory.queries.statistics import datasets
from ebpages.registry.queries import source_lists
from ebpages.registry.shapes import SourceView


@dataclass(frozen=True, slots=True)
class Overview:
    """verdicts: verdict -> number of claims. known: figures of which every member is known, in part, or not at all."""

    figures: int
    complete: int
    partial: int
    empty: int
    claims: int
    verdicts: dict[str, int]
    lists: tuple[SourceView, ...]
    datasets: int
    newest_vintage: str
    panels: int
    rule_sets: int


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
        lists=source_lists(language),
        datasets=len(data),
        newest_vintage=max((item.vintage for item in data), default=""),
        panels=len(panels(folder())),
        rule_sets=len(rule_sets()),
    )
