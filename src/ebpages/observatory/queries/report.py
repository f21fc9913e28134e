"""What the report says, gathered from the registry as it stands."""

from collections.abc import Callable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext_noop

from ebpages import __version__
from ebpages.observatory.queries.claims import claims
from ebpages.observatory.queries.figures import figure, figure_ids
from ebpages.observatory.report.content import KeyNumber, Report, Step
from ebpages.observatory.shapes import FigureView
from ebpages.registry import queries, wording

COUNTING, CLAIMS = (
    gettext_noop("working out the figures"),
    gettext_noop("holding the claims against the data"),
)

Progress = Callable[[str, int, int], None]


def report(language: str, *, on: date, address: str, progress: Progress) -> Report:
    """The report for one day. address: of the site, with a slash at its end. progress may raise in order to stop."""
    with translation.override(language):
        figures = tuple(_figures(language, on, progress))
        progress(CLAIMS, 0, 1)
        home = queries.home()
        return Report(
            language=language,
            as_of=on,
            version=__version__,
            address=address,
            key_numbers=tuple(KeyNumber(item.label, item.value, item.note) for item in home.figures),
            figures=figures,
            claims=claims(language, on),
            lists=home.sources,
            steps=tuple(
                Step(wording.method_label(code, language), wording.method_explanation(code, language))
                for code in wording.methods()
            ),
        )


def _figures(language: str, on: date, progress: Progress) -> list[FigureView]:
    ids = figure_ids()
    found = []
    for number, figure_id in enumerate(ids):
        progress(COUNTING, number, len(ids))
        found.append(figure(figure_id, language=language, on=on))
    return [view for view in found if view is not None]
