"""Who may apply, what aid there may be, and what is left of the de minimis ceiling. Worked examples and properties."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebpages.funding.as_json import assessment_json
from ebpages.funding.assessment import day_to_assess
from ebpages.funding.catalogue import call
from ebpages.funding.rules_of_aid import de_minimis
from tests.samples.funding import COSTS, DAY, DEVELOPMENT, INNOVATION, answers, assessed, case

CEILING = Decimal("391166.00")
GROWN = {"stage": "developed", "members": 20, "members_in_eligible_sectors": 20}


def costs(**by_component: Any) -> list[dict[str, Any]]:
    return [{"component": name.lstrip("c"), "amount_bgn": amount} for name, amount in by_component.items()]


def aid(
    applicant: dict[str, Any] | None = None, day: date = DAY, name: str = DEVELOPMENT, **others: Any
) -> Decimal | None:
    return assessed(case(applicant, **others), name, day).aid_bgn


def test_a_start_up_cluster_of_seven_in_plovdiv_may_apply_and_gets_80_per_cent() -> None:
    found = assessed(case())
    assert (found.eligible.word, found.aid_bgn) == ("yes", Decimal(320000))
    assert found.own_contribution_bgn == 80000


def test_it_may_not_apply_with_six_members_and_then_gets_nothing() -> None:
    found = assessed(case({"members": 6}))
    assert (found.eligible.word, found.aid_bgn, answers(found)["members"]) == ("no", 0, "no")
    assert sum(each.amount_bgn or 0 for each in found.lines) == 0


@pytest.mark.parametrize(("eligible", "answer"), [(4, "yes"), (3, "no"), (None, "cannot_be_told")])
def test_half_of_the_members_is_enough(eligible: int | None, answer: str) -> None:
    found = assessed(case({"members": 8, "members_in_eligible_sectors": eligible}))
    assert found.eligible.word == answer


def test_how_many_members_a_developed_cluster_needs_is_not_known() -> None:
    found = assessed(case(GROWN, costs=costs(c2=500000)))
    assert (found.eligible.word, answers(found)["members"]) == ("cannot_be_told", "cannot_be_told")
    assert found.aid_bgn == CEILING  # 80 % of 500,000, cut to the de minimis ceiling


@pytest.mark.parametrize(
    ("seat", "staff", "expected"),
    [
        ("BG421", 9, 700000), ("BG42", 49, 700000), ("BG421", 50, 600000),
        ("BG41", 9, 450000), ("BG411", 9, 450000), ("BG412", 49, 450000), ("BG411", 249, 350000),
    ],
)  # fmt: skip
def test_regional_aid_depends_on_size_and_region(seat: str, staff: int, expected: int) -> None:
    assert aid({**GROWN, "seat": seat, "staff": staff}, costs=costs(c3=1000000)) == expected


def test_holdings_make_a_small_cluster_medium_and_its_rate_lower() -> None:
    held = {
        "holdings": [{"of": "B", "in": "applicant", "share": 60}],
        "enterprises": {"B": {"staff": 100, "turnover_eur": 1, "balance_eur": 1}},
    }
    found = assessed(case(GROWN, costs=costs(c3=1000000), **held))
    assert (found.size.size, found.aid_bgn) == ("medium", 600000)


def test_a_component_that_is_not_open_to_the_stage_pays_nothing() -> None:
    found = assessed(case(costs=[*COSTS, {"component": 3, "amount_bgn": 900000}]))
    assert found.aid_bgn == 320000
    assert [each.amount_bgn for each in found.lines] == [240000, 80000, 0]


@pytest.mark.parametrize(
    ("applicant", "given", "expected"),
    [
        ({}, costs(c1=124999), 0),  # 99,999.20 is below the least grant
        ({}, costs(c1=125000), 100000),
        ({}, costs(c1=900000), CEILING),
        (GROWN, costs(c3=9000000), 2000000),
        ({**GROWN, "stage": "developing"}, costs(c2=900000, c3=9000000), 1500000),
        ({}, costs(c1="125000.01"), 100000),  # 100,000.008: the part of a stotinka is cut off
    ],
)
def test_aid_stays_between_the_least_and_the_largest_grant(
    applicant: dict[str, Any], given: Any, expected: Any
) -> None:
    found = assessed(case(applicant, costs=given))
    assert found.aid_bgn == expected
    assert (answers(found)["minimum_grant"] == "no") == (expected == 0)
    assert sum(each.amount_bgn or 0 for each in found.lines) == expected


def test_aid_for_the_same_costs_counts_towards_the_highest_rate() -> None:
    assert aid(costs=[{"component": 1, "amount_bgn": 300000, "other_aid_bgn": 100000}]) == 140000


def test_aid_of_the_single_undertaking_counts_and_that_of_a_partner_does_not() -> None:
    others = {
        "holdings": [{"of": "B", "in": "applicant", "share": 60}, {"of": "C", "in": "applicant", "share": 30}],
        "enterprises": {"B": {"staff": 1, "turnover_eur": 1, "balance_eur": 1}, "C": {"staff": 1, "turnover_eur": 1, "balance_eur": 1}},
        "de_minimis": [
            {"date": date(2016, 5, 1), "amount_eur": 50000}, {"date": date(2016, 5, 1), "amount_eur": 30000, "to": "B"},
            {"date": date(2016, 5, 1), "amount_eur": 90000, "to": "C"},
        ],
    }  # fmt: skip
    assert assessed(case(**others)).left_eur == 120000
    # In a civil-law partnership the ceiling is tested for each partner too: C has 110,000 left.
    assert assessed(case({"legal_form": "civil_partnership"}, **others)).left_eur == 110000


@pytest.mark.parametrize(
    ("day", "received", "left"),
    [
        (date(2017, 3, 31), date(2015, 4, 1), 150000),  # fiscal years: 2015, 2016, 2017
        (date(2017, 3, 31), date(2015, 3, 2), 150000),
        (date(2018, 3, 31), date(2015, 12, 31), 200000),
        (date(2024, 5, 10), date(2021, 5, 11), 250000),  # three years to the day
        (date(2024, 5, 10), date(2021, 5, 10), 300000),
        (date(2028, 2, 29), date(2025, 3, 1), 250000),
        (date(2028, 2, 29), date(2025, 2, 28), 300000),
        (date(2023, 12, 31), date(2021, 1, 1), 150000),
        (date(2024, 1, 1), date(2021, 1, 2), 250000),
    ],
)
def test_the_window_is_that_of_the_regulation_in_force_on_the_day(
    day: date, received: date, left: int
) -> None:
    found = assessed(case(de_minimis=[{"date": received, "amount_eur": 50000}]), day=day)
    assert found.left_eur == left


def test_a_sector_may_have_a_ceiling_of_its_own_and_an_unknown_regulation_leaves_aid_open() -> None:
    assert assessed(case({"sector": "road_freight"})).left_eur == 100000
    assert de_minimis(date(2031, 1, 1), None) is None
    later = assessed(case(), day=date(2031, 1, 1))
    assert (later.left_eur, later.eligible.word) == (None, "no")


def test_aid_to_somebody_who_is_not_counted_is_said_to_be_so() -> None:
    held = {"holdings": [{"of": "B", "in": "applicant", "share": 30}]}
    found = assessed(case(de_minimis=[{**received(Decimal(9))[0], "to": "B"}], **held))
    (said,) = assessment_json(found, "en")["received"]
    assert "Not counted, because" in said
    assert found.left_eur == 200000


def test_a_year_of_founding_is_enough_where_the_whole_of_it_decides() -> None:
    def told(year: int) -> Any:
        return answers(assessed(case({"established": year}), INNOVATION, date(2019, 10, 1)))["established"]

    assert [told(year) for year in (2016, 2017, 2018)] == ["yes", "cannot_be_told", "no"]


def test_more_received_than_the_ceiling_leaves_nothing() -> None:
    found = assessed(case(de_minimis=[{"date": date(2016, 1, 1), "amount_eur": 900000}]))
    assert (found.left_eur, found.aid_bgn, found.eligible.word) == (0, 0, "no")


def test_innovation_clusters_get_65_per_cent_between_200_and_500_thousand() -> None:
    on, older = date(2019, 10, 1), {"established": date(2015, 1, 1)}
    assert [aid(older, on, INNOVATION, costs=costs(c1=each)) for each in (300000, 400000, 900000)] == [
        0,
        260000,
        500000,
    ]
    young = assessed(case({"established": date(2017, 12, 31)}), INNOVATION, on)
    assert (young.eligible.word, answers(young)["established"]) == ("no", "no")
    told = assessed(case(older, costs=costs(c1=400000), answers={"economic_activity": "yes"}), INNOVATION, on)
    assert {name for name, answer in answers(told).items() if answer != "yes"} == {"open"}


def test_a_call_that_has_closed_is_assessed_on_its_last_day() -> None:
    assert day_to_assess(call(DEVELOPMENT), date(2026, 11, 30)) == date(2017, 4, 28)
    assert day_to_assess(call(DEVELOPMENT), date(2017, 1, 1)) == date(2017, 1, 1)


def test_a_programme_whose_conditions_are_not_known_says_yes_to_nobody() -> None:
    found = assessed(case(), "HORIZON-2020", date(2018, 10, 10))
    assert (found.eligible.word, answers(found)["conditions"]) == ("cannot_be_told", "cannot_be_told")


def test_a_bulgarian_sentence_that_ends_in_a_year_has_one_full_stop() -> None:
    written = assessment_json(assessed(case()), "bg")
    assert written["conditions"][0]["because"] == "Отворена е до 28\u00a0април\u00a02017\u00a0г."


def test_what_an_equity_fund_pays_cannot_be_told() -> None:
    found = assessed(case(), "TTF", date(2019, 1, 1))
    assert (found.eligible.word, found.aid_bgn, found.least_bgn) == ("cannot_be_told", None, None)


def test_unknown_size_gives_bounds_of_the_aid_and_unknown_costs_none() -> None:
    found = assessed(case({**GROWN, "staff": None}, costs=costs(c3=1000000)))
    assert (found.aid_bgn, found.least_bgn, found.most_bgn) == (None, 0, 700000)
    open_ = assessed(case(costs=None))
    assert (open_.eligible.word, open_.aid_bgn) == ("cannot_be_told", None)


def test_the_answer_has_the_keys_that_programs_read() -> None:
    written = assessment_json(assessed(case()), "en")
    assert {
        "eligible", "conditions", "size", "aggregated", "aid_bgn", "aid_eur", "lines", "ceiling_left_eur",
    } <= set(written)  # fmt: skip
    assert (written["eligible"], written["size"], written["aid_bgn"]) == ("yes", "micro", 320000)
    assert written["aid_eur"] == 163613.4
    assert {"id", "answer", "because"} <= set(written["conditions"][0])
    assert {"text", "amount_bgn", "rule"} <= set(written["lines"][0])
    assert written["ceiling_left_eur"] == 200000


AMOUNTS = st.decimals(0, 3_000_000, places=2)
GIVEN = st.fixed_dictionaries({"c1": AMOUNTS, "c2": AMOUNTS, "c3": AMOUNTS})
APPLICANTS = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(["start_up", "developing", "developed", "not_categorised"]),
        "members": st.integers(5, 9), "members_in_eligible_sectors": st.integers(2, 5),
        "seat": st.sampled_from(["BG41", "BG412", "BG421"]), "staff": st.sampled_from([5, 49, 60, 300]),
        "legal_form": st.sampled_from(["association", "foundation", "civil_partnership"]),
    }
)  # fmt: skip
RECEIVED = st.decimals(0, 250_000, places=2)


def received(amount: Decimal) -> list[dict[str, Any]]:
    return [{"date": date(2016, 1, 1), "amount_eur": amount}]


@settings(max_examples=60, deadline=None)
@given(APPLICANTS, GIVEN, RECEIVED, AMOUNTS, RECEIVED)
def test_aid_is_bounded_grows_with_costs_and_falls_with_aid_received(
    applicant: dict[str, Any], given_costs: dict[str, Any], had: Decimal, more: Decimal, more_had: Decimal
) -> None:
    found = assessed(case(applicant, costs=costs(**given_costs), de_minimis=received(had)))
    amount = found.aid_bgn
    assert amount is not None
    rates = {"c1": "0.8", "c2": "0.8", "c3": "0.7"}
    assert 0 <= amount <= sum(Decimal(rates[name]) * cost for name, cost in given_costs.items())
    small = aid(applicant, costs=costs(**{**given_costs, "c3": 0}), de_minimis=received(had))
    assert small is not None
    assert found.left_eur is not None
    assert small <= found.left_eur * Decimal("1.95583")
    assert (
        aid(
            applicant,
            costs=costs(**{**given_costs, "c2": given_costs["c2"] + more}),
            de_minimis=received(had),
        )
        or 0
    ) >= amount
    assert (aid(applicant, costs=costs(**given_costs), de_minimis=received(had + more_had)) or 0) <= amount
    assert sum(each.amount_bgn or 0 for each in found.lines) == amount


@settings(max_examples=60, deadline=None)
@given(
    APPLICANTS,
    GIVEN,
    RECEIVED,
    st.sets(
        st.sampled_from(
            [
                "stage",
                "members",
                "members_in_eligible_sectors",
                "seat",
                "staff",
                "legal_form",
                "turnover_eur",
                "costs",
            ]
        )
    ),
)
def test_more_information_never_turns_yes_into_no_or_no_into_yes(
    applicant: dict[str, Any], given_costs: dict[str, Any], had: Decimal, hidden: set[str]
) -> None:
    others = {
        "holdings": [{"of": "P", "in": "applicant", "share": 20}],
        "de_minimis": [{**received(had)[0], "to": "P"}],
    }
    whole = assessed(case(applicant, costs=costs(**given_costs), **others))
    less = {**applicant, **dict.fromkeys(hidden - {"costs"})}
    part = assessed(case(less, costs=None if "costs" in hidden else costs(**given_costs), **others))
    full, partial = answers(whole), answers(part)
    assert all(partial[name] in ("cannot_be_told", full[name]) for name in partial)
    assert part.eligible.word in ("cannot_be_told", whole.eligible.word)
    if part.least_bgn is not None and part.most_bgn is not None and whole.most_bgn is not None:
        assert part.least_bgn <= (whole.least_bgn or 0) <= (whole.aid_bgn or whole.most_bgn) <= part.most_bgn


def test_the_least_grant_is_told_only_where_no_stage_could_break_it() -> None:
    open_ = assessed(case({"stage": None}))
    assert (answers(open_)["minimum_grant"], open_.least_bgn, open_.most_bgn) == ("cannot_be_told", 0, 320000)
    assert answers(assessed(case({"stage": "not_categorised"})))["minimum_grant"] == "no"


def test_what_is_read_as_none_is_said() -> None:
    said = assessment_json(assessed(case()), "en")["assumed"]
    assert [each.split(":")[0] for each in said[:3]] == [
        "No holdings were given",
        "No figures of earlier years were given",
        "No earlier de minimis aid was given",
    ]
    told = assessed(case({"earlier": [{"staff": 1}]}, holdings=[], de_minimis=[]))
    assert {each.key for each in told.assumed} == {"assumed_sector", "assumed_other_aid"}
    assert told.own_contribution_bgn == 80000
    assert assessed(case({"members": 6})).own_contribution_bgn is None
