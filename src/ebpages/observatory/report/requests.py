"""The report as a job in the background: asked for from a page, made once for each state of the data."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from ebpages import __version__
from ebpages.jobs.actions import enqueue
from ebpages.jobs.models import Job
from ebpages.jobs.running import CannotBeDone, Progress, make_file
from ebpages.observatory.claims.catalogue import state_of_claims
from ebpages.observatory.figures.catalogue import state_of_figures
from ebpages.observatory.queries.report import day_of_data, report, site_address
from ebpages.observatory.queries.statistics import state_of_statistics
from ebpages.observatory.report.typeset import edition, typeset
from ebpages.publish.whole_file import whole_file
from ebpages.registry.queries.builds import state_of_registry

KIND = "report_guide"
TITLES = {
    "bg": gettext_noop("The guide, recomputed: PDF in Bulgarian"),
    "en": gettext_noop("The guide, recomputed: PDF in English"),
}
NOT_BUILT = gettext_noop("The register has not been built yet, so there is nothing to report.")


def request_report(*, language: str, owner: str) -> Job:
    """The job that makes the report, or that has made it, in this language from the data as they stand. Raises TooManyRequests."""
    state = (
        state_of_registry(),
        state_of_figures(),
        state_of_claims(),
        state_of_statistics(),
        edition(),
        __version__,
        site_address(),
    )
    key = hashlib.sha256(" ".join((language, *state)).encode()).hexdigest()
    return enqueue(
        kind=KIND,
        key=key,
        title=TITLES[language],
        task=make_report,
        params={"language": language},
        owner=owner,
    )


@task(takes_context=True)
def make_report(context: TaskContext, language: str) -> None:
    make_file(context, write_for_visitor)


def write_for_visitor(params: dict[str, Any], progress: Progress, draft: Path) -> str:
    on = day_of_data()
    if on is None:
        raise CannotBeDone(NOT_BUILT)
    language = params["language"]
    with translation.override(language):
        write_report(draft, on=on, address=site_address(), progress=progress)
    return f"e-business-pages-guide-{language}-{on.isoformat()}.pdf"


def write_report(output: Path, *, on: date, address: str, progress: Progress) -> None:
    """Make the report in the active language and write it; the file is there whole or not at all."""
    written = typeset(report(on=on, address=address, progress=progress), progress)
    with whole_file(output) as draft:
        draft.write_bytes(written)
