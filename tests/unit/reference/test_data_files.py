"""Every vocabulary loads, says where it comes from, names things in both languages and points only at what exists."""

import csv
import itertools
import json
import re

import pytest

from ebpages.reference import (
    activity_states,
    cluster_categories,
    countries,
    european_regions,
    everyday_words,
    flags,
    glossary,
    industries,
    intermediary_services,
    key_enabling_technologies,
    labels,
    languages,
    legal_forms,
    official_registers,
    organisation_kinds,
    region_changes,
    regions,
    sectors,
    settlements,
    size_classes,
    stages,
    vocabulary,
)
from ebpages.reference.vocabulary import Term

CODED = {
    "activity_states.yaml": (activity_states.ActivityState, activity_states.activity_states, 7),
    "cluster_categories.csv": (cluster_categories.ClusterCategory, cluster_categories.cluster_categories, 51),
    "countries.csv": (countries.Country, countries.countries, 250),
    "industries.csv": (industries.Industry, industries.industries, 109),
    "intermediary_services.yaml": (Term, intermediary_services.intermediary_services, 15),
    "key_enabling_technologies.yaml": (Term, key_enabling_technologies.key_enabling_technologies, 6),
    "labels.yaml": (labels.LabelScheme, labels.label_schemes, 1),
    "languages.csv": (Term, languages.languages, 50),
    "legal_forms.yaml": (legal_forms.LegalForm, legal_forms.legal_forms, 14),
    "organisation_kinds.yaml": (
        organisation_kinds.OrganisationKind,
        organisation_kinds.organisation_kinds,
        13,
    ),
    "official_registers.yaml": (
        official_registers.OfficialRegister,
        official_registers.official_registers,
        2,
    ),
    "regions.csv": (regions.Region, regions.regions, 37),
    "sectors.yaml": (sectors.Sector, sectors.sectors, 32),
    "size_classes.yaml": (size_classes.SizeClass, size_classes.size_classes, 4),
    "stages.yaml": (stages.Stage, stages.stages, 4),
}
UNCODED = {
    "confidentiality.yaml": flags.Confidentiality,
    "flags.yaml": flags.Flag,
    "european_regions.csv": european_regions.EuropeanRegion,
    "glossary.csv": glossary.Entry,
    "everyday_words.yaml": everyday_words.EverydayWords,
    "neighbouring_oblasts.csv": regions.Neighbours,
    "planning_regions.yaml": regions.PlanningRegion,
    "region_changes.csv": region_changes.RegionChange,
    "settlements.csv": settlements.Settlement,
}
CYRILLIC = re.compile("[А-я]")


def test_every_data_file_is_covered_by_these_tests() -> None:
    shipped = {
        path.name for path in vocabulary.DATA.iterdir() if path.suffix in {".csv", ".yaml", ".geojson"}
    }
    of_their_own = {"oblasts.geojson", "placeholders.yaml"}  # no terms: test_placeholders.py
    assert shipped == {*CODED, *UNCODED, *of_their_own}


@pytest.mark.parametrize("file", CODED)
def test_a_coded_vocabulary_is_whole(file: str) -> None:
    kind, terms, expected = CODED[file]
    loaded = vocabulary.load(file, kind)
    assert len(loaded.source) > 20
    assert loaded.certainty in vocabulary.CERTAINTIES
    assert len(terms()) == expected == len({term.code for term in terms()})


@pytest.mark.parametrize("file", UNCODED)
def test_an_uncoded_vocabulary_says_its_source(file: str) -> None:
    loaded = vocabulary.load(file, UNCODED[file])
    assert len(loaded.source) > 20
    assert loaded.terms


@pytest.mark.parametrize("file", CODED)
def test_every_term_has_a_bulgarian_and_an_english_name(file: str) -> None:
    terms = CODED[file][1]()
    assert all(CYRILLIC.search(term.name("bg")) for term in terms)
    assert not [term.code for term in terms if CYRILLIC.search(term.name("en"))]
    assert len({term.bg for term in terms}) >= len(terms) - 10  # NACE divisions may share a section's name


def test_a_third_language_is_refused() -> None:
    with pytest.raises(ValueError, match="bg and en"):
        stages.stage("developed").name("de")


def test_an_unknown_code_is_named_in_the_error() -> None:
    with pytest.raises(vocabulary.UnknownCode, match="no country with the code 'ZZ'"):
        countries.country("ZZ")
    with pytest.raises(KeyError):
        sectors.sector("alchemy")


def test_every_region_but_the_country_lies_in_a_region_one_level_up() -> None:
    for item in regions.regions():
        assert not item.parent if item.level == 0 else regions.region(item.parent).level == item.level - 1
    assert [len(regions.regions(level)) for level in range(4)] == [1, 2, 6, 28]


def test_every_oblast_has_its_own_iso_code() -> None:
    codes = {item.iso for item in regions.regions(3)}
    assert codes == {f"BG-{number:02}" for number in range(1, 29)}


def test_every_division_lies_in_a_section() -> None:
    sections = {item.code for item in industries.industries("section")}
    divisions = industries.industries("division")
    assert (len(sections), len(divisions)) == (21, 88)
    assert {item.parent for item in divisions} == sections


def test_sectors_point_at_divisions_and_categories_that_exist() -> None:
    for item in sectors.sectors():
        assert all(industries.industry(code).level == "division" for code in item.nace)
        assert all(cluster_categories.cluster_category(code) for code in item.cluster_categories)


