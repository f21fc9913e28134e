"""The capabilities of the site, named once. Settings, addresses, API, commands, navigation and rate limits follow from here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from ebpages.faces.kept import Check, Checks, KeptFolder

CAPABILITIES = ("registry", "observatory", "mapping", "contact")


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


def _nothing() -> None:
    pass


def _nothing_checked() -> Iterator[Check]:
    yield from ()


def _no_figures() -> Sequence[KeyFigure]:
    return ()


@dataclass(frozen=True, slots=True)
class Capability:
    """What a capability tells the rest of the house; each has one, named CAPABILITY, in its module `capability`.

    limited: first parts of its addresses whose requests count against the rate limit. check: reads every declared data file and
    raises BrokenVocabulary where one is not as it should be. key_figures: for the observatory's home.

    Its tables are backed up and restored with all others. kept: folders that it keeps beside them. verify: looks whether all that it
    stores is well.
    """

    name: str
    menu: tuple[MenuEntry, ...] = ()
    limited: tuple[str, ...] = ()
    check: Callable[[], None] = _nothing
    key_figures: Callable[[], Sequence[KeyFigure]] = _no_figures
    kept: tuple[KeptFolder, ...] = ()
    verify: Checks = _nothing_checked


@cache
def capabilities() -> tuple[Capability, ...]:
    return tuple(part(name, "capability").CAPABILITY for name in CAPABILITIES)


def part(name: str, module: str) -> ModuleType:
    """A module of a capability, such as its `api` or `commands`."""
    return import_module(f"ebpages.{name}.{module}")


def menu() -> Iterator[MenuEntry]:
    """The words in the head of every page, in their order."""
    yield from sorted((e for c in capabilities() for e in c.menu), key=lambda entry: entry.place)


def check_declarations() -> None:
    """Say at once that something is declared wrongly; the pages would say it to visitors. Raises BrokenVocabulary."""
    for capability in capabilities():
        capability.check()
