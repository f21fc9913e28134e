"""The table of moves and the template of the agreement, as rules without a database."""

import shutil
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from ebpages.declared.schema import BrokenDeclaration
from ebpages.exchange.cases import moves
from ebpages.exchange.cases.moves import INTERESTED, OWNER, SIDES, case_table
from ebpages.exchange.cases.non_disclosure import AgreementParties, AgreementParty, typeset_agreement

TABLE = case_table()


def test_an_anonymous_owner_is_named_by_the_one_move_that_says_so() -> None:
    assert [each.code for each in TABLE.moves.values() if "owner_name" in each.opens] == ["answer"]
    assert [each.code for each in TABLE.moves.values() if "after_nda" in each.opens] == ["signed"]
    assert TABLE.moves["signed"].signing and not TABLE.moves["answer"].intermediary


@pytest.mark.parametrize("route", TABLE.routes)
def test_every_route_can_be_gone_to_its_agreement_and_left_at_every_step(route: str) -> None:
    reached, waiting = set(), ["interest"]
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            waiting += [each.leads_to(route) for each in TABLE.moves_from(route, step)]
    assert reached == {*TABLE.routes[route].steps, "ended"}


def test_at_every_open_step_somebody_may_act_and_what_is_over_is_not_moved() -> None:
    for route, step in product(TABLE.routes.values(), TABLE.steps):
        possible = TABLE.moves_from(route.code, step)
        assert bool(possible) is (step in route.steps and step not in moves.OVER), (route.code, step)


def test_the_turn_goes_to_the_other_side_or_to_whom_the_step_names() -> None:
    assert TABLE.turn_after("ask_non_disclosure", "transfer", OWNER) == INTERESTED
    assert TABLE.turn_after("go_on_openly", "spin_off", OWNER) == OWNER
    assert {TABLE.turn_after("end", "transfer", side) for side in SIDES} == {""}


def test_both_sides_have_reasons_to_end_and_each_has_its_own() -> None:
    of_side = {side: {each.code for each in TABLE.reasons.values() if side in each.by} for side in SIDES}
    assert "taken" in of_side[OWNER] - of_side[INTERESTED]
    assert "does_not_perform" in of_side[INTERESTED] - of_side[OWNER]


def test_a_route_that_nobody_can_go_is_refused_with_its_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "transfer_cases.yaml"
    shutil.copy(moves.FILE, file)
    file.write_text(file.read_text().replace("from: [evaluation]", "from: [contact]"))
    monkeypatch.setattr(moves, "FILE", file)
    with pytest.raises(BrokenDeclaration, match="'evaluation' to 'negotiation'"):
        case_table.__wrapped__()


def test_the_same_agreement_is_the_same_file_and_another_term_another() -> None:
    parties = AgreementParties(
        AgreementParty("Център „Дървесина“", "204244961"), AgreementParty("Сушилни #1 *ООД*", ""), "Сензор", "TOBG20261130001", "a1",
    )  # fmt: skip
    made = [typeset_agreement(parties, "bg", years, date(2026, 11, 30)) for years in (5, 5, 1)]
    assert made[0] == made[1] != made[2] and made[0].startswith(b"%PDF")
