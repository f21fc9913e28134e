"""Every figure as pages, the API and the report show it, in the active language; and the records behind its numbers."""

from ebpages.faces.language import active_language
from ebpages.observatory.figures.catalogue import figures, state_of_figures
from ebpages.observatory.figures.declaration import DeclaredFigure
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries.figure_of_counts import class_label, class_records, figure_of_counts
from ebpages.observatory.queries.figure_of_labels import figure_of_labels, label_records, state_name
from ebpages.observatory.queries.figure_of_statistics import figure_of_statistics
from ebpages.observatory.queries.statistics import state_of_statistics
from ebpages.observatory.shapes import FigureView, RecordBehind
from ebpages.registry.queries.builds import state_of_registry

_MOST_VIEWS = 250
# Worked out once for each state of the data, declaration, language and question, whoever asks.
_views: dict[str, FigureView] = {}


def figure_ids() -> tuple[str, ...]:
    """The ids of all figures, in their order. Raises BrokenDeclaration."""
    return tuple(figures())


def figure(declared: DeclaredFigure, question: FigureQuestion) -> FigureView:
    """A figure worked out from registry and statistics as they stand."""
    states = (state_of_registry(), state_of_statistics(), state_of_figures())
    key = " ".join((*states, active_language(), f"{question.on}", question.query(figure=declared.id)))
    view = _views.get(key)
    if view is None:
        view = _work_out(declared, question)
        if len(_views) >= _MOST_VIEWS:
            _views.clear()
        _views[key] = view
    return view


def forget() -> None:
    """Work every figure out anew; for measuring."""
    _views.clear()


def figure_records(
    declared: DeclaredFigure, code: str, question: FigureQuestion, *, start: int, size: int
) -> tuple[str, tuple[RecordBehind, ...], int] | None:
    """What a class is called, its records some at a time, and how many they are; None for a figure of statistics."""
    if declared.labels:
        records, total = label_records(declared.labels, code, question, start=start, size=size)
        return state_name(code), records, total
    if declared.counts:
        records, total = class_records(declared.counts, code, question, start=start, size=size)
        return class_label(declared.counts, code), records, total
    return None


def _work_out(declared: DeclaredFigure, question: FigureQuestion) -> FigureView:
    if declared.counts:
        return figure_of_counts(declared, declared.counts, question)
    if declared.statistics:
        return figure_of_statistics(declared, declared.statistics, question)
    assert declared.labels is not None
    return figure_of_labels(declared, declared.labels, question)
