"""What organisations say about themselves, as rows of a list of its own beside the published ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from ebpages.registry.mention import record_id
from ebpages.registry.own_properties import certificate
from ebpages.sources.catalogue import Source
from ebpages.sources.record import Field, Locator, Record

# It ranks after every published list: it never names or anchors an organisation that a list names.
SOURCE = Source(
    slug="contributions",
    order=32767,
    title_bg="Какво казват организациите за себе си",
    title_en="What organisations say about themselves",
    mark_bg="ОРГ",
    mark_en="ORG",
    publisher_bg="Самите организации",
    publisher_en="The organisations themselves",
    edition="",
    language="",
    where_bg="Въведено от представители на организациите в E-Business Pages",
    where_en="Entered by people of the organisations in E-Business Pages",
    country="BG",
    file="",
)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One value that the organisation of a public id says of itself. at: the day, in ISO form."""

    id: int
    subject: str
    property: str
    value: str
    language: str
    source: str
    by: str
    at: str


def row_of(contribution: Contribution) -> Record:
    """A contribution as a row: numbered as it is stored, so that no other one moves it."""
    number = contribution.id
    text = (contribution.value, contribution.source, contribution.by, contribution.at)
    value, until = contribution.value, ""
    if contribution.property == "certificates":
        value, until = certificate(value)
    said = Field(
        contribution.property, value, contribution.value, "", contribution.language, valid_until=until
    )
    place = Locator(number, number, number, None)
    return Record(SOURCE.slug, str(number), "", place, "\t".join(filter(None, text)), (said,))


def record_of(contribution: Contribution) -> str:
    """The id of a contribution's record."""
    return record_id(row_of(contribution))


def rows_of(contributions: Iterable[Contribution]) -> tuple[Record, ...]:
    return tuple(map(row_of, contributions))
