"""Every move of the table, tried at every step by every kind of person, by the action and by the API: what the table allows and nothing else."""

import json
from contextlib import suppress
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ebpages.accounts.actions import NotAllowed, Refused, make_token
from ebpages.accounts.permissions import Permission
from ebpages.exchange import actions
from ebpages.exchange.cases.moves import case_table
from ebpages.exchange.models import Case, CaseMove
from tests.samples.people import merge
from tests.samples.transfer_cases import INTERESTED, Sides, again

TABLE = case_table()
# who: side and whether they act for it; no side for others
WHO = {
    "owner": ("owner", False), "interested": ("interested", False), "help_of_owner": ("owner", True),
    "help_of_interested": ("interested", True), "stranger": ("", False), "member": ("", False),
}  # fmt: skip


class Undone(Exception):
    pass


def at_step(case: Case, step: str, turn: str) -> Case:
    over = step in ("ended", "agreement")
    Case.objects.for_writing().filter(pk=case.pk).update(
        step=step, turn="" if over else turn, closed_at=case.at if over else None, contact_at=None if step == "interest" else case.at
    )  # fmt: skip
    return again(case)


def allowed(route: str, step: str, turn: str, move: str, who: str) -> str:
    """What the table says, written a second time: "" or why not."""
    side, for_side = WHO[who]
    rule = TABLE.moves[move]
    if not side:
        return "stranger"
    if side not in rule.by or (for_side and not rule.intermediary):
        return "role"
    there = {*TABLE.routes[route].steps, "ended"}
    if step not in rule.sources or rule.leads_to(route) not in there or step not in there:
        return "now"
    if rule.signing or (rule.in_turn and turn != side):
        return "now"
    return ""


def test_the_table_refuses_what_it_does_not_allow_on_every_route_at_every_turn() -> None:
    for route, step, turn, move, who in product(
        TABLE.routes, TABLE.steps, ("owner", "interested"), TABLE.moves, WHO
    ):
        side, for_side = WHO[who]
        if side:
            why = TABLE.refusal(route, step, turn, move, side, for_side=for_side, in_force=False)
            assert bool(why) is bool(allowed(route, step, turn, move, who)), (route, step, turn, move, who)


def test_a_move_is_made_where_the_table_allows_it_and_nowhere_else(sides: Sides) -> None:
    """Every move x step x kind of person by the action, each step on a route that has it; refused ones store nothing."""
    case = sides.helped(sides.interest())
    readers = {who: sides.by(who) for who in WHO}
    at = [
        (next(r for r in TABLE.routes if s in (*TABLE.routes[r].steps, "ended")), s, "owner")
        for s in TABLE.steps
    ]
    made = set()
    for route, step, turn in [*at, ("transfer", "confirmation", "interested")]:
        Case.objects.for_writing().filter(pk=case.pk).update(route=route)
        row = at_step(case, step, turn)
        for move, who in product(TABLE.moves, WHO):
            why = allowed(route, step, turn, move, who)
            try:
                with suppress(Undone), transaction.atomic():
                    done = actions.make_move(
                        by=readers[who], case=row, version=row.version, move=move, reason="price" if move == "end" else ""
                    )  # fmt: skip
                    assert not why, (route, step, turn, move, who)
                    assert done.step == TABLE.moves[move].leads_to(route)
                    made.add(move)
                    raise Undone
            except Refused as refused:
                assert why, (route, step, turn, move, who, str(refused))
                assert isinstance(refused, NotAllowed) is (why in ("role", "stranger")), (move, who)
    assert {*TABLE.moves} - made == {"signed"}
    assert not CaseMove.objects.for_writing().exists()


