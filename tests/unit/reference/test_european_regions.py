"""Codes of European regions have names in both languages, fit the NUTS versions, and know what took their place."""

import itertools
import re
from pathlib import Path

import pytest

from ebpages.reference import countries, regions, vocabulary
from ebpages.reference.european_regions import (
    ALL_REGIONS,
    EuropeanRegion,
    country_of,
    european_region,
    european_regions,
    region_name,
)
from ebpages.reference.region_changes import (
    RegionChange,
    region_changes,
    replaced_by,
    replacement,
    replaces,
)

SBS = Path(__file__).parents[3].parent / "shared/data/sbs_persons_employed_nuts2_nace2.parquet"

VERSIONS = (2006, 2010, 2013, 2016, 2021)
OUTSIDE_THE_UNION = {"CH", "IS", "LI", "NO"}
WRITTEN = re.compile(r"[A-Z]{2}([0-9A-Y]|[0-9A-Y][0-9A-Z]|ZZ)")
CYRILLIC, LATIN = re.compile("[А-я]"), re.compile("[A-Za-z]")


def outside_regions(code: str) -> bool:
    return code.endswith("ZZ")


def of_version(version: int) -> list[EuropeanRegion]:
    return [item for item in european_regions() if version in item.versions]


def level(code: str) -> int:
    return len(code) - 2


def test_both_files_say_where_they_come_from_and_that_nobody_verified_them() -> None:
    for loaded in (
        vocabulary.load("european_regions.csv", EuropeanRegion),
        vocabulary.load("region_changes.csv", RegionChange),
    ):
        assert "1059/2003" in loaded.source
        assert loaded.certainty == "unverified"


def test_every_code_is_well_formed_and_given_once() -> None:
    codes = [item.code for item in european_regions()]
    assert len(codes) == len(set(codes)) == 541
    assert [code for code in codes if not WRITTEN.fullmatch(code)] == []


def test_bulgarian_names_are_cyrillic_and_english_ones_latin() -> None:
    for item in european_regions():
        assert CYRILLIC.search(item.bg) and not LATIN.search(item.bg), item
        assert LATIN.search(item.en) and not CYRILLIC.search(item.en), item


@pytest.mark.parametrize(
    ("version", "members", "level_1", "level_2"),
    [
        (2006, 27, 97, 271),
        (2010, 28, 98, 272),
        (2013, 28, 98, 276),
        (2016, 28, 104, 281),
        (2021, 28, 104, 283),
    ],
)
def test_a_version_has_as_many_regions_as_its_regulation(
    version: int, members: int, level_1: int, level_2: int
) -> None:
    """The figures that Eurostat gives, with the United Kingdom throughout (without it 92 and 242 in 2021), with Croatia from 2010."""
    foreign = [item for item in of_version(version) if item.country not in OUTSIDE_THE_UNION]
    codes = [item.code for item in foreign if not outside_regions(item.code)]
    bulgarian = [len(regions.regions(1)), len(regions.regions(2))]
    counted = [sum(level(code) == number for code in codes) for number in (1, 2)]
    assert [ours + theirs for ours, theirs in zip(counted, bulgarian, strict=True)] == [level_1, level_2]
    assert len({item.country for item in foreign}) == members


def test_no_two_regions_of_one_version_and_level_have_the_same_name() -> None:
    for version, number in itertools.product(VERSIONS, (1, 2)):
        at = [item for item in of_version(version) if level(item.code) == number]
        assert len({item.bg for item in at}) == len({item.en for item in at}) == len(at)


def test_a_region_of_level_2_lies_in_one_of_level_1_whenever_it_exists() -> None:
    for item in european_regions():
        if level(item.code) == 2 and not outside_regions(item.code):
            above = european_region(item.code[:3])
            assert above.country == item.country
            assert set(item.versions) <= set(above.versions), item.code


def test_versions_are_those_of_the_classification_without_a_gap() -> None:
    for item in european_regions():
        first = VERSIONS.index(item.versions[0])
        assert item.versions == VERSIONS[first : first + len(item.versions)]


