"""An industry is named by its code as Eurostat writes it, as NACE does, or as a whole."""

import re

import pytest

from ebpages.reference.industries import industries
from ebpages.reference.panel_industries import industry_name


@pytest.mark.parametrize(
    ("code", "bg", "en"),
    [
        ("C10", "Производство на хранителни продукти", "Manufacture of food products"),
        ("10", "Производство на хранителни продукти", "Manufacture of food products"),
        ("C", "Преработваща промишленост", "Manufacturing"),
        ("TOTAL", "Всички дейности", "All industries"),
    ],
)
def test_a_division_a_section_and_the_total_are_named(code: str, bg: str, en: str) -> None:
    assert (industry_name(code, "bg"), industry_name(code, "en")) == (bg, en)


@pytest.mark.parametrize("code", ["B10", "C101", "C10.1", "04", "Z", "", "c10", "automotive"])
def test_a_code_without_a_name_is_its_own_name(code: str) -> None:
    assert industry_name(code, "bg") == industry_name(code, "en") == code


def test_every_division_is_named_with_and_without_its_section() -> None:
    for item in industries("division"):
        for language in ("bg", "en"):
            assert industry_name(item.parent + item.code, language) == item.name(language)
            assert industry_name(item.code, language) == item.name(language)


def test_names_are_cyrillic_in_bulgarian_only() -> None:
    cyrillic = re.compile("[А-я]")
    for item in industries():
        assert cyrillic.search(industry_name(item.code, "bg"))
        assert not cyrillic.search(industry_name(item.code, "en"))


def test_a_third_language_is_refused() -> None:
    with pytest.raises(ValueError, match="bg and en"):
        industry_name("C10", "de")
