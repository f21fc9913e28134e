"""What an organisation may say of itself: every kind of value, what is refused, and why."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.registry.identifiers_of_countries import identifier_kinds
from ebpages.registry.own_properties import (
    by_code,
    certificate,
    groups,
    own_properties,
    parts,
    problem_with,
    problems,
)

FITTING = [
    ("name", "Клъстер Мебели", "bg"),
    ("name", "Furniture Cluster", ""),
    ("description", "Произвеждаме столове.\n\nИ маси.", "bg"),
    ("description", "Φτιάχνουμε καρέκλες.", "el"),
    ("kind", "company", ""),
    ("founded", "2011", ""),
    ("members", "15", ""),
    ("size_class", "small", ""),
    ("country", "GR", ""),
    ("website", "https://www.example.org/bg/?a=1", ""),
    ("website", "http://мебели.бг", ""),
    ("website", "https://xn--90ae.xn--e1a4c/", ""),
    ("sector", "мебелна промишленост", "bg"),
    ("nace", "31.01", ""),
    ("nace", "31", ""),
    ("nace", "C", ""),
    ("languages", "el", ""),
    ("export_markets", "MK", ""),
    ("certificates", "ISO 9001:2015 | 2027-05-31", ""),
    ("certificates", "FSC", ""),
    ("contact_public", "Отдел „Продажби“ | sales@example.org", ""),
    ("contact_public", "+359 32 000 000", ""),
    ("member_of", "0a1b2c3", ""),
    ("logo", "3f2a.webp", ""),
]  # fmt: skip
REFUSED = [
    ("identifier", "1", "", "that is name, description"),
    ("members", " ", "", "is empty"),
    ("members", "many", "", "no number of one to four digits"),
    ("founded", "0011", "", "no year from 1500 to 2100"),
    ("description", "Chairs.", "", "not said in which language “Description” is"),
    ("description", "Chairs.", "xx", "'xx' is no code of a language"),
    ("members", "7", "bg", "is not said by language"),
    ("name", "Two\nlines", "", "U+000A"),
    ("name", "Nul\x00", "", "U+0000"),
    ("name", "turned \u202e", "", "U+202E"),
    ("seat", "x" * 201, "", "the text has 201 characters, and “Seat” holds 200"),
    ("kind", "sect", "", "cluster_organisation, company"),
    ("country", "EL", "", "no code of a country"),
    ("languages", "Greek", "", "no code of a language"),
    ("nace", "31.1.1", "", "no NACE code"),
    ("nace", "04", "", "no NACE code"),
    ("certificates", "ISO 9001 | next May", "", "'next May' is no day"),
    ("contact_public", "Sales | at the gate", "", "'at the gate' is neither"),
    ("member_of", "the cluster", "", "no id of an organisation"),
    ("logo", "../settings.png", "", "no name of a stored picture"),
]  # fmt: skip
ADDRESSES = [
    "www.example.org", "ftp://example.org", "javascript:alert(1)", "https://", "https://user:word@example.org",
    "http://localhost/", "http://127.0.0.1/", "http://10.0.0.8/", "http://[::1]/", "http://0x7f.1/", "http://2130706433/",
    "http://printer.local", "http://intranet", "https://example.org:8080/", "https://exa mple.org", "https://example.org\\@evil.example",
    "http://169.254.169.254/latest", "http://example..org", "https://127.0.0.1./", "http://017700000001/",
]  # fmt: skip


@pytest.mark.parametrize(("about", "value", "language"), FITTING)
def test_a_fitting_value_has_no_problem(about: str, value: str, language: str) -> None:
    assert problem_with(about, value, language) == ""


@pytest.mark.parametrize(("about", "value", "language", "told"), REFUSED)
def test_what_does_not_fit_is_told_in_a_sentence(about: str, value: str, language: str, told: str) -> None:
    assert told in problem_with(about, value, language)
    bulgarian = problem_with(about, value, language, reader="bg")
    assert bulgarian and bulgarian != problem_with(about, value, language)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_leads_to_a_public_website_only(address: str) -> None:
    assert problem_with("website", address)


@given(about=st.sampled_from([each.code for each in own_properties()]), value=st.text(), language=st.text())
def test_any_value_is_taken_or_told_why_not(about: str, value: str, language: str) -> None:
    assert isinstance(problem_with(about, value, language), str)


def test_every_property_stands_in_a_group_of_the_form_and_has_its_choices() -> None:
    assert {each.group for each in own_properties()} == set(groups())
    for each in own_properties():
        assert bool(each.terms()) == (
            each.kind in ("choice", "country", "language", "nace") or bool(each.choices)
        )


def test_every_problem_can_be_said_in_both_languages() -> None:
    assert all(text.bg and text.en for text in problems().values())
    assert next(iter(by_code())) == "name"


def test_a_certificate_and_a_contact_have_two_parts() -> None:
    assert certificate("ISO 9001 | 2027-05-31") == ("ISO 9001", "2027-05-31")
    assert certificate("FSC") == ("FSC", "")
    assert parts("Sales | +359 2 000") == ("Sales", "+359 2 000")
    assert parts("office@example.org") == ("", "office@example.org")


def test_every_property_and_every_kind_of_identifier_is_described() -> None:
    described = (Path(__file__).parents[3] / "docs" / "reference" / "own-properties.md").read_text()
    assert [c for c in (*by_code(), *identifier_kinds()) if f"| `{c}` |" not in described] == []
