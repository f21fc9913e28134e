"""What the report says in the active language, gathered from the registry as it stands."""

from collections.abc import Callable, Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_noop

from ebpages import __version__
from ebpages.faces.language import active_language
from ebpages.observatory.figures.catalogue import figures
from ebpages.observatory.figures.question import FigureQuestion
from ebpages.observatory.queries.claims import claims
from ebpages.observatory.queries.figures import figure
from ebpages.observatory.report.content import KeyNumber, Report, Step
from ebpages.observatory.shapes import FigureView
from ebpages.registry import queries, wording

COUNTING, CLAIMS = (
    gettext_noop("working out the figures"),
    gettext_noop("comparing the claims with the data"),
)
LOCAL = "http://127.0.0.1:8000/"

Progress = Callable[[str, int, int], None]


def report(*, on: date, address: str, progress: Progress) -> Report:
    """The report for one day. address: of the site, with a slash at its end. progress may raise in order to stop."""
    language = active_language()
    views = tuple(_figures(on, progress))
    progress(CLAIMS, 0, 1)
    home = queries.home()
    return Report(
        language=language,
        as_of=on,
        version=__version__,
        address=address,
        key_numbers=tuple(KeyNumber(item.label, item.value, item.note) for item in home.figures),
        figures=views,
        claims=claims(on),
        lists=home.sources,
        steps=tuple(
            Step(wording.method_label(code, language), wording.method_explanation(code, language))
            for code in wording.methods()
        ),
    )


def _figures(on: date, progress: Progress) -> Iterator[FigureView]:
    declared = figures().values()
    for number, each in enumerate(declared):
        progress(COUNTING, number, len(declared))
        yield figure(each, FigureQuestion(on))


def day_of_data() -> date | None:
    """The day that the registry was built for; None where it has not been built."""
    last = queries.built()
    return last.as_of if last else None


def site_address() -> str:
    """Where the records behind the numbers are: the site as its operator named it, not as a visitor's request does."""
    named = [host for host in settings.ALLOWED_HOSTS if host not in ("localhost", "127.0.0.1", "[::1]")]
    if not named:
        return LOCAL
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    return f"{scheme}://{named[0].lstrip('.')}/"
