"""Living sources as tables: how fresh they are, and the clusters that the register knows. The attribution that a licence asks for goes with them."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from ebpages.living.queries import register_clusters, source_views
from ebpages.publish.tables import Column, Table

_SOURCES = (
    Column("name", "name"), Column("title", "title"), Column("publisher", "publisher"), Column("freshness", "freshness"),
    Column("newest", "newest edition"), Column("seen_at", "last seen"), Column("changed_at", "last change"),
    Column("editions", "editions", "integer"), Column("rows", "rows", "integer"), Column("listed", "files listed", "integer"),
    Column("faults", "failed", "integer"), Column("advice", "what to do"), Column("scheduled", "scheduled", "boolean"),
    Column("licence", "licence"), Column("attribution", "attribution"),
)  # fmt: skip
_CLUSTERS = (
    Column("identifier", "identifier"), Column("name", "name"), Column("legal_form", "legal_form"), Column("seat", "seat"),
    Column("region", "region"), Column("condition", "condition"), Column("condition_label", "condition_label"),
    Column("since", "since", "date"), Column("seen", "seen", "date"), Column("registered", "registered", "date"),
    Column("struck_off", "struck_off", "date"), Column("organisation", "organisation"), Column("attribution", "attribution"),
)  # fmt: skip


def sources_table() -> Table:
    return Table("sources", _SOURCES, lambda: (asdict(each) for each in source_views()))


def clusters_table(on: str) -> Table:
    found = register_clusters(on)
    rows = (
        {**{k: v or None for k, v in asdict(each).items()}, "attribution": found.attribution}
        for each in found.clusters
    )
    about = (
        (_("Clusters in the Trade Register"), found.newest),
        (_("Licence"), found.licence),
        (_("Attribution"), found.attribution),
    )
    return Table("register clusters", _CLUSTERS, lambda: rows, about)
