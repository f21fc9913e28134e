"""Maps of areas that are made up of smaller ones, and maps from another file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ebpages.publish.alternative import describe
from ebpages.publish.chart import Chart, Mark, Outlines
from ebpages.publish.dissolve import Polygon, Ring, dissolve, signed_area
from ebpages.publish.drawing import svg
from ebpages.publish.maps import area_codes, read_map
from ebpages.publish.vega_lite import specification
from ebpages.reference.regions import OBLAST_OUTLINES, regions
from tests.samples import charts as samples

QUOTIENTS = (0.62, 1.08, 1.91, 1.46, None, 0.9)


def six(language: str = "bg", **more: object) -> Chart:
    marks = [
        Mark(region.name(language), value, code=region.code)
        for region, value in zip(regions(2), QUOTIENTS, strict=True)
    ]
    return samples.chart("choropleth", *marks, language=language, decimals=2, **more)


def areas(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return list(spec["data"]["values"])


def square(x: float, y: float, side: float = 1) -> Ring:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def area(polygons: list[Polygon]) -> float:
    return sum(signed_area(ring) for polygon in polygons for ring in polygon)


def shipped() -> dict[str, Polygon]:
    features = json.loads(OBLAST_OUTLINES.read_text("utf-8"))["features"]
    return {
        feature["properties"]["region"]: [
            [(x, y) for x, y in ring] for ring in feature["geometry"]["coordinates"]
        ]
        for feature in features
    }


def test_the_border_between_two_squares_disappears() -> None:
    (joined,) = dissolve([[square(0, 0)], [square(1, 0)]])
    assert len(joined) == 1
    assert Counter(joined[0]) == Counter([(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)])


def test_squares_that_lie_apart_stay_apart() -> None:
    assert len(dissolve([[square(0, 0)], [square(5, 0)]])) == 2


def test_squares_that_touch_in_a_corner_are_two_rings() -> None:
    found = dissolve([[square(0, 0)], [square(1, 1)]])
    assert sorted(len(ring) for polygon in found for ring in polygon) == [4, 4]


def test_a_ring_of_squares_has_a_hole_that_runs_the_other_way() -> None:
    around = [[square(x, y)] for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    ((outer, hole),) = dissolve(around)
    assert signed_area(outer) == 9
    assert signed_area(hole) == -1


def test_what_fills_a_hole_closes_it() -> None:
    ring: Polygon = [square(0, 0, 3), square(1, 1)]
    (joined,) = dissolve([ring, [square(1, 1)]])
    assert joined == [square(0, 0, 3)]


def test_rings_that_are_closed_in_the_file_and_run_either_way_join_all_the_same() -> None:
    closed = [*square(0, 0), (0.0, 0.0)]
    (joined,) = dissolve([[closed], [square(1, 0)[::-1]]])
    assert signed_area(joined[0]) == 2


def test_an_island_in_a_lake_is_an_area_of_its_own() -> None:
    found = dissolve([[square(0, 0, 5), square(1, 1, 3)], [square(2, 2)]])
    assert sorted(len(polygon) for polygon in found) == [1, 2]
    assert area(found) == 25 - 9 + 1


def test_the_oblasts_make_six_whole_regions_without_a_gap() -> None:
    outlines = shipped()
    for region in regions(2):
        parts = [polygon for code, polygon in outlines.items() if code.startswith(region.code)]
        whole = dissolve(parts)
        assert len(whole) == len(whole[0]) == 1
        assert area(whole) == pytest.approx(sum(abs(signed_area(part[0])) for part in parts))
    (country,) = dissolve(outlines.values())
    assert len(country) == 1


def test_a_map_joins_areas_whose_codes_begin_alike() -> None:
    drawn = read_map(OBLAST_OUTLINES, width=700, code="region", shared=4)
    assert [shape.code for shape in drawn.shapes] == [region.code for region in regions(2)]
    alone = read_map(OBLAST_OUTLINES, width=700, code="region")
    assert (drawn.height, len(alone.shapes)) == (alone.height, 28)


def test_the_band_of_an_area_lies_inside_it() -> None:
    for shape in read_map(OBLAST_OUTLINES, width=700, code="region", shared=4).shapes:
        numbers = [point.split(",") for point in shape.path.strip("MZ").split("L")]
        xs, ys = [float(x) for x, _ in numbers], [float(y) for _, y in numbers]
        assert min(xs) <= shape.band_x - shape.band_width / 2
        assert shape.band_x + shape.band_width / 2 <= max(xs)
        assert min(ys) < shape.band_y < max(ys)
        assert shape.band_width > 90


def test_the_codes_of_a_file_are_in_its_order() -> None:
    assert area_codes(OBLAST_OUTLINES, "region")[:2] == ("BG311", "BG312")


def test_marks_of_regions_are_drawn_as_six_areas_with_their_names_and_decimals() -> None:
    spec = specification(six())
    assert len(areas(spec)) == 6
    text = json.dumps(spec, ensure_ascii=False)
    assert '"text": "1,46"' in text
    assert '"text": ["Югоизточен район"]' in text


def test_marks_of_oblasts_are_still_drawn_as_oblasts_without_names() -> None:
    spec = specification(samples.oblasts())
    assert len(areas(spec)) == 28
    assert '"text": ["' not in json.dumps(spec["layer"], ensure_ascii=False)


def test_a_narrow_map_shows_numbers_only() -> None:
    text = json.dumps(specification(six(), width=360)["layer"], ensure_ascii=False)
    assert '"text": "1,46"' in text
    assert '"text": ["' not in text


def test_an_area_without_a_value_is_dashed_and_shows_its_bounds() -> None:
    unknown = Mark("Югозападен район", None, code="BG41", low=0.8, high=2.1)
    chart = samples.chart("choropleth", unknown, Mark("Югоизточен район", 1.46, code="BG34"), decimals=2)
    spec = specification(chart)
    (row,) = (row for row in areas(spec) if row["category"] == "Югозападен район")
    assert (row["look"], row["text"]) == ("няма данни", "0,80–2,10")
    assert '"text": "0,80–2,10"' in json.dumps(spec["layer"], ensure_ascii=False)
    assert "Граници на стойностите: Югозападен район – 0,80–2,10." in describe(chart)
    assert "Няма данни" not in describe(chart)


def test_the_country_beside_its_regions_has_no_place_on_the_map() -> None:
    chart = samples.chart("choropleth", *six().marks, Mark("България", 1.0, code="BG"), decimals=2)
    spec = specification(chart)
    assert len(areas(spec)) == 6
    assert "Извън картата: България – 1,00" in json.dumps(spec, ensure_ascii=False)


def test_a_region_without_a_mark_is_named_by_us() -> None:
    chart = samples.chart("choropleth", Mark("Югоизточен район", 1, code="BG34"))
    assert {row["category"] for row in areas(specification(chart))} == {r.name("bg") for r in regions(2)}


def test_the_text_alternative_says_which_areas_a_map_has() -> None:
    assert describe(six()).startswith("Карта по райони. ")
    assert describe(six("en")).startswith("Map of the regions. ")
    assert describe(samples.oblasts()).startswith("Карта по области. ")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Outlines:
    file = tmp_path / "nuts.geojson"
    features = [
        {
            "properties": {"NUTS_ID": code},
            "geometry": {"type": "Polygon", "coordinates": [[*square(x, 45), (x, 45)]]},
        }
        for code, x in (("RO11", 20), ("RO12", 21), ("RO21", 22))
    ]
    file.write_text(json.dumps({"features": features}), "utf-8")
    return Outlines(file, "NUTS_ID")


def test_a_map_may_be_drawn_from_another_file(elsewhere: Outlines) -> None:
    chart = samples.chart("choropleth", Mark("Nord-Vest", 1.5, code="RO11"), decimals=1, outlines=elsewhere)
    assert [row["category"] for row in areas(specification(chart))] == ["Nord-Vest", "RO12", "RO21"]
    assert describe(chart).startswith("Карта. ")
    assert svg(specification(chart))


def test_areas_of_another_file_are_joined_too(elsewhere: Outlines) -> None:
    chart = samples.chart("choropleth", Mark("Macroregiunea unu", 1, code="RO1"), outlines=elsewhere)
    assert [row["category"] for row in areas(specification(chart))] == ["Macroregiunea unu", "RO2"]
