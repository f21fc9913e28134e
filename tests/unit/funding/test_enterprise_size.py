"""The size of an enterprise with its linked enterprises and partners. Amounts are in euro."""

from decimal import Decimal
from itertools import pairwise

import pytest

from ebpages.funding.case import Case, Enterprise, Figures
from ebpages.funding.case_file import case_of
from ebpages.funding.enterprise_size import SizeResult, size_of
from ebpages.funding.holdings import Holding
from ebpages.funding.rules_of_aid import size_rules
from tests.samples.funding import DAY, FILE, group

M = 1_000_000


def figures(found: SizeResult) -> tuple[Decimal | None, ...]:
    total: Figures = found.aggregated
    return total.staff, total.turnover_eur, total.balance_eur


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "size"),
    [
        (9, 2 * M, 5 * M, "micro"),
        ("9.9", 3 * M, 2 * M, "micro"),
        (10, 2 * M, 2 * M, "small"),
        (9, 2 * M + 1, 2 * M + 1, "small"),
        (49, 10 * M, 43 * M, "small"),
        (50, 1, 1, "medium"),
        (249, 50 * M, 99 * M, "medium"),
        (249, 99 * M, 43 * M, "medium"),
        (249, 50 * M + 1, 43 * M + 1, "large"),
        (250, 1, 1, "large"),
    ],
)
def test_staff_is_below_its_ceiling_and_one_of_turnover_and_balance_at_most_its_own(
    staff: object, turnover: int, balance: int, size: str
) -> None:
    assert group((staff, turnover, balance), "").size == size


def test_partners_on_both_sides_are_added_by_their_share() -> None:
    """User guide to the SME definition, example 1: 33 % of C, 49 % of D, and B holds 25 %."""
    found = group(
        (10, 1000, 500),
        "applicant 33 C, applicant 49 D, B 25 applicant",
        B=(100, 100, 100),
        C=(100, 200, 300),
        D=(100, 0, 0),
    )
    assert figures(found) == (10 + 25 + 33 + 49, 1000 + 25 + 66, 500 + 25 + 99)
    assert found.standing == "partner"


def test_linked_enterprises_are_added_in_full_upwards_and_downwards() -> None:
    """User guide, example 2: 51 % of C, all of D, and B holds 60 %."""
    found = group(
        (1, 1, 1), "applicant 51 C, applicant 100 D, B 60 applicant", B=(2, 2, 2), C=(4, 4, 4), D=(8, 8, 8)
    )
    assert figures(found) == (15, 15, 15)
    assert found.standing == "linked"
    assert found.single_undertaking == ("B", "C", "D", "applicant")


def test_what_is_linked_with_a_partner_is_added_by_the_share_of_the_partner() -> None:
    """User guide, example 3: B holds 32 % and has 60 % of D; the applicant holds 38 % of C, of which E has 60 %."""
    found = group(
        (100, 0, 0), "B 32 applicant, B 60 D, applicant 38 C, E 60 C",
        B=(100, 0, 0), C=(100, 0, 0), D=(100, 0, 0), E=(100, 0, 0),
    )  # fmt: skip
    assert found.aggregated.staff == 100 + 2 * 32 + 2 * 38
    assert [(each.name, each.relation, each.share) for each in found.additions[1:]] == [
        ("B", "partner", 32), ("D", "partner", 32), ("C", "partner", 38), ("E", "partner", 38),
    ]  # fmt: skip


def test_partners_of_linked_enterprises_are_added_and_partners_of_partners_are_not() -> None:
    found = group(
        (1, 0, 0), "applicant 100 B, B 30 C, C 30 D, applicant 25 E, E 40 F",
        B=(10, 0, 0), C=(100, 0, 0), D=(1000, 0, 0), E=(100, 0, 0), F=(1000, 0, 0),
    )  # fmt: skip
    assert found.aggregated.staff == 1 + 10 + 30 + 25


def test_below_a_quarter_an_enterprise_stays_autonomous() -> None:
    found = group((5, 1, 1), "applicant 24.99 B, C 24.99 applicant", B=(900, 1, 1), C=(900, 1, 1))
    assert (found.size, found.standing, found.aggregated.staff) == ("micro", "autonomous", 5)


def test_half_is_a_partner_and_more_than_half_is_linked() -> None:
    assert group((0, 0, 0), "applicant 50 B", B=(100, 0, 0)).aggregated.staff == 50
    assert group((0, 0, 0), "applicant 50.01 B", B=(100, 0, 0)).aggregated.staff == 100


def test_linked_enterprises_hold_jointly() -> None:
    """15 and 15 % of two linked enterprises make a partner, 30 and 30 % a linked enterprise."""
    quarter = group((0, 0, 0), "applicant 100 B, applicant 15 C, B 15 C", B=(0, 0, 0), C=(100, 0, 0))
    majority = group((0, 0, 0), "applicant 100 B, applicant 30 C, B 30 C", B=(0, 0, 0), C=(100, 0, 0))
    assert (quarter.aggregated.staff, majority.aggregated.staff) == (30, 100)


