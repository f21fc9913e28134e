"""The capabilities of the site, named once. Settings, addresses, API, commands, navigation, limits and what is kept follow from here."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Literal

from ebpages.faces.shapes import MissingStep, WorkItem
from ebpages.faces.upkeep import Check, Checks, KeptFolder

# page: a few rows. search: looks through everything. work: tables, charts, files, panels. write: changes something.
Cost = Literal["page", "search", "work", "write"]

CAPABILITIES = (
    "registry",
    "observatory",
    "mapping",
    "reconciliation",
    "open_data",
    "contact",
    "own_pages",
    "imports",
    "review",
    "exchange",
    "living",
    "funding",
)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A word in the head of every page. place: its position among the words of all capabilities. label: an English text of the catalogue."""

    place: int
    url_name: str
    label: str


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that a capability is known by: what is counted, and a remark in the active language."""

    label: str
    value: int
    remark: str
    url: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of an organisation's page that a capability adds, the same for everybody. template: of its matter, drawn with `content`.

    instead_of: the property among the organisation's own words that it shows better.
    """

    code: str
    title: str
    note: str
    template: str
    content: Any
    instead_of: str = ""


def _no_panels(public_id: str) -> Sequence[Panel]:
    return ()


def _no_work(reader: Any) -> Sequence[WorkItem]:
    return ()


def _no_members(public_id: str) -> Sequence[str]:
    return ()


def _no_steps(reader: Any, public_id: str) -> Sequence[MissingStep]:
    return ()


def _nothing() -> None:
    pass


def _nothing_checked() -> Iterator[Check]:
    yield from ()


def _no_figures() -> Sequence[KeyFigure]:
    return ()


@dataclass(frozen=True, slots=True)
class Capability:
    """What a capability tells the rest of the house; each has one, named CAPABILITY, in its module `capability`.

    state: of everything that its pages show, as a text that is another one after every change; pages are kept for as long as it
    stays. access: name of each of its addresses -> what it asks of who opens it (`accounts.access`); "api:name" for operations of the API,
    "POST name" where changing asks for more than reading. audited: its actions as the audit has them -> what they are called, English texts of the catalogue. costs: first parts of its addresses and what it costs to answer them; without one it is a page. asked_by_post: those of
    them at which a POST changes nothing, but asks what is too long for an address. check: reads every declared
    data file and raises BrokenVocabulary where one is not as it should be. key_figures: for the observatory's home.

    Its tables are backed up and restored with all others. kept: folders that it keeps beside them. verify: looks whether all that it
    stores is well.

    panels: what it adds to the page of an organisation, by its public id; nothing where it has nothing to say.
    missing: what an organisation could still do there, for a reader of its own people, by its public id.
    members: public ids of organisations that a cluster names as its members and that confirm it, by its public id; everybody may know them.
    unanswered: names of those of the register that it names and that have not answered yet.
    before_build: ends what a killed process has left half done, before `ebpages build`. work: what waits for a person (`accounts.reader.Reader`). notices: what it tells people, by kind (`accounts.notice_kinds.NoticeKind`).
    has_earlier_states: whether what it shows can be read as of an earlier day.
    """

    name: str
    state: Callable[[], str]
    access: Mapping[str, Any]
    menu: tuple[MenuEntry, ...] = ()
    audited: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, Cost] = field(default_factory=dict)
    asked_by_post: frozenset[str] = frozenset()
    check: Callable[[], None] = _nothing
    key_figures: Callable[[], Sequence[KeyFigure]] = _no_figures
    kept: tuple[KeptFolder, ...] = ()
    verify: Checks = _nothing_checked
    panels: Callable[[str], Iterable[Panel]] = _no_panels
    work: Callable[[Any], Iterable[WorkItem]] = _no_work
    missing: Callable[[Any, str], Iterable[MissingStep]] = _no_steps
    members: Callable[[str], Iterable[str]] = _no_members
    unanswered: Callable[[str], Iterable[str]] = _no_members
    before_build: Callable[[], None] = _nothing
    notices: Mapping[str, Any] = field(default_factory=dict)
    has_earlier_states: bool = False


@cache
def capabilities() -> tuple[Capability, ...]:
    return tuple(part(name, "capability").CAPABILITY for name in CAPABILITIES)


def part(name: str, module: str) -> ModuleType:
    """A module of a capability, such as its `api` or `commands`."""
    return import_module(f"ebpages.{name}.{module}")


def menu() -> Iterator[MenuEntry]:
    """The words in the head of every page, in their order."""
    yield from sorted((e for c in capabilities() for e in c.menu), key=lambda entry: entry.place)


def confirmed_members(public_id: str) -> set[str]:
    return {member for capability in capabilities() for member in capability.members(public_id)}


def unanswered_members(public_id: str) -> list[str]:
    return [name for capability in capabilities() for name in capability.unanswered(public_id)]


def state_of_data() -> str:
    """Of everything that pages show: what was worked out under one state is not shown under another."""
    return " ".join(capability.state() for capability in capabilities())


@cache
def _costs() -> tuple[tuple[re.Pattern[str], Cost], ...]:
    """Files first, whoever gives them, then the longest address."""
    declared = [pair for c in capabilities() for pair in c.costs.items()]
    longest_first = sorted(declared, key=lambda pair: -len(pair[0]))
    parts = [(re.compile(rf"{re.escape(part)}(/|$)"), cost) for part, cost in longest_first]
    return (re.compile(r".*/(download|statements)\."), "work"), (re.compile("sitemap"), "search"), *parts


def cost_of(path: str) -> Cost:
    """What it costs to read an address; path: behind its language, or behind /api/."""
    return next((cost for pattern, cost in _costs() if pattern.match(path)), "page")


def is_asked_by_post(path: str) -> bool:
    """Whether a POST to an address only asks; path: as in `cost_of`."""
    return any(
        path == part or path.startswith(f"{part}/") for c in capabilities() for part in c.asked_by_post
    )


def check_declarations() -> None:
    """Say at once that something is declared wrongly; the pages would say it to visitors. Raises BrokenVocabulary."""
    for capability in capabilities():
        capability.check()
