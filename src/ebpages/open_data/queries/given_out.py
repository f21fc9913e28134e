"""The bulk files that are given out now, and what each of them is."""

from functools import lru_cache
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.faces.unavailable import Unavailable
from ebpages.open_data import actions
from ebpages.open_data.bulk_files import FOLLOW_THE_MONEY, BulkFile, bulk_files
from ebpages.open_data.catalogue_graph import Node, OfCatalogue, catalogue_graph
from ebpages.open_data.edition import Edition, FileOfEdition, is_whole, read_edition
from ebpages.open_data.shapes import BulkData, ColumnView, FileView, TableView
from ebpages.publish.tables import format_name
from ebpages.registry import models

MOST_WHILE_WAITING = 100_000  # statements of which the files are made while somebody waits; some ten seconds


def edition_now() -> tuple[Path, Edition]:
    """The folder and the files of the present state; of a large register those of the newest state that is made. Raises Unavailable."""
    folder = actions.folder_of_now()
    if edition := read_edition(folder):
        return folder, edition
    if models.Statement.objects.count() <= MOST_WHILE_WAITING:
        edition = actions.make_edition()
        return folder, edition
    for older in actions.editions():
        if edition := read_edition(older):
            return older, edition
    raise Unavailable(_("The files are being made. Please try again in an hour."))


def bulk_data() -> BulkData:
    folder, edition = edition_now()
    tables = [_table(file, edition) for file in bulk_files()]
    entities = TableView(
        code=FOLLOW_THE_MONEY.partition(".")[0],
        title=_("Organisations for FollowTheMoney"),
        about=_("Every organisation as an entity of FollowTheMoney, the model of Aleph and OpenSanctions, one on each line."),
        rows=next(file.rows for file in edition.files if file.name == FOLLOW_THE_MONEY),
        columns=(),
        files=tuple(_file(file) for file in edition.files if file.name == FOLLOW_THE_MONEY),
    )  # fmt: skip
    is_latest = folder == actions.folder_of_now()
    return BulkData(edition.state, edition.data_of, edition.made_at, is_latest, (*tables, entities))


def file_now(name: str) -> tuple[Path, FileOfEdition] | None:
    """A file to give out, which is as it was written; None where there is none of the name."""
    folder, edition = edition_now()
    file = edition.file(name)
    if file is None:
        return None
    if not _is_still_whole(folder / name, (folder / name).stat().st_mtime_ns, file):
        actions.remove_damaged(folder)
        folder, edition = edition_now()
        file = edition.file(name)
    return (folder / name, file) if file else None


def catalogue(site: str) -> Node:
    """The catalogue of the files in DCAT-AP 3. site: what stands before an address."""
    _folder, edition = edition_now()
    sources = list(models.SourceList.objects.all())
    editions = sorted(source.edition for source in sources if source.edition)
    texts = [("bg", source.licence_bg) for source in sources] + [
        ("en", source.licence_en) for source in sources
    ]
    about = OfCatalogue(
        site=site,
        made_at=edition.made_at,
        first=editions[0] if editions else "",
        last=editions[-1] if editions else "",
        licences=list(dict.fromkeys(text for text in texts if text[1])),
    )
    return catalogue_graph(about, bulk_files(), edition.files)


@lru_cache(maxsize=64)
def _is_still_whole(path: Path, written: int, file: FileOfEdition) -> bool:
    """Asked once by each process for each file, since large ones take long to read."""
    return is_whole(path.parent, file)


def _table(file: BulkFile, edition: Edition) -> TableView:
    files = [each for each in edition.files if each.name.rpartition(".")[0] == file.code]
    language = active_language()
    return TableView(
        code=file.code,
        title=file.title.name(language),
        about=file.about.name(language),
        rows=files[0].rows,
        columns=tuple(ColumnView(c.code, c.kind, c.meaning.name(language)) for c in file.columns),
        files=tuple(map(_file, files)),
    )


def _file(file: FileOfEdition) -> FileView:
    ending = file.name.rpartition(".")[2]
    return FileView(
        file.name, format_name(ending), reverse("api:data_file", args=[file.name]), file.size, file.sha256
    )
