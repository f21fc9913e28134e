"""A file from a page of the site to an edition of a list: taken in, mapped, read in full, imported; the last two in the background."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, must, notify
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_for
from ebpages.files.table import ENDINGS, PACKED
from ebpages.files.unreadable import UnreadableFile
from ebpages.imports import editions
from ebpages.imports.actions.lists import ListFile, ListRefused, check_file, import_list, take_back
from ebpages.imports.faults import fault_sentence
from ebpages.imports.list_mapping import OpenedList, open_list
from ebpages.imports.models import FILES, TAKING_BACK, ListUpload, key_of_taking_back
from ebpages.imports.preview import given_of, preview_of
from ebpages.imports.shapes import ImportedList
from ebpages.jobs.actions import ask_to_stop, enqueue
from ebpages.jobs.models import Job
from ebpages.jobs.running import Progress, progress_of
from ebpages.limits import PastLimit
from ebpages.publish.whole_file import make_folder, whole_file
from ebpages.sources.record import UnreadableList

logger = logging.getLogger(__name__)

TITLES = {
    ListUpload.CHECK: gettext_noop("Reading a list that was handed in"),
    ListUpload.IMPORT: gettext_noop("Importing a list"),
}
_TAKING_BACK = gettext_noop("Taking back an edition of a list")
LISTS = "/agency/lists/"
# What a list says of itself in every edition, where nobody has changed it.
_OF_THE_LIST = (
    "title_bg",
    "title_en",
    "publisher_bg",
    "publisher_en",
    "licence_bg",
    "licence_en",
    "url",
    "kind",
)
# What is wrong with a file or a mapping, as sentences.
FAULTS = (UnreadableFile, UnreadableList, PastLimit, editions.UnusableName)


def take_upload(*, by: Reader, file: UploadedFile, name: str) -> ListUpload:
    """Keep a file and map it by what it shows, or as the edition before. name: of its list, "" for that of the file. Raises Refused, and one of FAULTS for what is no list."""
    must(by, Permission.IMPORT_LISTS)
    file_name = Path(file.name or "").name[:200]
    endings = [ending.casefold() for ending in Path(file_name).suffixes]
    if (
        not {*endings[-2:]} <= {*ENDINGS, PACKED}
        and endings[-1:] != [PACKED]
        and (endings[-1:] or [""])[0] not in ENDINGS
    ):
        raise Refused(_("This is no file of a list. Give CSV, TSV, XLSX, ODS, JSON lines or Parquet."))
    upload = ListUpload(
        person_id=by.person,
        file_name=file_name,
        size=file.size or 0,
        name=name or editions.name_of_file(file_name),
    )
    if name:
        editions.check_name(name, editions.not_imported(Path(settings.EBPAGES_HOME)))
    make_folder(Path(settings.EBPAGES_HOME) / FILES)
    with whole_file(upload.path, private=True) as draft, draft.open("wb") as to:
        for chunk in file.chunks():
            to.write(chunk)
    try:
        kept = editions.kept_mapping(Path(settings.EBPAGES_HOME), upload.name)
        opened = open_list(upload.path, file_name, kept or {}, kept=kept is not None)
        return _keep(by, upload, opened)
    except BaseException:
        upload.path.unlink(missing_ok=True)
        raise


@transaction.atomic
def _keep(by: Reader, upload: ListUpload, opened: OpenedList) -> ListUpload:
    upload.given, upload.preview = given_of(opened), preview_of(opened)
    upload.save(force_insert=True)
    after = {"file": upload.file_name, "bytes": upload.size}
    audit.note(by=by, action="list.upload", kind="list_upload", object_id=upload.code, after=after)
    return upload


@transaction.atomic
def map_upload(*, by: Reader, upload: ListUpload, name: str, given: Mapping[str, Any]) -> None:
    """Map a file anew. given: a mapping; what it does not say is guessed. Raises Refused, and one of FAULTS where it does not fit."""
    must(by, Permission.IMPORT_LISTS)
    _must_wait_for_nothing(upload)
    home = Path(settings.EBPAGES_HOME)
    editions.check_name(name, editions.not_imported(home))
    if edition := str(given.get("edition") or ""):
        editions.check_edition(edition, timezone.localdate())
    kept = (editions.kept_mapping(home, name) or {}) if name != upload.name else {}
    untouched = (key for key in _OF_THE_LIST if kept.get(key) and given.get(key) == upload.given.get(key))
    opened = open_list(upload.path, upload.file_name, {**given, **{key: kept[key] for key in untouched}})
    upload.name, upload.given, upload.preview = name, given_of(opened), preview_of(opened)
    upload.state, upload.result, upload.problem = ListUpload.MAPPED, {}, ""
    upload.save()


@transaction.atomic
def accept_kinds(*, by: Reader, upload: ListUpload, kinds: Sequence[str]) -> None:
    """Let kinds of errors stop no import of this file: their cells stay as they are."""
    must(by, Permission.IMPORT_LISTS)
    upload.given = {**upload.given, "accept": [*kinds]}
    upload.save(update_fields=["given"])


def start_work(*, by: Reader, upload: ListUpload, work: str) -> None:
    """Read all of a file, or import it, in the background. Raises Refused, TooManyRequests."""
    must(by, Permission.IMPORT_LISTS)
    _must_wait_for_nothing(upload)
    with transaction.atomic():
        job = enqueue(
            kind=f"list_{work}", key=f"{upload.code} {upload.job or ''}"[:64], title=TITLES[work], task=do_work,
            params={"code": upload.code, "work": work, "person": by.person}, owner=f"person:{by.person}",
        )  # fmt: skip
        ListUpload.objects.for_writing().filter(pk=upload.pk).update(job=job.pk, problem="")


def start_taking_back(*, by: Reader, name: str, folder: str) -> None:
    """Take an edition back in the background; whoever asked sees how far it is, and is told when it is done. Raises Refused, TooManyRequests."""
    must(by, Permission.IMPORT_LISTS)
    if folder not in editions.folder_names(Path(settings.EBPAGES_HOME), name):
        raise Refused(_("There is no such edition any more."))
    with transaction.atomic():
        enqueue(
            kind=TAKING_BACK, key=key_of_taking_back(name, folder), title=_TAKING_BACK, task=do_take_back,
            params={"name": name, "folder": folder, "person": by.person}, owner=f"person:{by.person}",
        )  # fmt: skip


def stop_taking_back(*, by: Reader, name: str, folder: str) -> None:
    """Nothing has changed where it was stopped before it was done."""
    must(by, Permission.IMPORT_LISTS)
    for job in Job.objects.filter(kind=TAKING_BACK, key=key_of_taking_back(name, folder)):
        ask_to_stop(id=job.pk)


@task(takes_context=True)
def do_take_back(context: TaskContext, name: str, folder: str, person: int) -> None:
    row = ListUpload._meta.get_field("person").related_model.objects.get(pk=person)
    by = reader_for(row)
    must(by, Permission.IMPORT_LISTS)
    try:
        take_back(name=name, folder=folder, by=by, progress=progress_of(context))
    except editions.UnusableName:  # it was taken back meanwhile
        return
    day = folder.partition(".")[0]
    with transaction.atomic():
        imported = ListUpload.objects.for_writing().filter(
            name=name, state=ListUpload.IMPORTED, result__edition=day
        )
        imported.update(state=ListUpload.MAPPED, result={})
        notify(person=row, kind="list.taken_back", params={"list": name, "edition": day}, path=LISTS)


def stop_work(*, by: Reader, upload: ListUpload) -> None:
    must(by, Permission.IMPORT_LISTS)
    if upload.job:
        ask_to_stop(id=upload.job)


@transaction.atomic
def drop_upload(*, by: Reader, upload: ListUpload) -> None:
    """Take a file away; what was imported from it stays. Raises Refused."""
    must(by, Permission.IMPORT_LISTS)
    _must_wait_for_nothing(upload)
    audit.note(
        by=by,
        action="list.drop",
        kind="list_upload",
        object_id=upload.code,
        before={"file": upload.file_name},
    )
    upload.delete()


def _must_wait_for_nothing(upload: ListUpload) -> None:
    from ebpages.imports.queries import work_of_upload

    work = work_of_upload(upload)
    if work and work.open:
        raise Refused(_("This file is being read at the moment. Wait until that has ended, or stop it."))


@task(takes_context=True)
def do_work(context: TaskContext, code: str, work: str, person: int) -> None:
    """Read or import a file; whoever asked for it is told how it ended."""
    upload = ListUpload.objects.for_writing().select_related("person").filter(code=code).first()
    by = reader_for(upload.person._meta.model.objects.get(pk=person)) if upload else None
    if upload is None or by is None:
        return
    must(by, Permission.IMPORT_LISTS)
    try:
        _done(upload, by, work, _work(upload, by, work, progress_of(context)))
    except FAULTS as fault:
        _failed(upload, by, fault_sentence(fault, upload.person.language))


def _work(upload: ListUpload, by: Reader, work: str, progress: Progress) -> ImportedList:
    file = ListFile(upload.path, upload.file_name, upload.name, upload.given)
    if work == ListUpload.CHECK:
        return check_file(file=file, progress=progress)
    try:
        return import_list(file=file, by=by, progress=progress)
    except ListRefused as refused:
        return ImportedList(upload.name, "", 0, False, refused.mapping, refused.findings)


@transaction.atomic
def _done(upload: ListUpload, by: Reader, work: str, result: ImportedList) -> None:
    stopped = work == ListUpload.IMPORT and not result.edition
    upload.state = ListUpload.IMPORTED if work == ListUpload.IMPORT and not stopped else ListUpload.CHECKED
    upload.result = {
        "edition": result.edition, "rows": result.rows, "changed": result.changed,
        "findings": [asdict(finding) for finding in result.findings],
    }  # fmt: skip
    upload.save(update_fields=["state", "result"])
    kind = "list.imported" if upload.state == ListUpload.IMPORTED else "list.checked"
    _tell(upload, by, kind, list=upload.name, file=upload.file_name)


@transaction.atomic
def _failed(upload: ListUpload, by: Reader, problem: str) -> None:
    upload.problem = problem
    upload.save(update_fields=["problem"])
    _tell(upload, by, "list.failed", list=upload.name, file=upload.file_name)


def _tell(upload: ListUpload, by: Reader, kind: str, **params: str) -> None:
    person = upload.person._meta.model.objects.get(pk=by.person)
    notify(person=person, kind=kind, params=params, path=f"{LISTS}{upload.code}/")
