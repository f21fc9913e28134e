"""What must hold of the registry as it is stored, and of this host's search index."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ebpages.faces.upkeep import Check
from ebpages.registry import models
from ebpages.registry.actions.permanent_rows import permanent_state
from ebpages.registry.search_documents import KIND
from ebpages.search.damage import find_damage
from ebpages.search.index import SearchIndex
from ebpages.search.queries import DatabaseLog
from ebpages.search.schema import VERSION

_BUILD = "Run `ebpages build --force`."
_RESTORE = "Restore a backup: `ebpages restore FILE --replace`."
_INDEX = "Stop the site, remove the folder `search` in EBPAGES_HOME and run `ebpages build`: it is written again from the database."
_MOST_SHOWN = 5


def checks() -> Iterator[Check]:
    build = models.Build.objects.first()
    if build is None:
        yield Check("registry", "it has not been built yet", "Run `ebpages build`.")
        return
    yield Check(f"registry, built {build.finished_at:%Y-%m-%d %H:%M} UTC")
    yield _counts(build)
    is_followed = build.permanent in ("", permanent_state())
    yield Check(
        "judgements and contributions",
        "" if is_followed else "the last build does not follow all of them",
        _BUILD,
    )
    yield from _ids()
    yield _index()


def _counts(build: models.Build) -> Check:
    there = {
        "sources": models.SourceList.objects.count(),
        "records": models.Record.objects.count(),
        "statements": models.Statement.objects.count(),
        "legal_entities": models.LegalEntity.objects.exclude(identifier=None).count(),
        "organisations": models.Organisation.objects.count(),
        "judgements": models.Judgement.objects.count(),
        "findings": models.Finding.objects.count(),
    }
    wrong = (
        f"{what}: {count} rows, {build.counts.get(what)} built"
        for what, count in there.items()
        if count != build.counts.get(what)
    )
    return Check("numbers of rows", "; ".join(wrong), _BUILD)


def _ids() -> Iterator[Check]:
    """Each organisation has its public id, which is nobody's; each id leads to itself or to an heir that does."""
    given = models.PublicId.objects.filter(id=OuterRef("id"), heir=None)
    without = models.Organisation.objects.exclude(Exists(given)).order_by("id")
    yield Check(
        "public ids of organisations",
        _named(without, "organisations without an id of their own"),
        f"{_BUILD} If that does not help: {_RESTORE}",
    )
    lost = models.PublicId.objects.filter(Q(heir__heir__isnull=False) | Q(heir=F("id")))
    yield Check("where public ids lead", _named(lost.order_by("id"), "ids that lead nowhere"), _RESTORE)


def _named(found: "QuerySet[models.Organisation] | QuerySet[models.PublicId]", what: str) -> str:
    ids = list(found.values_list("id", flat=True))
    return f"{len(ids)} {what}: {', '.join(ids[:_MOST_SHOWN])}" if ids else ""


def _index() -> Check:
    """A fresh look at what is on the disk. One that is behind is well: the next search, or build, brings it up to date."""
    folder, head = Path(settings.EBPAGES_SEARCH_INDEX), DatabaseLog().head(KIND)
    home = folder / f"v{VERSION}"
    if home.is_dir() and (damage := find_damage(home)):
        return Check("search index", damage, _INDEX)
    index = SearchIndex(folder)
    reached = index.reached(KIND)
    if reached is None:
        return Check("search index", "it is not there, or cannot be read", _INDEX)
    if reached != head:
        return Check("search index, behind the database until the next search")
    documents, organisations = index.size - 1, models.Organisation.objects.count()
    differs = f"it holds {documents} organisations, the database {organisations}"
    return Check("search index", "" if documents == organisations else differs, _INDEX)
