"""Membership of the Union by date, industries and labels by code, the plural of a kind."""

import pytest

from ebpages.reference.countries import countries
from ebpages.reference.industries import industry
from ebpages.reference.labels import label_scheme
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.vocabulary import UnknownCode


def members_of_the_union(day: str) -> set[str]:
    return {item.code for item in countries() if item.eu_from and item.eu_from <= day <= (item.eu_to or day)}


def test_the_union_has_members_by_date() -> None:
    days = ("1958-01-01", "2006-12-31", "2018-04-30", "2020-02-01")
    assert [len(members_of_the_union(day)) for day in days] == [6, 25, 28, 27]


def test_a_member_is_one_from_its_first_to_its_last_day() -> None:
    assert "GB" in members_of_the_union("2020-01-31") - members_of_the_union("2020-02-01")
    assert "BG" in members_of_the_union("2007-01-01") - members_of_the_union("2006-12-31")
    assert "CH" not in members_of_the_union("2024-01-01")


def test_a_scheme_knows_its_levels() -> None:
    assert label_scheme("ecei").level("bronze").name("en") == "Bronze label"
    with pytest.raises(UnknownCode, match="no level of European Cluster Excellence Initiative"):
        label_scheme("ecei").level("platinum")


def test_a_rule_of_the_scheme_that_is_not_known_is_none() -> None:
    assert label_scheme("ecei").level("silver").months_renewed is None


def test_a_division_is_named_in_both_languages() -> None:
    assert industry("31").name("bg") == "Производство на мебели"
    assert industry("31").name("en") == "Manufacture of furniture"
    assert industry("31").parent == "C"


def test_a_legal_form_knows_how_names_write_it() -> None:
    assert "СНЦ" in legal_form("association").written
    assert legal_form("civil_partnership").kind == "unincorporated"


def test_a_kind_of_organisation_has_a_plural() -> None:
    kind = organisation_kind("university")
    assert (kind.bg_plural, kind.en_plural) == ("висши училища", "universities")