def test_the_categories_are_numbered_without_a_gap_in_alphabetical_order() -> None:
    categories = cluster_categories.cluster_categories()
    assert [item.number for item in categories] == list(range(1, 52))
    assert [item.en for item in categories] == sorted(item.en for item in categories)


def test_every_settlement_lies_in_an_oblast_and_every_oblast_has_its_centre() -> None:
    oblasts = {item.code for item in regions.regions(3)}
    places = settlements.settlements()
    assert {place.region for place in places} == oblasts
    assert {place.region for place in places if place.kind == "city"} == oblasts - {"BG412"}
    assert all(CYRILLIC.search(place.bg) and not CYRILLIC.search(place.en) for place in places)


def test_no_oblast_has_two_settlements_of_one_name() -> None:
    named = [(place.bg, place.region) for place in settlements.settlements()]
    assert len(named) == len(set(named))


def test_every_planning_region_is_of_level_two() -> None:
    assert {regions.region(item.region) for item in regions.planning_regions()} == set(regions.regions(2))


def test_no_wording_belongs_to_two_terms() -> None:
    for terms in (
        sectors.sectors(),
        stages.stages(),
        activity_states.activity_states(),
        legal_forms.legal_forms(),
    ):
        written = [(wording.casefold(), term.code) for term in terms for wording in term.written]
        assert len(written) == len({wording for wording, _ in written})


def test_legal_forms_are_written_in_capitals_and_never_after_a_part_of_themselves() -> None:
    for form in legal_forms.legal_forms():
        assert all(wording == wording.upper() for wording in form.written)
        for earlier, later in itertools.pairwise(form.written):
            assert earlier not in later


def test_the_levels_of_a_label_rise() -> None:
    assert [(level.code, level.rank) for level in labels.label_scheme("ecei").levels] == [
        ("bronze", 1),
        ("silver", 2),
        ("gold", 3),
    ]


def test_the_glossary_keeps_the_languages_apart_and_repeats_no_row() -> None:
    rows = glossary.entries()
    assert len(rows) >= 350
    assert len({(entry.bg, entry.en) for entry in rows}) == len(rows)
    for entry in rows:
        assert entry.bg and entry.en
        assert all(CYRILLIC.search(word) for word in entry.bg)
        assert not [word for word in entry.en if CYRILLIC.search(word)]


def test_csv_files_have_as_many_cells_as_columns() -> None:
    for path in vocabulary.DATA.glob("*.csv"):
        rows = list(
            csv.reader(line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
        )
        assert {len(row) for row in rows} == {len(rows[0])}, path.name


def test_the_outlines_are_those_of_the_28_oblasts_and_say_where_they_come_from() -> None:
    text = regions.OBLAST_OUTLINES.read_text(encoding="utf-8")
    collection = json.loads(text)
    assert len(text) < 30_000
    assert "Apache-2.0" in collection["source"]
    outlined = [feature["properties"] for feature in collection["features"]]
    assert sorted(outlined, key=str) == sorted(
        ({"region": item.code} for item in regions.regions(3)), key=str
    )


def test_neighbouring_oblasts_share_their_borders() -> None:
    """In a drawing without gaps every stretch inside the country belongs to two outlines, on the edge to one."""
    stretches: dict[frozenset[tuple[float, ...]], int] = {}
    for feature in json.loads(regions.OBLAST_OUTLINES.read_text(encoding="utf-8"))["features"]:
        outline = feature["geometry"]
        polygons = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
        for ring in (ring for polygon in polygons for ring in polygon):
            for start, end in itertools.pairwise(ring):
                stretch = frozenset((tuple(start), tuple(end)))
                stretches[stretch] = stretches.get(stretch, 0) + 1
    assert set(stretches.values()) == {1, 2}
    edge: dict[tuple[float, ...], int] = {}
    for stretch, times in stretches.items():
        for point in stretch if times == 1 else ():
            edge[point] = edge.get(point, 0) + 1
    assert set(edge.values()) == {2}


def test_oblasts_that_share_a_border_are_each_others_neighbours() -> None:
    pairs = {(a.code, b) for a in regions.regions(3) for b in regions.neighbours(a.code)}
    assert len(pairs) == 2 * 61
    assert {(b, a) for a, b in pairs} == pairs
    assert [regions.region(code).en for code in regions.neighbours("BG323")] == [
        "Veliko Tarnovo",
        "Razgrad",
        "Silistra",
        "Targovishte",
    ]


def test_everyday_words_ask_for_what_there_is() -> None:
    assert set(everyday_words.everyday_words("stage")) == {each.code for each in stages.stages()}
    assert set(everyday_words.everyday_words("activity")) < {
        each.code for each in activity_states.activity_states()
    }
    assert set(everyday_words.everyday_words("sector")) < {each.code for each in sectors.sectors()}


def test_a_number_leads_to_its_entry_in_the_official_register() -> None:
    (trade, *_) = official_registers.registers_of("limited")
    assert trade.url("204244961").endswith("ActiveConditionTabResult?uic=204244961")
    assert [each.code for each in official_registers.registers_of("civil_partnership")] == ["bulstat"]
    assert not official_registers.registers_of("civil_partnership")[0].opens_the_entry
