"""Organisations that no list names, entered by their own people, as rows of a list of its own after the published ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from ebpages.registry import contributions
from ebpages.registry.mention import record_id
from ebpages.registry.statements import Statement
from ebpages.sources.catalogue import Source
from ebpages.sources.record import Field, Locator, Record

EXAMPLE = "example"  # a property of rows that only show what a page looks like; nothing counts them
_BULGARIAN = "bg_eik"

# Every published list names and anchors an organisation before an entry does; what organisations say comes last of all.
SOURCE = Source(
    slug="entries",
    order=contributions.SOURCE.order - 1,
    title_bg="Организации, въведени от самите тях",
    title_en="Organisations entered by themselves",
    mark_bg="ВЪВ",
    mark_en="NEW",
    publisher_bg="Самите организации",
    publisher_en="The organisations themselves",
    edition="",
    language="",
    where_bg="Въведено от представители на организациите в E-Business Pages и прегледано преди публикуване",
    where_en="Entered by people of the organisations in E-Business Pages and reviewed before publication",
    country="",
    file="",
)
OWN_LISTS = {source.slug: source for source in (SOURCE, contributions.SOURCE)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A published entry. names: text and language. identifier: as its kind is stored, without spaces. at: the day, in ISO form."""

    id: int
    names: tuple[tuple[str, str], ...]
    kind: str = ""
    country: str = ""
    identifier_kind: str = ""
    identifier: str = ""
    seat: str = ""
    website: str = ""
    is_example: bool = False
    at: str = ""


def row_of(entry: Entry) -> Record:
    """An entry as a row: numbered as it is stored, so that no other one moves it."""
    is_bulgarian = entry.identifier_kind == _BULGARIAN
    abroad = f"{entry.identifier_kind}:{entry.identifier}" if entry.identifier and not is_bulgarian else ""
    said = [
        *(("name", name, language) for name, language in entry.names),
        ("identifier", entry.identifier if is_bulgarian else "", ""),
        ("identifier_abroad", abroad, ""),
        ("kind", entry.kind, ""),
        ("country", entry.country, ""),
        ("seat", entry.seat, ""),
        ("website", entry.website, ""),
        (EXAMPLE, "yes" if entry.is_example else "", ""),
    ]
    fields = tuple(Field(what, value, value, "", language) for what, value, language in said if value)
    text = "\t".join((*(field.value for field in fields if field.property != EXAMPLE), entry.at))
    return Record(SOURCE.slug, str(entry.id), "", Locator(entry.id, entry.id, entry.id, None), text, fields)


def record_of(entry: Entry) -> str:
    """The id of an entry's record."""
    return record_id(row_of(entry))


def further_names(said: Iterable[Statement]) -> list[str]:
    """The names of entries but for the first of each, which its mention has: an entry may be named in several languages."""
    return [
        s.value
        for s in said
        if s.property == "name" and s.record.startswith(f"{SOURCE.slug}:") and not s.id.endswith("/1")
    ]


def is_example(said: Iterable[Statement]) -> bool:
    """Whether what is said of an organisation is said of an example."""
    return any(statement.property == EXAMPLE for statement in said)