def test_a_chain_of_any_depth_is_linked() -> None:
    names = ["applicant", *(f"E{n}" for n in range(1500))]
    holdings = tuple(Holding(a, b, Decimal(51)) for a, b in pairwise(names))
    one = Enterprise(Figures(Decimal(1), Decimal(0), Decimal(0)))
    rules = size_rules(DAY)
    assert rules is not None
    chain = Case(enterprises=dict.fromkeys(names, one), holdings=holdings)
    assert size_of(chain, rules).aggregated.staff == 1501


@pytest.mark.parametrize(
    "kind",
    ["venture_capital", "business_angel", "university", "institutional_investor", "small_local_authority"],
)
def test_an_investor_up_to_half_is_no_partner(kind: str) -> None:
    found = group((5, 1, 1), "V 50 applicant", V=(900, 9 * M, 9 * M, kind))
    assert (found.size, found.standing) == ("micro", "autonomous")
    assert [each.key for each in found.remarks] == ["investor"]


def test_several_investors_that_are_not_linked_leave_it_autonomous() -> None:
    found = group(
        (5, 1, 1),
        "V 33 applicant, U 25 applicant",
        V=(900, 1, 1, "venture_capital"),
        U=(900, 1, 1, "university"),
    )
    assert found.size == "micro"


def test_an_investor_with_a_majority_is_linked_and_so_are_investors_that_are_linked_with_one_another() -> (
    None
):
    majority = group((5, 1, 1), "V 51 applicant", V=(300, 1, 1, "venture_capital"))
    together = group(
        (5, 1, 1),
        "V 30 applicant, W 30 applicant, V 60 W",
        V=(300, 1, 1, "venture_capital"),
        W=(0, 1, 1, "venture_capital"),
    )
    assert (majority.size, together.size) == ("large", "large")


def test_what_the_applicant_holds_in_an_investor_is_a_partner_all_the_same() -> None:
    assert group((0, 0, 0), "applicant 30 V", V=(100, 0, 0, "venture_capital")).aggregated.staff == 30


@pytest.mark.parametrize(
    ("holdings", "size"),
    [
        ("P 25 applicant", "large"),
        ("P 24.9 applicant", "micro"),
        ("P 15 applicant, Q 10 applicant", "large"),
        ("P 51 B, B 25 applicant", "large"),
        ("P 40 B, B 60 applicant", "micro"),  # 24 % of it
        ("P 45 B, B 60 applicant", "large"),  # 27 %
    ],
)
def test_a_quarter_controlled_by_public_bodies_is_no_small_enterprise(holdings: str, size: str) -> None:
    found = group((5, 1, 1), holdings, P=(9, 1, 1, "public_body"), Q=(9, 1, 1, "public_body"), B=(1, 1, 1))
    assert found.size == size


def test_a_small_local_authority_with_a_majority_is_a_public_body() -> None:
    assert group((5, 1, 1), "L 51 applicant", L=(9, 1, 1, "small_local_authority")).size == "large"


def test_a_common_public_body_links_nobody() -> None:
    found = group((5, 1, 1), "P 20 applicant, P 100 B", P=(900, 1, 1, "public_body"), B=(900, 1, 1))
    assert (found.size, found.single_undertaking) == ("micro", ("applicant",))


@pytest.mark.parametrize(
    ("own", "size"),
    [
        ((9, 1, None), "micro"),  # turnover alone is enough
        ((9, None, None), "cannot_be_told"),
        ((250, None, None), "large"),
        ((None, 3 * M, 3 * M), "cannot_be_told"),
        ((None, 60 * M, 60 * M), "large"),
        ((None, None, None), "cannot_be_told"),
    ],
)
def test_what_is_not_known_is_not_guessed_but_bounds_may_decide(own: tuple[object, ...], size: str) -> None:
    assert group(own, "").size == size


def test_an_unknown_partner_leaves_open_only_what_it_can_change() -> None:
    found = group((60, 1, 1), "applicant 30 B", B=())
    assert (found.possible, found.aggregated.staff) == (("medium", "large"), None)
    assert found.additions[0].figures.staff == 60


def _with_earlier(*staff: int) -> str:
    first, *earlier = [{"staff": each, "turnover_eur": 1, "balance_eur": 1} for each in staff]
    rules = size_rules(DAY)
    assert rules
    return size_of(case_of(FILE, {"applicant": {**first, "earlier": earlier}}), rules).size


def test_a_size_changes_only_after_two_years_on_end() -> None:
    assert _with_earlier(12) == "small"
    assert _with_earlier(12, 8) == "micro"
    assert _with_earlier(12, 12, 8) == "small"
    assert _with_earlier(8, 12, 12) == "small"
    assert _with_earlier(60, 12, 8) == "small"  # past the ceiling of micro for two years, of small for one


def test_every_addition_is_a_line_and_together_they_are_the_sum() -> None:
    found = group((7, 1, 1), "B 33.3 applicant, applicant 80 C", B=(10, 10, 10), C=(11, 2, 3))
    assert (
        sum(each.figures.staff or 0 for each in found.additions) == found.aggregated.staff == Decimal("21.33")
    )