def test_the_api_answers_403_404_and_409_as_the_table_says(sides: Sides) -> None:
    case = sides.helped(sides.interest())
    keys = {
        who: f"Bearer {make_token(by=sides.by(who), name='all', scopes=list(Permission), days=1)[1]}"
        for who in ("owner", "interested", "help_of_owner", "stranger", "member")
    }
    client, step = Client(), "confirmation"
    row = at_step(case, step, "interested")
    for move, (who, key) in product(TABLE.moves, keys.items()):
        why = allowed("transfer", step, "interested", move, who)
        with transaction.atomic():
            answer = client.post(
                f"/api/my/cases/{case.code}/moves/{move}?language=en",
                json.dumps({"version": row.version, "reason": "price" if move == "end" else ""}),
                content_type="application/json",
                headers={"Authorization": key},
            )
            transaction.set_rollback(True)
        expected = {"": 200, "role": 403, "now": 409, "stranger": 403 if who == "member" else 404}[why]
        assert answer.status_code == expected, (move, who, answer.content)
        assert answer.status_code == 200 or answer.json()["detail"].strip(), (move, who)


def test_of_two_moves_at_one_moment_one_is_stored_and_the_other_is_told(sides: Sides) -> None:
    case = sides.move("owner", sides.interest(), "answer")
    actions.make_move(by=sides.by("owner"), case=case, version=1, move="go_on_openly")
    with pytest.raises(Refused, match="the owner has moved the case to the step “evaluation”"):
        actions.make_move(by=sides.by("interested"), case=case, version=1, move="ask_non_disclosure")
    assert again(case).step == "evaluation"
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseMove.objects.create(
            case=case, number=2, move="end", step="ended", side="owner", organisation_id=INTERESTED
        )


def test_a_case_goes_on_its_route_to_an_agreement_that_both_confirm(sides: Sides) -> None:
    case = sides.move("owner", sides.interest(), "answer", "go_on_openly")
    case = sides.move("interested", case, "negotiate", "report_agreement")
    assert (case.step, case.turn) == ("confirmation", "owner")
    with pytest.raises(Refused, match="it was you who reported it"):
        sides.move("interested", case, "confirm_agreement")
    case = sides.move("owner", case, "confirm_agreement")
    assert (case.step, case.turn, case.closed_at is not None) == ("agreement", "", True)
    spin_off = sides.move("owner", sides.interest("spin_off"), "answer", "go_on_openly", "seek_financing")
    assert (spin_off.step, spin_off.turn) == ("financing", "interested")
    with pytest.raises(Refused, match="open case"):
        sides.interest("research_project")


def test_an_end_needs_a_reason_of_its_side(sides: Sides) -> None:
    case = sides.interest()
    for reason, told in (("", "reason"), ("taken", "reason"), ("other", "words")):
        with pytest.raises(Refused, match=told):
            sides.move("interested", case, "end", reason=reason)
    case = sides.move("owner", case, "end", reason="taken")
    assert (case.step, case.reason, case.contact_at) == ("ended", "taken", None)


def test_interest_is_refused_in_what_is_shown_no_more_in_ones_own_and_twice(sides: Sides) -> None:
    case = sides.interest()
    with pytest.raises(actions.OpenAlready) as there:
        sides.interest()
    assert there.value.code == case.code
    with pytest.raises(NotAllowed):
        actions.express_interest(
            by=sides.by("member"), reference=str(sides.profile.reference), organisation=INTERESTED, route="transfer",
            cooperation="supplier", unclear="x", about_us="y",
        )  # fmt: skip
    sides.move("interested", case, "end", reason="strategy")
    merge(INTERESTED, "4ysngfm")
    with pytest.raises(Refused, match="own organisation"):
        sides.interest()
    actions.withdraw(by=sides.by("owner"), profile=sides.profile)
    with pytest.raises(Refused, match="no more"):
        sides.interest()


def test_sides_that_were_merged_can_only_end_their_case(sides: Sides) -> None:
    case = sides.interest()
    merge(INTERESTED, "4ysngfm")
    with pytest.raises(Refused, match="one organisation now"):
        sides.move("owner", case, "answer")
    assert sides.move("owner", case, "end", reason="strategy").step == "ended"
