"""What a register of events says of one body: its events in order replayed, and the state that follows on any day.

The result depends on which rows there are and not on the order in which they came.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Literal

Condition = Literal["active", "in_liquidation", "insolvent", "struck_off"]
SINGLE = ("name", "foreign_name", "legal_form", "seat", "activity", "activity_code")
# Fields of which it matters whether they stand: what it is called when they are entered, and when they are deleted.
_STANDING = {
    "liquidation": ("liquidation_began", "liquidation_ended"),
    "insolvency": ("insolvency_began", "insolvency_ended"),
    "cessation": ("ceased", "cessation_deleted"),
    "struck_off": ("struck_off", "restored"),
}
_HAPPENS = {"transfer": "transferred", "conversion": "converted"}
_FIRST_ENTRY = {"name", "legal_form", "seat"}  # entered together they are the first entry of a body
_CLOSED = ("L", "C")  # of DeedStatus
# Events with which a condition begins.
_SINCE: Mapping[Condition, tuple[str, ...]] = {
    "active": ("registered", "restored", "liquidation_ended", "insolvency_ended"),
    "in_liquidation": ("liquidation_began", "ceased"),
    "insolvent": ("insolvency_began",),
    "struck_off": ("struck_off",),
}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A change as the register has it. edition: the day of its file; entry, record: its numbers there."""

    edition: str
    field: str
    operation: str
    sub: str
    entry: str
    record: str
    group: str
    day: str
    value: Mapping[str, Any]

    @property
    def happened_on(self) -> str:
        return self.day or self.edition

    @property
    def order(self) -> tuple[object, ...]:
        """What is deleted and entered at once is deleted first. The text of the value decides what the register leaves open."""
        return (self.edition, self.entry, self.operation == "add", int(self.record or 0), self.field, self.sub, self.group, str(self.value))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """kind: what happened. before, after: the values, where it changed one. line: None where the deed's own status says it."""

    kind: str
    day: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    line: RegisterLine | None = None


@dataclass(frozen=True, slots=True)
class RegisterState:
    """seen: the last day on which the register said anything; nothing newer is known. since: of the condition, "" where not known."""

    identifier: str
    seen: str
    condition: Condition = "active"
    since: str = ""
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    heirs: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        return str(self.values.get(name, {}).get("text", ""))


@dataclass(frozen=True, slots=True)
class RegisterHistory:
    events: tuple[RegisterEvent, ...]
    state: RegisterState | None


Row = tuple[
    str, Mapping[str, Any]
]  # edition, and a row of it as `sources.trade_register_daily.reader` gives it


def history(rows: Iterable[Row], until: str = "") -> RegisterHistory:
    """Replay the rows of one body. until: a day in ISO form, after whose files nothing counts; "" for all."""
    ordered = sorted((row for row in rows if not until or row[0] <= until), key=_by_day)
    replay = _Replay()
    for edition, of_day in groupby(ordered, key=lambda row: row[0]):
        day_rows = [row for _, row in of_day]
        replay.day(edition, day_rows)
    return RegisterHistory(tuple(replay.events), replay.state)


def _by_day(row: Row) -> tuple[str, str]:
    return row[0], str(sorted(row[1].items(), key=lambda item: item[0]))


class _Replay:
    def __init__(self) -> None:
        self.events: list[RegisterEvent] = []
        self.state: RegisterState | None = None
        self._standing: dict[tuple[str, str, str], RegisterLine] = {}
        self._is_closed = False

    def day(self, edition: str, rows: list[Mapping[str, Any]]) -> None:
        if self.state is None:
            self.state = RegisterState(rows[0]["identifier"], edition)
        self.state = replace(self.state, seen=edition)
        lines = sorted((line for row in rows for line in _lines(edition, row)), key=lambda line: line.order)
        for _, batch in groupby(lines, key=lambda line: line.entry):
            self._entry(list(batch))
        self._named(rows)
        closed = any(row.get("status") in _CLOSED for row in rows)
        if closed != self._is_closed:
            self._is_closed = closed
            if not any(key[0] == "struck_off" for key in self._standing):
                self.events.append(RegisterEvent("struck_off" if closed else "restored", edition))
        self._settle()

    def _entry(self, lines: list[RegisterLine]) -> None:
        assert self.state is not None
        stood = {name for name in _STANDING if self._stands(name)}
        is_first = not self.state.values and {line.field for line in lines} >= _FIRST_ENTRY
        for line in lines:
            self._apply(line, is_first)
        for name, (began, ended) in _STANDING.items():
            if self._stands(name) != (name in stood):
                line = next(line for line in reversed(lines) if line.field == name)
                self._happened(began if self._stands(name) else ended, line)
        if is_first:
            self._happened("registered", lines[-1], after=self.state.values.get("name"))

    def _apply(self, line: RegisterLine, is_first: bool) -> None:
        assert self.state is not None
        key = (line.field, line.sub, line.group or line.record)
        if line.operation == "erase":
            gone = self._standing.pop(key, None)
            if line.field == "branch":
                self._happened("branch_closed", line, before=gone.value if gone else None)
            return
        self._standing[key] = line
        if line.field in SINGLE and any(line.value.values()):
            before = self.state.values.get(line.field)
            self.state = replace(self.state, values={**self.state.values, line.field: line.value})
            if before != line.value and not is_first:
                kind = f"{line.field}_changed" if before else f"{line.field}_entered"
                self._happened(kind, line, before, line.value)
        elif line.field == "branch" and line.value.get("text"):
            self._happened("branch_opened", line, after=line.value)
        elif line.field in _HAPPENS:
            self._happened(_HAPPENS[line.field], line, after=line.value)
            heirs = {*self.state.heirs, *line.value.get("heirs", ())}
            self.state = replace(self.state, heirs=tuple(sorted(heirs)))

    def _named(self, rows: list[Mapping[str, Any]]) -> None:
        """What the deed itself is called tells a name that no change has told."""
        assert self.state is not None
        names = sorted({row["name"] for row in rows if row.get("name")})
        if names and "name" not in self.state.values:
            self.state = replace(self.state, values={**self.state.values, "name": {"text": names[0]}})

    def _stands(self, name: str) -> bool:
        return any(key[0] == name for key in self._standing)

    def _happened(
        self,
        kind: str,
        line: RegisterLine,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        self.events.append(RegisterEvent(kind, line.happened_on, before, after, line))

    def _settle(self) -> None:
        """The gravest condition that stands, and since when."""
        assert self.state is not None
        condition: Condition = "active"
        if self._is_closed or self._stands("struck_off"):
            condition = "struck_off"
        elif self._stands("insolvency"):
            condition = "insolvent"
        elif self._stands("liquidation") or self._stands("cessation"):
            condition = "in_liquidation"
        kinds = _SINCE[condition]
        since = [event.day for event in self.events if event.kind in kinds]
        self.state = replace(self.state, condition=condition, since=since[-1] if since else "")


def _lines(edition: str, row: Mapping[str, Any]) -> Iterator[RegisterLine]:
    for change in row["changes"]:
        yield RegisterLine(edition=edition, **change)
