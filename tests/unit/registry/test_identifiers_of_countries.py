"""Identifiers of five countries, on numbers that registers and public programs print, and on numbers made for the purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.reference.countries import country
from ebpages.registry.identifiers_of_countries import check_identifier, identifier_kinds

PUBLISHED = [
    ("bg_eik", "BG 117 643 094", "117643094"),
    ("bg_eik", "1176430940012", "1176430940012"),
    ("gr_afm", "EL 094259216", "094259216"),
    ("gr_afm", "ΑΦΜ: 094019245", "094019245"),
    ("gr_gemi", "000237901000", "000237901000"),
    ("cy_tic", "CY-10259033P", "10259033P"),
    ("cy_registration", "HE 123456", "HE123456"),
    ("cy_registration", "ΗΕ 123456", "HE123456"),
    ("al_nipt", "AL J 91402501 L", "J91402501L"),
    ("al_nipt", "K22218003V", "K22218003V"),
    ("mk_edb", "МК 4020990116747", "4020990116747"),
    ("mk_edb", "MK4057009501106", "4057009501106"),
    ("mk_edb", "4030000375897", "4030000375897"),
    ("other", "CUI  1234567", "CUI 1234567"),
]  # fmt: skip
REFUSED = [
    ("bg_eik", "117643095", "check"),
    ("bg_eik", "000000000", "placeholder"),
    ("gr_afm", "123456781", "check"),
    ("gr_afm", "000000000", "placeholder"),
    ("gr_afm", "09425921", "pattern"),
    ("cy_registration", "XX 123", "pattern"),
    ("al_nipt", "Z22218003V", "pattern"),
    ("al_nipt", "J91402501", "pattern"),
    ("mk_edb", "4030000375890", "check"),
    ("ro_cui", "1234", "unknown_kind"),
    ("bg_eik", "", "pattern"),
    ("gr_afm", "٠٩٤٢٥٩٢١٦", "pattern"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "value"), PUBLISHED)
def test_a_published_number_is_taken_as_it_is_written(kind: str, written: str, value: str) -> None:
    read = check_identifier(kind, written)
    assert (read.value, read.problem, read.warning, read.sentence("en")) == (value, "", "", "")


@pytest.mark.parametrize(("kind", "written", "problem"), REFUSED)
def test_a_number_that_cannot_be_is_refused_in_a_sentence(kind: str, written: str, problem: str) -> None:
    read = check_identifier(kind, written)
    assert read.problem == problem
    assert read.sentence("bg") and read.sentence("en")


@pytest.mark.parametrize(("kind", "written"), [("cy_tic", "10259033Z"), ("mk_embs", "4053051")])
def test_where_the_rule_is_disputed_a_number_is_warned_of_and_taken(kind: str, written: str) -> None:
    read = check_identifier(kind, written)
    assert (read.problem, read.warning) == ("", "check") and read.sentence("en")


@given(st.sampled_from(["094259216", "094019245", "4030000375897"]), st.data())
def test_a_wrong_digit_is_noticed_unless_the_remainder_is_ten(number: str, data: st.DataObject) -> None:
    """Modulo 11 catches each single digit, but a remainder of ten is written as zero."""
    kind = "gr_afm" if len(number) == 9 else "mk_edb"
    place = data.draw(st.integers(0, len(number) - 2))
    others = [
        number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != number[place]
    ]
    assert sum(not check_identifier(kind, other).problem for other in others) <= (number[-1] == "0")


@given(st.sampled_from(sorted(identifier_kinds())), st.text(max_size=40))
def test_any_text_is_read_or_refused(kind: str, text: str) -> None:
    read = check_identifier(kind, text)
    assert bool(read.sentence("bg")) == bool(read.problem or read.warning)
    if not read.problem:
        assert check_identifier(kind, read.value) == read


def test_every_kind_is_of_a_country_that_exists() -> None:
    kinds = identifier_kinds().values()
    assert {k.country for k in kinds} == {"BG", "GR", "CY", "AL", "MK", ""}
    assert all(country(k.country) for k in kinds if k.country)
