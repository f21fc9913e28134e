"""A case as people write it: every fault says where it is and how to mend it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ebpages.declared.schema import BrokenDeclaration
from ebpages.funding.case_file import read_case
from tests.samples.funding import assessed, case, document

TWO = {"of": "A", "in": "B", "share": 30}


def refused(applicant: dict[str, Any] | None = None, **others: Any) -> str:
    with pytest.raises(BrokenDeclaration) as problem:
        assessed(case(applicant, **others))
    return str(problem.value)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"costs": [{"component": 1, "amount_bgn": 10**27}]}, "costs 1, amount_bgn: 1000000000000000000000000000 has 28 digits"),
        ({"costs": [{"component": 1, "amount_bgn": float("inf")}]}, "‘inf’ is no number"),
        ({"costs": [{"component": 1, "amount_bgn": -1}]}, "-1 is below zero"),
        ({"costs": [{"component": 1, "amount_bgn": "1 000"}]}, "‘1 000’ is no number. Write digits"),
        ({"costs": [{"component": 1, "amount_bgn": True}]}, "‘True’ is no number"),
        ({"costs": [{"component": 4, "amount_bgn": 1}]}, "has no component ‘4’. It has 1, 2, 3"),
        ({"costs": [{"component": 1, "amount_bgn": 1, "other_aid_bgn": 2}]}, "2 is more than the costs, 1"),
        ({"costs": {"component": 1}}, "costs: it is no list"),
        ({"holdings": [{**TWO, "share": 101}]}, "holdings 1, share: 101 per cent cannot be held. Give more than 0"),
        ({"holdings": [{**TWO, "share": 0}]}, "0 per cent cannot be held"),
        ({"holdings": [TWO, {"of": "B", "in": "A", "share": 30}]}, "they go in a circle: A → B → A"),
        ({"holdings": [{**TWO, "in": "A"}]}, "they go in a circle: A → A"),
        ({"holdings": [TWO, TWO]}, "what A holds in B is given 2 times. Give it once"),
        ({"holdings": [{**TWO, "share": 60}, {**TWO, "of": "C", "share": 60}]}, "120 per cent of B are held"),
        ({"de_minimis": [{"date": date(2018, 1, 1), "amount_eur": 1}]}, "de_minimis 1, date: 2018-01-01 is later than 2017-03-31"),
        ({"de_minimis": [{"date": date(2014, 1, 1), "amount_eur": 1}]}, "2014-01-01 is before 2015-03-01, when the applicant"),
        ({"de_minimis": [{"date": date(2016, 1, 1), "amount_eur": 1, "to": "B"}]}, "‘B’ is no enterprise of this case"),
        ({"de_minimis": [{"date": "1.2.2016", "amount_eur": 1}]}, "‘1.2.2016’ is no day. Write it as"),
        ({"enterprises": {"applicant": {"staff": 1}}}, "the applicant's figures are given twice"),
        ({"enterprises": {"B": {"kind": "bank"}}}, "enterprises B, kind"),
        ({"holdings": [TWO] * 201}, "holdings: it has 201 entries. At most 200"),
        ({"enterprises": {str(n): {} for n in range(201)}}, "enterprises: it has 201 entries"),
        ({"income": 1}, "case.yaml, income: there is no such key"),
        ({"answers": {"economic_activity": "perhaps"}}, "‘perhaps’ is no answer. Write yes or no"),
        ({"answers": {"economic_activity": True}}, "asks nothing called ‘economic_activity’"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_remedy(others: dict[str, Any], said: str) -> None:
    assert said in refused(**others)


@pytest.mark.parametrize(
    ("applicant", "said"),
    [
        (
            {"members_in_eligible_sectors": 8},
            "8 of 7 members are in eligible sectors: some are counted twice. Count each",
        ),
        ({"members": "7.5"}, "7.5 is no whole number"),
        ({"seat": "BG999"}, "‘BG999’ is no region. Give the code of a region of NUTS 2 or 3"),
        ({"seat": "BG4"}, "BG4 is too large a region"),
        ({"stage": "grown"}, "applicant, stage: ‘grown’ is none. Write one of start_up, developing"),
        ({"legal_form": "club"}, "applicant, legal_form: ‘club’ is none. Write one of association"),
        ({"established": date(2017, 4, 1)}, "established: 2017-04-01 is later than 2017-03-31"),
        ({"established": 15}, "‘15’ is no day"),
        ({"established": 2018}, "established: 2018-01-01 is later than 2017-03-31"),
        ({"turnover": 5}, "turnover: extra inputs are not permitted"),
    ],
)
def test_a_fault_of_the_applicant_is_named(applicant: dict[str, Any], said: str) -> None:
    assert said in refused(applicant)


@pytest.mark.parametrize(
    ("written", "code"),
    [("сдружение", "association"), ("ЗЗД", "civil_partnership"), ("ООД", "limited"), ("limited", "limited")],
)
def test_a_legal_form_may_be_written_as_people_do(written: str, code: str) -> None:
    assert case({"legal_form": written}).legal_form == code


@pytest.mark.parametrize("seat", ["BG41", "BG411", "bg421", "RO31", "RO321"])
def test_a_seat_is_a_region_of_nuts_2_or_3_anywhere_in_europe(seat: str) -> None:
    assert case({"seat": seat}).seat == seat.upper()


def test_what_is_not_given_is_not_known_and_an_empty_list_is_nothing() -> None:
    assert case(costs=None).costs is None
    assert case(costs=[]).costs == ()
    assert case(holdings=[TWO]).enterprises["A"].figures.staff is None


def test_a_file_is_read_with_amounts_as_they_are_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("applicant: {members: 7}\ncosts: [{component: 1, amount_bgn: 409.56}]\n")
    (cost,) = read_case(file).costs or ()
    assert (cost.component, str(cost.amount_bgn)) == ("1", "409.56")


@pytest.mark.parametrize(
    "text",
    [
        "- 1",
        "applicant: {staff: 1, staff: 2}",
        "applicant: 5",
        "applicant: {established: 2017-13-45}",
        *(f"applicant: {{staff: {n}}}" for n in ("4:10", "010", "0x1F", "1_000", "0b11", "1:30.5")),
    ],
)
def test_what_is_no_case_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text)
    with pytest.raises(BrokenDeclaration, match=r"a\.yaml"):
        read_case(file)


@pytest.mark.parametrize("text", ["", "# nothing yet", "- 1"])
def test_a_file_without_a_case_is_told_how_to_begin(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text)
    with pytest.raises(BrokenDeclaration, match="Begin it with `applicant:`"):
        read_case(file)


def test_the_applicant_may_be_named_in_bulgarian() -> None:
    found = case(
        holdings=[{**TWO, "in": "Кандидат"}],
        de_minimis=[{"date": "2016-01-01", "amount_eur": 1, "to": "кандидатът"}],
    )
    assert (found.holdings[0].held, found.de_minimis[0].receiver) == ("applicant", "applicant")


def test_the_sample_is_a_case() -> None:
    assert document()["applicant"]["members"] == 7
    assert assessed(case()).eligible.word == "yes"
