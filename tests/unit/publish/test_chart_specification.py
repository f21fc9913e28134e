import json
from itertools import pairwise
from typing import Any

import pytest
import vl_convert

from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import SERIES, STATES, TOKENS
from ebpages.publish.numerals import fewest_decimals, write_number
from ebpages.publish.vega_lite import SCHEMA, VEGA_LITE, NotDrawn, can_be_drawn, specification
from tests.samples import charts as samples

KINDS = list(samples.ALL)


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [inner for layer in spec["layer"] for inner in layer.get("layer", [layer])]


def drawn_texts(spec: dict[str, Any]) -> str:
    """Every text that the picture holds, one after the other."""
    return json.dumps(vl_convert.vegalite_to_scenegraph(spec, vl_version=VEGA_LITE), ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("width", [720, 360])
@pytest.mark.parametrize("titled", [True, False])
def test_every_kind_compiles_to_vega(kind: str, language: str, width: int, titled: bool) -> None:
    spec = specification(samples.ALL[kind](language), width=width, titled=titled)
    assert spec["$schema"] == SCHEMA
    assert vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)["marks"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_specification_is_plain_json_and_the_same_every_time(kind: str) -> None:
    one, other = (json.dumps(specification(samples.ALL[kind]()), allow_nan=False) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_is_in_the_data(kind: str) -> None:
    chart = samples.ALL[kind]()
    text = json.dumps(specification(chart), ensure_ascii=False)
    for mark in chart.marks:
        assert mark.category in text


def test_the_drawn_values_are_those_of_the_marks() -> None:
    chart = samples.stages()
    values = [row["value"] for row in specification(chart)["data"]["values"]]
    assert values == [mark.value for mark in chart.marks]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    marks = Mark("а", 1234.5), Mark("б", -2)
    texts = {
        language: [
            row["text"]
            for row in specification(samples.chart("bar", *marks, language=language, decimals=1))["data"][
                "values"
            ]
        ]
        for language in ("bg", "en")
    }
    assert texts == {
        "bg": ["1\N{NO-BREAK SPACE}234,5", "\N{MINUS SIGN}2,0"],
        "en": ["1,234.5", "\N{MINUS SIGN}2.0"],
    }


def test_zero_has_no_sign_and_ticks_no_needless_digits() -> None:
    assert write_number(-0.001, "en", 1) == "0.0"
    assert (fewest_decimals([0, 5, 10]), fewest_decimals([0, 0.25, 0.5])) == (0, 2)


def test_what_is_unknown_contradicted_or_lost_is_drawn_in_its_own_way_and_named_by_its_bar() -> None:
    bar = next(
        layer
        for layer in layers(specification(samples.stages()))
        if "strokeDash" in layer.get("encoding", {})
    )
    fill, dash = bar["encoding"]["fill"], bar["encoding"]["strokeDash"]
    assert fill["legend"] is None, "a legend would only repeat what stands beside the bars"
    assert len(set(fill["scale"]["range"])) == len(fill["scale"]["domain"]) == 4
    assert dash["scale"]["range"][2:] == [list(STATES["unknown"].dash), list(STATES["lost"].dash)]


def test_a_value_that_is_not_known_is_said_in_words() -> None:
    (row,) = (row for row in specification(samples.stages())["data"]["values"] if row["value"] is None)
    assert row["text"] == "няма данни"


def stacked(*values: tuple[int, int]) -> Chart:
    marks = [
        Mark(str(2010 + n), v, series=s)
        for n, pair in enumerate(values)
        for s, v in zip("аб", pair, strict=True)
    ]
    return samples.chart("stacked_bar", *marks)


def test_a_stacked_chart_shows_the_total_of_each_category() -> None:
    spec = specification(stacked((2, 3), (4, 3)))
    totals = next(layer for layer in layers(spec) if layer["mark"].get("baseline") == "bottom")
    assert [row["text"] for row in totals["data"]["values"]] == ["5", "7"]


def test_totals_that_are_all_the_same_are_not_repeated() -> None:
    spec = specification(stacked((2, 3), (4, 1)))
    assert not [layer for layer in layers(spec) if layer["mark"].get("baseline") == "bottom"]


def test_long_categories_of_a_stacked_chart_stand_in_rows() -> None:
    marks = [
        Mark(f"изключително дълго име на област номер {n}", n, series=s) for n in range(9) for s in ("а", "б")
    ]
    encoding = next(
        layer["encoding"] for layer in layers(specification(samples.chart("stacked_bar", *marks))) if "order" in layer["encoding"]
    )  # fmt: skip
    assert encoding["y"]["field"] == "place"


def test_a_line_leaves_a_gap_and_is_named_at_its_end() -> None:
    spec = specification(samples.expenditure())
    compiled = drawn_texts(spec)
    assert "България 0,79" in compiled
    assert '"defined": false' in compiled or '"defined":false' in compiled


def test_names_at_the_ends_of_lines_do_not_overlap() -> None:
    marks = [Mark(year, 1 + n / 1000, series=f"ред {n}") for n in range(6) for year in ("2010", "2011")]
    spec = specification(samples.chart("line", *marks))
    ends = next(layer for layer in spec["layer"] if "layer" in layer)["data"]["values"]
    top = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    pixels = [(top[1] - row["label"]) / (top[1] - top[0]) * spec["height"] for row in ends]
    assert all(below - above >= 15.9 for above, below in pairwise(pixels))
    assert min(pixels) >= 0
    assert max(pixels) <= spec["height"]


def test_a_note_gives_a_hollow_mark_and_stands_in_a_legend() -> None:
    for chart in (samples.expenditure(), samples.countries()):
        hollow = next(layer for layer in layers(specification(chart)) if "shape" in layer["encoding"])
        assert hollow["encoding"]["fill"] == {"value": TOKENS["paper"]}
        assert hollow["encoding"]["shape"]["scale"]["domain"] == [next(m.note for m in chart.marks if m.note)]


def test_notes_of_bars_are_numbered_and_explained_at_the_foot() -> None:
    chart = samples.chart(
        "bar", Mark("а", 1, note="преброени веднъж"), Mark("б", 2), Mark("в", 3, note="без клонове")
    )
    text = json.dumps(specification(chart), ensure_ascii=False)
    assert all(part in text for part in ('"1¹"', '"3²"', "¹ преброени веднъж", "² без клонове"))


def test_what_is_looked_for_stands_in_the_accent_and_the_rest_is_quiet() -> None:
    rows = specification(samples.countries())["data"]["values"]
    assert [row["look"] for row in rows] == ["others", "known", "others"]


def test_a_map_draws_all_oblasts_and_says_what_has_no_place_on_it() -> None:
    spec = specification(samples.oblasts())
    assert len(spec["data"]["values"]) == 28
    without = [row for row in spec["data"]["values"] if row["text"] == "няма данни"]
    assert len(without) == 8
    assert "Извън картата: без седалище – 14" in json.dumps(spec, ensure_ascii=False)


def test_a_narrow_drawing_sets_long_labels_above_their_bars() -> None:
    chart = samples.chart("bar", Mark("информационни и комуникационни технологии", 3), Mark("енергетика", 2))
    wide, narrow = (layers(specification(chart, width=width))[0]["mark"]["align"] for width in (720, 360))
    assert (wide, narrow) == ("right", "left")


def test_the_title_stands_inside_only_where_it_is_asked_for() -> None:
    chart = samples.stages()
    assert chart.title in specification(chart, titled=True)["title"]["text"]
    assert specification(chart, titled=False)["title"]["text"] == [chart.value_title]


def test_several_series_are_grouped_as_bars_and_paired_as_dots() -> None:
    marks = [
        Mark(place, n, series=year) for n, year in enumerate(("2016", "2018"), 3) for place in ("а", "б")
    ]
    bars, dots = (specification(samples.chart(kind, *marks)) for kind in ("bar", "dot"))
    assert any("yOffset" in layer["encoding"] for layer in layers(bars))
    assert any(layer["encoding"].get("x", {}).get("axis") for layer in layers(dots))


@pytest.mark.parametrize(
    ("chart", "reason"),
    [
        (samples.chart("table", Mark("а", 1)), "it is a table"),
        (samples.chart("bar"), "not one of its values is known"),
        (samples.chart("line", Mark("а", None), Mark("б", float("nan"))), "not one of its values is known"),
        (samples.chart("bar", *(Mark(str(n), n) for n in range(1001))), "more than 1000"),
        (samples.chart("stacked_bar", *(Mark("а", 1, series=str(n)) for n in range(len(SERIES) + 1))), "colours for 6"),
        (samples.chart("choropleth", Mark("Русе", 1, code="BG323"), Mark("Русе", 2, code="BG323")), "one area two values"),
    ],
)  # fmt: skip
def test_a_chart_without_a_picture_says_why(chart: Any, reason: str) -> None:
    assert not can_be_drawn(chart)
    with pytest.raises(NotDrawn, match=reason):
        specification(chart)


@pytest.mark.parametrize("kind", ["bar", "dot", "stacked_bar", "line"])
@pytest.mark.parametrize("values", [(0,), (0, 0), (5,), (-3, 4), (-1, -2), (1e9, 1), (1e-9, 2e-9)])
def test_any_values_can_be_drawn(kind: Any, values: tuple[float, ...]) -> None:
    marks = [Mark(f"м{n}", value) for n, value in enumerate(values)]
    spec = specification(samples.chart(kind, *marks))
    assert vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


def test_years_stand_at_their_true_distance() -> None:
    chart = samples.chart("line", Mark("2000", 1), Mark("2010", 2), Mark("2011", 3))
    assert [row["at"] for row in specification(chart)["data"]["values"]] == [2000, 2010, 2011]