def test_every_region_names_the_country_that_its_code_begins_with() -> None:
    written = {"EL": "GR", "UK": "GB"}
    for item in european_regions():
        start = item.code[:2]
        assert item.country == written.get(start, start)
        assert countries.country(item.country).europe


def test_bulgarian_regions_are_not_repeated() -> None:
    assert not {item.code for item in regions.regions()} & {item.code for item in european_regions()}


@pytest.mark.parametrize(
    ("code", "bg", "en"),
    [
        ("ITC4", "Ломбардия", "Lombardy"),
        ("EL11", "Източна Македония и Тракия", "Eastern Macedonia and Thrace"),
        ("EL51", "Източна Македония и Тракия", "Eastern Macedonia and Thrace"),
        ("FR82", "Прованс-Алпи-Лазурен бряг", "Provence-Alpes-Côte d'Azur"),
        ("DE21", "Горна Бавария", "Upper Bavaria"),
        ("BG41", "Югозападен район", "South-West region"),
        ("BG412", "Софийска област", "Sofia Province"),
        ("BGZZ", "Извън районите (България)", "Extra-Regio (Bulgaria)"),
        ("CZZZ", "Извън районите (Чехия)", "Extra-Regio (Czechia)"),
        ("BG", "България", "Bulgaria"),
        ("EL", "Гърция", "Greece"),
        ("GR", "Гърция", "Greece"),
        ("UK", "Обединено кралство", "United Kingdom"),
        ("GB", "Обединено кралство", "United Kingdom"),
        ("TOTAL", "Всички региони", "All regions"),
    ],
)
def test_a_region_a_country_and_the_total_are_named(code: str, bg: str, en: str) -> None:
    assert (region_name(code, "bg"), region_name(code, "en")) == (bg, en)


@pytest.mark.parametrize("code", ["XX99", "DE212", "NORTH", "my region", "", "el51"])
def test_a_code_without_a_name_is_its_own_name(code: str) -> None:
    assert region_name(code, "bg") == region_name(code, "en") == code


def test_a_third_language_is_refused() -> None:
    with pytest.raises(ValueError, match="bg and en"):
        region_name("ITC4", "de")


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("EL51", "GR"),
        ("GR11", "GR"),
        ("EL", "GR"),
        ("UKI3", "GB"),
        ("FRY1", "FR"),
        ("BG412", "BG"),
        ("BGZZ", "BG"),
        ("DE212", "DE"),
        ("NO", "NO"),
    ],
)
def test_a_region_lies_in_its_country_even_below_the_levels_that_are_listed(code: str, country: str) -> None:
    assert country_of(code) == country


@pytest.mark.parametrize("code", [ALL_REGIONS.code, "NORTH", "DE2123", "XX99", "X", ""])
def test_what_is_no_region_lies_in_no_country(code: str) -> None:
    assert country_of(code) == ""


def named_changes() -> list[RegionChange]:
    """Those between versions of which the regions are named, which those of NUTS 3 are not."""
    return [
        change
        for change in region_changes()
        if VERSIONS[0] < change.since <= VERSIONS[-1] and level(change.old) < 3
    ]


def test_a_change_leads_from_a_code_that_ended_to_one_that_began_with_the_version() -> None:
    for change in named_changes():
        old, new = european_region(change.old), european_region(change.new)
        assert old.versions[-1] < change.since == new.versions[0], change
        assert VERSIONS.index(change.since) - VERSIONS.index(old.versions[-1]) == 1
        assert level(change.old) == level(change.new) and old.country == new.country


def test_every_code_that_ended_says_what_took_its_place_and_in_one_way() -> None:
    ended = {item.code for item in european_regions() if VERSIONS[-1] not in item.versions}
    assert ended == {change.old for change in named_changes()}
    assert len({(change.old, change.new) for change in region_changes()}) == len(region_changes()) == 284
    for code in ended:
        assert len({(change.kind, change.since) for change in replaced_by(code)}) == 1


