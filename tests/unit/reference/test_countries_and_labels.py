"""Membership of the Union by date, industries and labels by code, the plural of a kind."""

from datetime import date

import pytest

from ebpages.reference.countries import country, eu_members
from ebpages.reference.industries import industry
from ebpages.reference.labels import label_scheme
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.vocabulary import UnknownCode


def test_the_union_has_members_by_date() -> None:
    assert len(eu_members(date(1958, 1, 1))) == 6
    assert len(eu_members(date(2006, 12, 31))) == 25
    assert len(eu_members(date(2018, 4, 30))) == 28
    assert len(eu_members(date(2020, 2, 1))) == 27


def test_a_member_is_one_from_its_first_to_its_last_day() -> None:
    united_kingdom, bulgaria = country("GB"), country("BG")
    assert united_kingdom.eu_member(date(2020, 1, 31)) and not united_kingdom.eu_member(date(2020, 2, 1))
    assert bulgaria.eu_member(date(2007, 1, 1)) and not bulgaria.eu_member(date(2006, 12, 31))
    assert not country("CH").eu_member(date(2024, 1, 1))


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
    assert (kind.plural("bg"), kind.plural("en")) == ("висши училища", "universities")
