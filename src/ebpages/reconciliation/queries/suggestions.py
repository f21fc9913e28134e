"""What typed letters may be: organisations, types and properties, and what each is in a few words."""

from collections.abc import Iterable, Iterator

from ebpages.faces.language import active_language
from ebpages.reconciliation.queries.matches import every_kind
from ebpages.reconciliation.question import PROPERTIES
from ebpages.reconciliation.shapes import Named, Suggestion
from ebpages.reference.organisation_kinds import organisation_kind, organisation_kinds
from ebpages.registry import models, wording
from ebpages.registry.search_documents import find_ids
from ebpages.registry.tables import organisation_columns
from ebpages.search.folding import fold

MOST = 20


def types() -> tuple[Named, ...]:
    """Every kind of organisation, and at first that which all are."""
    kinds = (Named(kind.code, kind.name(active_language())) for kind in organisation_kinds())
    return (every_kind(), *kinds)


def asked_by() -> tuple[Named, ...]:
    """The properties that can be told beside a name."""
    return tuple(Named(code, wording.properties()[code].name(active_language())) for code in PROPERTIES)


def extends() -> tuple[Named, ...]:
    """The properties that a table can be extended by: the columns of the files to take away."""
    return tuple(Named(column.key, column.label) for column in organisation_columns())


def suggested(what: str, prefix: str) -> tuple[Suggestion, ...]:
    """what: organisation, type or property."""
    if what == "organisation":
        return tuple(_organisations(find_ids(prefix, MOST))) if prefix.strip() else ()
    wanted = fold(prefix)
    found = (each for each in _named(what) if wanted in fold(each.name) or wanted in fold(each.id))
    return tuple(Suggestion(each.id, each.name, each.id) for each in found)


def _named(what: str) -> Iterable[Named]:
    """Every type, or every property once."""
    return types() if what == "type" else {each.id: each for each in (*extends(), *asked_by())}.values()


def _organisations(ids: list[str]) -> Iterator[Suggestion]:
    stored = models.Organisation.objects.in_bulk(ids)
    for each in (stored[found] for found in ids if found in stored):
        name, other = each.heading
        kind = organisation_kind(each.kind).name(active_language()) if each.kind else ""
        yield Suggestion(each.id, name, " · ".join(filter(None, (kind, other))))


def told_of(id_: str) -> Suggestion | None:
    """A few words on an organisation, a type or a property."""
    named = (each for what in ("property", "type") for each in suggested(what, "") if each.id == id_)
    return next(_organisations([id_]), None) or next(named, None)
