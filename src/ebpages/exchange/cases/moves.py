"""The table of moves: which steps a case goes through on its route, who may make which move, what it opens, why a case may end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field

from ebpages.declared.schema import BrokenDeclaration, Declared, Text, read_document, read_entry, refuse_twice

FILE = Path(__file__).parents[1] / "rules" / "transfer_cases.yaml"
Side = Literal["owner", "interested"]
OWNER, INTERESTED = SIDES = ("owner", "interested")
ENDED, AGREED, FIRST = "ended", "agreement", "interest"
OVER = (ENDED, AGREED)
E = TypeVar("E", bound=Declared)
# Why a move is refused: it is none; not at this step; of the other side; not for an intermediary; not before the other's turn; by signing;
# an agreement is in force already.
NO_MOVE, NOT_NOW, OTHER_SIDE, NOT_FOR_INTERMEDIARY, NOT_YOUR_TURN, BY_SIGNING, IN_FORCE = REFUSALS = (
    "no_move", "not_now", "other_side", "not_for_intermediary", "not_your_turn", "by_signing", "in_force",
)  # fmt: skip
OF_ROLE = (OTHER_SIDE, NOT_FOR_INTERMEDIARY)


class Validity(Declared):
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str


class Reminders(Validity):
    remind_after: int
    escalate_after: int
    task_before: int


class CaseStep(Declared):
    code: str
    measure: str
    turn: Side | None
    days: int | None
    name: Text
    expected: Text


class CaseRoute(Declared):
    code: str
    steps: tuple[str, ...]
    name: Text


class CaseMoveRule(Declared):
    code: str
    sources: tuple[str, ...] = Field(alias="from")
    to: str | Mapping[str, str]
    by: tuple[Side, ...]
    intermediary: bool
    in_turn: bool
    turn: Literal["owner", "interested", "other"] | None
    opens: tuple[str, ...]
    name: Text
    signing: bool = False
    in_force: bool = True
    asks: Literal["reason"] | None = None

    def leads_to(self, route: str) -> str:
        """The step on a route; "" where the move is none of that route."""
        return self.to if isinstance(self.to, str) else self.to.get(route, "")


class Opening(Declared):
    code: str
    name: Text


class EndReason(Declared):
    code: str
    by: tuple[Side, ...]
    words: bool
    name: Text


@dataclass(frozen=True, slots=True)
class CaseTable:
    validity: Validity
    steps: Mapping[str, CaseStep]
    routes: Mapping[str, CaseRoute]
    moves: Mapping[str, CaseMoveRule]
    openings: Mapping[str, Opening]
    reasons: Mapping[str, EndReason]
    reminders: Reminders

    def moves_from(self, route: str, step: str) -> tuple[CaseMoveRule, ...]:
        there = {*self.routes[route].steps, ENDED}
        return tuple(
            each
            for each in self.moves.values()
            if step in there and step in each.sources and each.leads_to(route) in there
        )

    def refusal(
        self,
        route: str,
        step: str,
        turn: str,
        move: str,
        side: str,
        *,
        for_side: bool,
        in_force: bool,
        signing: bool = False,
    ) -> str:
        """Why a move cannot be made; "" where it can. for_side: an intermediary makes it for its side. in_force: an agreement is."""
        rule = self.moves.get(move)
        if rule is None:
            return NO_MOVE
        if side not in rule.by:
            return OTHER_SIDE
        if for_side and not rule.intermediary:
            return NOT_FOR_INTERMEDIARY
        if rule not in self.moves_from(route, step):
            return NOT_NOW
        if rule.signing and not signing:
            return BY_SIGNING
        if in_force and not rule.in_force:
            return IN_FORCE
        return NOT_YOUR_TURN if rule.in_turn and side != turn else ""

    def turn_after(self, move: str, route: str, side: str) -> str:
        rule = self.moves[move]
        if rule.turn == "other":
            return other_side(side)
        return rule.turn or self.steps[rule.leads_to(route)].turn or ""


def other_side(side: str) -> str:
    return INTERESTED if side == OWNER else OWNER


@cache
def case_table() -> CaseTable:
    """Raises BrokenDeclaration."""
    document = read_document(FILE)

    def entries(key: str, word: str, model: type[E]) -> dict[str, E]:
        found = [read_entry(FILE.name, word, model, n, each) for n, each in enumerate(document[key], 1)]
        codes = [str(each.model_dump()["code"]) for each in found]
        refuse_twice(FILE.name, word, codes)
        return dict(zip(codes, found, strict=True))

    table = CaseTable(
        read_entry(FILE.name, "table", Validity, 1, document["table"]),
        entries("steps", "step", CaseStep),
        entries("routes", "route", CaseRoute),
        entries("moves", "move", CaseMoveRule),
        entries("openings", "opening", Opening),
        entries("reasons", "reason", EndReason),
        read_entry(FILE.name, "reminders", Reminders, 1, document["reminders"]),
    )
    _check(table)
    return table


def _check(table: CaseTable) -> None:
    """Every route goes from its first step to an agreement, step by step, and can be left everywhere. Raises BrokenDeclaration."""
    for move in table.moves.values():
        named = {*move.sources, *([move.to] if isinstance(move.to, str) else move.to.values())}
        if strange := named - {*table.steps}:
            raise _broken(f"move {move.code!r}", f"{min(strange)!r} is no step")
        if strange := {*move.opens} - {*table.openings}:
            raise _broken(f"move {move.code!r}", f"{min(strange)!r} is no opening")
    for route in table.routes.values():
        if strange := {*route.steps} - {*table.steps}:
            raise _broken(f"route {route.code!r}", f"{min(strange)!r} is no step")
        for step, following in zip(route.steps, route.steps[1:], strict=False):
            targets = {each.leads_to(route.code) for each in table.moves_from(route.code, step)}
            if not {following, ENDED} <= targets:
                raise _broken(f"route {route.code!r}", f"no move leads from {step!r} to {following!r}, or to its end")  # fmt: skip


def _broken(entry: str, problem: str) -> BrokenDeclaration:
    return BrokenDeclaration(FILE.name, entry, problem, "Correct it")
