"""What pages and the API get when they ask who can help."""

from dataclasses import dataclass

from ebpages.registry.shapes import ResultCard, Value


@dataclass(frozen=True, slots=True)
class Supporter:
    """contacts: whom to call or write to, as it says itself. reason: why it stands here. source: of the rule behind it, "" where it says so itself."""

    card: ResultCard
    contacts: tuple[Value, ...]
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """The first organisations of one distance. total: how many there are; url: all of their kinds there in the directory."""

    title: str
    organisations: tuple[Supporter, ...]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Support:
    """Who can help with a service, the nearest to an oblast first. place: "" where none was asked for. note: a sentence where there and around it is nobody."""

    service: str
    service_name: str
    place: str
    note: str
    groups: tuple[SupportGroup, ...]
