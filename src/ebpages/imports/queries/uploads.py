"""Files that were handed in, what was found in them, and the lists that were imported."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.language import active_language
from ebpages.faces.shapes import WorkItem
from ebpages.imports import editions
from ebpages.imports.comparing import Comparison, compare
from ebpages.imports.findings import SEVERITIES, ListFinding
from ebpages.imports.header import header_words
from ebpages.imports.list_mapping import dump
from ebpages.imports.models import TAKING_BACK, ListUpload, key_of_taking_back
from ebpages.imports.shapes import (
    ImportChoice,
    ImportFinding,
    ListEdition,
    ListView,
    UploadColumn,
    UploadView,
)
from ebpages.jobs.models import Job
from ebpages.jobs.queries import job
from ebpages.jobs.shapes import JobView
from ebpages.registry.wording import property_label
from ebpages.sources.record import UnreadableList

MOST_UPLOADS = 50
MOST_FINDINGS = 100


def find_upload(reader: Reader, code: str) -> ListUpload | None:
    return ListUpload.objects.seen_by(reader).select_related("person").filter(code=code).first()


def uploads(reader: Reader) -> list[UploadView]:
    """The newest first."""
    rows = ListUpload.objects.seen_by(reader).select_related("person")[:MOST_UPLOADS]
    return [upload_view(row) for row in rows]


def work_of_upload(upload: ListUpload) -> JobView | None:
    """What goes on with a file in the background, or went on last."""
    return job(upload.job) if upload.job else None


def work_of_taking_back(name: str, folder: str) -> JobView | None:
    """The newest job that takes an edition back, or took it."""
    jobs = Job.objects.filter(kind=TAKING_BACK, key=key_of_taking_back(name, folder))
    newest = jobs.order_by("-task_row__enqueued_at").first()
    return job(newest.pk) if newest else None


def work_of_imports(reader: Reader) -> Iterator[WorkItem]:
    """Files that were read and wait to be imported, to those who may import them."""
    if not reader.may(Permission.IMPORT_LISTS):
        return
    for row in ListUpload.objects.seen_by(reader).filter(state=ListUpload.CHECKED, person=reader.person):
        url = reverse("imports:upload", args=[row.code])
        yield WorkItem(
            _("A list was read and waits to be imported"), row.file_name, row.at, _("See what was found"), url
        )


def properties() -> list[ImportChoice]:
    """What a column may hold, by the words of the registry."""
    language = active_language()
    labels = {"number": _("number in the list")}
    return [
        ImportChoice(what, labels.get(what) or property_label(what, language))
        for what in header_words().properties
    ]


def upload_view(upload: ListUpload) -> UploadView:
    work = work_of_upload(upload)
    findings = [ListFinding(**entry) for entry in upload.result.get("findings", ())]
    accepted = set(upload.given.get("accept", ()))
    language = active_language()
    stopping = {
        f.kind: f.sentence(language) for f in findings if f.severity == "error" and f.kind not in accepted
    }
    shown = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))[:MOST_FINDINGS]
    return UploadView(
        code=upload.code,
        file_name=upload.file_name,
        name=upload.name,
        at=upload.at,
        by=upload.person.get_full_name() or upload.person.code,
        size=upload.size,
        state=upload.state,
        work=work.state if work else "",
        given=upload.given,
        preview=upload.preview,
        columns=tuple(
            UploadColumn(
                number,
                each["header"],
                each["property"],
                tuple(each["samples"]),
                each["left_out"],
                each.get("personal", each["left_out"]),
                each.get("persons", False),
            )
            for number, each in enumerate(upload.preview.get("columns", ()), 1)
        ),
        result={key: upload.result[key] for key in ("rows", "edition", "changed") if key in upload.result},
        findings=tuple(_finding(each, language) for each in shown),
        more=len(findings) - len(shown),
        stopping=tuple(ImportChoice(kind, sentence) for kind, sentence in stopping.items()),
        mapping=dump(upload.given),
        problem=upload.problem,
        known=(Path(settings.EBPAGES_HOME) / editions.FOLDER / upload.name).is_dir(),
    )


def _finding(finding: ListFinding, language: str) -> ImportFinding:
    return ImportFinding(
        finding.kind, finding.severity, finding.sentence(language), finding.remedy_on_page(language)
    )


def imported_lists() -> list[ListView]:
    """Every imported list with its editions, the newest first."""
    home = Path(settings.EBPAGES_HOME)
    return [view for name in editions.names(home) if (view := _list(home, name))]


def imported_list(name: str) -> ListView | None:
    return _list(Path(settings.EBPAGES_HOME), name)


def edition_to_take_back(name: str) -> str:
    """The folder of the edition that is meant where none is named: one whose taking back was killed, else the newest."""
    home = Path(settings.EBPAGES_HOME)
    begun = [aside.name[1:] for aside in editions.set_aside(home) if aside.parent.name == name]
    return next(reversed(begun or editions.folder_names(home, name)), "")


def compared(name: str, first: str, second: str) -> tuple[ListView, Comparison | None] | None:
    """A list, and two of its editions beside each other, by their folders; without them the two newest. None for no such list.

    Without a comparison where there is one edition, or the rows of one of the two cannot be read.
    """
    home = Path(settings.EBPAGES_HOME)
    view = _list(home, name)
    if view is None:
        return None
    found = {each.folder.name: each for each in editions.editions_of(home, name)}
    names = [*found]
    if len(names) == 1:
        return view, None
    before, after = found.get(first or names[-2]), found.get(second or names[-1])
    if not (before and after):
        return None
    try:
        return view, compare(before, after)
    except UnreadableList:
        return view, None


def in_words(comparison: Comparison) -> Comparison:
    """The same with properties by their names."""
    language = active_language()
    changed = (
        replace(
            row, changes=tuple((property_label(what, language), was, now) for what, was, now in row.changes)
        )
        for row in comparison.changed
    )
    return replace(comparison, changed=tuple(changed))


def _list(home: Path, name: str) -> ListView | None:
    found = editions.editions_of(home, name)
    if not found:
        return None
    newest = editions.folder_names(home, name)[-1]  # may be damaged
    title = found[-1].keys["title_bg" if active_language() == "bg" else "title_en"]
    views = [
        ListEdition(
            name, each.folder.name, each.day, str(each.read.get("file", "")),
            each.read.get("rows", 0), each.folder.name == newest,
        )
        for each in reversed(found)
    ]  # fmt: skip
    return ListView(name, title, tuple(views))
