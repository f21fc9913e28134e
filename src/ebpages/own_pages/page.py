"""What the page of an organisation says: the values of its properties, and what differs between two states of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """text: as it was typed, also where it is not as it should be. language: of a text, "" where that says nothing."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The state that somebody began to write from: a version of the draft, or an edition; edition 0 where nothing was published."""

    of_draft: bool
    number: int

    def __str__(self) -> str:
        return f"{'draft' if self.of_draft else 'edition'}-{self.number}"

    @classmethod
    def read(cls, text: str) -> "Beginning":
        """Raises ValueError."""
        kind, _, number = text.partition("-")
        if kind not in ("draft", "edition") or not (
            number.isascii() and number.isdigit() and len(number) < 10
        ):
            raise ValueError(text)
        return cls(kind == "draft", int(number))


Values = Mapping[
    str, tuple[Value, ...]
]  # property -> values in their order; a property without a value is left out


@dataclass(frozen=True, slots=True)
class Change:
    """What one property said before and says after; nothing where it was or is not said."""

    name: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]

    @property
    def removed(self) -> tuple[Value, ...]:
        return tuple(value for value in self.before if value not in self.after)

    @property
    def added(self) -> tuple[Value, ...]:
        return tuple(value for value in self.after if value not in self.before)


def page_values(said: Iterable[tuple[str, Value]]) -> Values:
    """Values by their property, each once, without empty ones."""
    found: dict[str, list[Value]] = {}
    for name, value in said:
        values = found.setdefault(name, [])
        if value.text.strip() and value not in values:
            values.append(value)
    return {name: tuple(values) for name, values in found.items() if values}


def changes(before: Values, after: Values) -> tuple[Change, ...]:
    """What differs, property by property; the order of several values is no difference."""
    names = dict.fromkeys(chain(before, after))
    pairs = ((name, before.get(name, ()), after.get(name, ())) for name in names)
    return tuple(Change(name, one, other) for name, one, other in pairs if set(one) != set(other))


def stored(values: Values) -> dict[str, list[dict[str, str]]]:
    """As JSON holds them."""
    return {
        name: [{"value": each.text, "language": each.language} for each in several]
        for name, several in values.items()
    }


def read(document: Any) -> Values:
    """What `stored` made."""
    return page_values(
        (name, Value(each["value"], each.get("language", "")))
        for name, several in document.items()
        for each in several
    )
