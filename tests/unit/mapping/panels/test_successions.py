"""One place under two codes is found, and nobody is counted twice."""

from pathlib import Path

import pytest

from tests.samples.panels import at, of_kind, read

HEADER = "region,industry,year,measure,value"
ELSEWHERE = ("BG31", "BG41")


def rows(*regions: str, year: int = 2020) -> str:
    return "".join(
        f"{region},{industry},{year},employment,{5 if industry == 'C10' else 7}\n"
        for region in regions
        for industry in ("C10", "C11")
    )


@pytest.mark.parametrize(
    ("there", "left_out"),
    [
        (("HR02", "HR03", "HR04", "HR05", "HR06"), {"HR04"}),
        (("HR02", "HR03", "HR04"), {"HR02"}),
        (("EL11", "EL12", "EL51"), {"EL11"}),
        (("FI18", "FI1B", "FI1C", "FI13", "FI1A", "FI1D"), {"FI18", "FI1D"}),
        (("PL12", "PL91", "PL92"), {"PL12"}),
        (("IE01", "IE02", "IE04", "IE05", "IE06"), {"IE01", "IE02"}),
        (("DED1", "DED3", "DED4"), {"DED4"}),
        (("PT16", "PT19", "PT1D"), {"PT16"}),
        (("FR21", "FRF2"), {"FR21"}),
        (("BG11", "BG12", "BG13", "BG32", "BG33", "BG34"), {"BG11", "BG12", "BG13"}),
        (("BG21", "BG41"), {"BG21"}),
        (("RO06", "RO08", "RO11", "RO32"), {"RO06", "RO08"}),
        (("DK00", "DK01", "DK02", "DK03", "DK04", "DK05"), {"DK00"}),
        (("DE915", "DE919", "DE91C", "DE911"), {"DE91C"}),
        (("DEA21", "DEA25", "DEA2D"), {"DEA2D"}),
        (("EL300", "EL301", "EL302", "EL303", "EL304", "EL305", "EL306", "EL307"), {"EL300"}),
        (("ITG25", "ITG29", "ITG2D", "ITG26"), {"ITG2D"}),
    ],
)
def test_of_a_region_and_its_successors_one_version_counts(
    tmp_path: Path, there: tuple[str, ...], left_out: set[str]
) -> None:
    panel = read(tmp_path, rows(*there, *ELSEWHERE), HEADER)
    assert {each.region for each in of_kind(panel, "region_overlaps")} == left_out
    assert set(panel.head.regions) == {*there, *ELSEWHERE} - left_out


def test_regions_of_nuts_3_stand_for_the_region_that_they_lie_in(tmp_path: Path) -> None:
    panel = read(tmp_path, rows("HR04", "HR021", "HR022", "HR050", "HR061", *ELSEWHERE), HEADER)
    assert [each.region for each in of_kind(panel, "region_overlaps")] == ["HR04"]
    only = read(tmp_path, rows("HR04", "HR021", "HR022", *ELSEWHERE), HEADER)
    assert only.head.regions == (*ELSEWHERE, "HR04")


def test_a_part_that_is_there_without_the_others_is_an_error(tmp_path: Path) -> None:
    panel = read(tmp_path, rows("IE01", "IE04", *ELSEWHERE), HEADER)
    assert [(each.region, each.severity) for each in of_kind(panel, "region_overlaps_in_part")] == [
        ("IE01", "error")
    ]


def test_regions_of_two_versions_that_do_not_share_a_place_or_a_year_stay(tmp_path: Path) -> None:
    apart = read(tmp_path, rows("IE01", "IE05"), HEADER)
    assert apart.head.regions == ("IE01", "IE05") and apart.findings == ()
    years = read(
        tmp_path, rows("HR03", "HR04", year=2019) + rows("HR02", "HR03", "HR05", "HR06", year=2021), HEADER
    )
    assert len(years.head.regions) == 5 and years.findings == ()
    empty = read(tmp_path, rows("HR03", "HR04") + "HR02,C10,2020,employment,:\n", HEADER)
    assert [each.kind for each in empty.findings] == ["region_left_out"]


def test_a_country_in_two_spellings_is_one(tmp_path: Path) -> None:
    panel = read(tmp_path, rows("EL30", "EL41", "GR", "UKC1", "GBC2", "GBC1"), HEADER)
    assert panel.head.regions == ("EL30", "EL41", "UKC1", "UKC2")
    assert at(panel, "EL", "C10", 2020)[0] == 5
    assert [each.values["code"] for each in of_kind(panel, "country_in_two_spellings")] == ["EL", "UK"]
    assert {each.region for each in of_kind(panel, "duplicate_same")} == {"UKC1"}
    alone = read(tmp_path, rows("GR30", "GR41"), HEADER)
    assert alone.head.regions == ("GR30", "GR41") and alone.findings == ()