def test_changes_after_the_last_version_that_is_named_end_codes_of_it() -> None:
    later = {change for change in region_changes() if change.since > VERSIONS[-1]}
    assert {change.since for change in later} == {2024}
    for change in later:
        assert VERSIONS[-1] in european_region(change.old).versions
        assert level(change.old) == level(change.new) and change.old[:2] == change.new[:2]


def test_changes_before_the_first_version_that_is_named_begin_codes_of_it() -> None:
    before = [change for change in region_changes() if change.since == VERSIONS[0] and level(change.old) < 3]
    assert {change.old[:2] for change in before} == {"BG", "DE", "DK", "RO", "SE", "SI", "UK"}
    named = {item.code for item in european_regions()} | {item.code for item in regions.regions()}
    for change in before:
        assert change.new in named and change.old not in named
        assert level(change.old) == level(change.new) and change.old[:2] == change.new[:2]


def test_changes_of_nuts_3_stay_within_a_region_that_stayed() -> None:
    ended = {change.old for change in region_changes()}
    for change in region_changes():
        if level(change.old) == 3:
            assert change.old[:4] == change.new[:4] and change.old[:4] not in ended


def test_a_code_that_came_later_took_the_place_of_another_unless_it_is_new_ground() -> None:
    later = {item.code for item in european_regions() if item.versions[0] != VERSIONS[0]}
    without = {code for code in later if not replaces(code) and not outside_regions(code)}
    assert without == {"FRA5", "HR0", "HR03", "HR04", "NO0B"}


def test_how_many_codes_a_change_joins_fits_its_kind() -> None:
    named = {item.code: item for item in european_regions()}
    for change in region_changes():
        into, out_of = replaced_by(change.old), replaces(change.new)
        if change.kind == "renamed":
            assert len(into) == len(out_of) == 1
            old, new = (named.get(code) for code in (change.old, change.new))
            assert not (old and new) or old.en == new.en or level(change.old) == 1
        elif change.kind == "split":
            assert len(into) > 1
        elif change.kind == "merged":
            assert len(into) == 1 and len(out_of) > 1


@pytest.mark.parametrize(
    ("code", "bg", "en"),
    [
        ("EL11", "EL11 се нарича EL51 от NUTS 2013", "EL11 is called EL51 since NUTS 2013"),
        ("IE01", "IE01 е разделен между IE04 и IE06 от NUTS 2016", "IE01 is divided among IE04 and IE06 since NUTS 2016"),
        ("DE41", "DE41 е част от DE40 от NUTS 2010", "DE41 is part of DE40 since NUTS 2010"),
        (
            "UKD2",
            "UKD2 е заменен с UKD6 и UKD7 в други граници от NUTS 2010",
            "UKD2 is replaced by UKD6 and UKD7 with other borders since NUTS 2010",
        ),
        (
            "UKI2",
            "UKI2 е разделен между UKI5, UKI6 и UKI7 от NUTS 2013",
            "UKI2 is divided among UKI5, UKI6 and UKI7 since NUTS 2013",
        ),
    ],
)  # fmt: skip
def test_a_sentence_says_what_became_of_a_code(code: str, bg: str, en: str) -> None:
    assert (replacement(code, "bg"), replacement(code, "en")) == (bg, en)


@pytest.mark.parametrize("code", ["EL51", "BG41", "ITC4", "TOTAL", "XX99"])
def test_nothing_is_said_of_a_code_in_use_or_not_known(code: str) -> None:
    assert replacement(code, "en") == ""


@pytest.mark.skipif(not SBS.exists(), reason=f"the real statistics are not here ({SBS.name})")
def test_every_region_of_the_structural_business_statistics_is_named_in_both_languages() -> None:
    import pyarrow.parquet as parquet

    codes = set(parquet.read_table(SBS, columns=["geo"])["geo"].unique().to_pylist())
    assert len(codes) == 326
    assert [code for code in codes if not CYRILLIC.search(region_name(code, "bg"))] == []
    assert [code for code in codes if region_name(code, "en") == code or not country_of(code)] == []
