"""What the bulk files of an edition are, for people and for portals."""

from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.open_data.bulk_files import FOLLOW_THE_MONEY, BulkFile, bulk_files
from ebpages.open_data.catalogue_graph import Node, OfCatalogue, catalogue_graph
from ebpages.open_data.edition import Edition, FileOfEdition
from ebpages.open_data.queries.editions import folder_of_now
from ebpages.open_data.shapes import BulkData, ColumnView, FileView, TableView
from ebpages.publish.tables import format_name
from ebpages.registry import models


def bulk_data(folder: Path, edition: Edition) -> BulkData:
    tables = [_table(file, edition) for file in bulk_files()]
    entities = TableView(
        code=FOLLOW_THE_MONEY.partition(".")[0],
        title=_("Organisations for FollowTheMoney"),
        about=_("Every organisation as an entity of FollowTheMoney, the model of Aleph and OpenSanctions, one on each line."),
        rows=next(file.rows for file in edition.files if file.name == FOLLOW_THE_MONEY),
        columns=(),
        files=tuple(_file(file) for file in edition.files if file.name == FOLLOW_THE_MONEY),
    )  # fmt: skip
    is_latest = folder == folder_of_now()
    return BulkData(edition.state, edition.data_of, edition.made_at, is_latest, (*tables, entities))


def catalogue(edition: Edition, site: str) -> Node:
    """The catalogue of the files in DCAT-AP 3. site: what stands before an address."""
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
