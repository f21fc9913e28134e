"""What a reader hands over: one record for each row of a published list, with its text untouched."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to a text, or noticed in it, while reading."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    def param(self, name: str) -> str:
        return dict(self.params).get(name, "")


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a record stands. `row` counts the rows found and `line` the lines of the list file, both from 1."""

    row: int
    line: int
    last_line: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Field:
    """One value. `value` is canonical text, `original` is as printed (the pieces of a broken cell, one a line)."""

    property: str
    value: str
    original: str
    column: str
    language: str = ""
    steps: tuple[Step, ...] = ()
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """`key` is stable within its source: the printed number, else the position."""

    source: str
    key: str
    number: str
    locator: Locator
    text: str
    fields: tuple[Field, ...]
    notices: tuple[Step, ...] = ()

    def first(self, what: str) -> Field | None:
        return next(iter(self.all(what)), None)

    def all(self, what: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.property == what)


@dataclass(frozen=True, slots=True)
class Reading:
    records: tuple[Record, ...]
    notices: tuple[Step, ...]


class UnreadableList(Exception):
    """A list that cannot be read as it is: says where, what is wrong and what mends it. `line` is 0 for the whole file."""

    def __init__(self, *, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(file, line, problem, remedy)
        self.file, self.line, self.problem, self.remedy = file, line, problem, remedy

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.problem}. {self.remedy}."


class UnreadableCell(ValueError):
    """A cell that holds no value of its kind; who reads its row says where it stands."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def step(code: str, **params: str | int) -> Step:
    return Step(code, tuple((name, str(value)) for name, value in params.items()))
