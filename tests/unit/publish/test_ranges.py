"""Bounds drawn through bars and dots, and the thresholds that they are held against."""

import json
import math
from itertools import pairwise
from typing import Any

import pytest
import vl_convert

from ebpages.publish.alternative import describe
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import TOKENS
from ebpages.publish.drawing import inline_svg
from ebpages.publish.lettering import text_width
from ebpages.publish.vega_lite import VEGA_LITE, NotDrawn, can_be_drawn, specification
from ebpages.reference.industries import industries
from tests.samples import charts as samples

SURE = Mark("сигурно", 2.0, low=1.6, high=2.4)
OPEN = Mark("отворено", 1.8, low=1.2, high=math.inf)
UNDER = Mark("под него", 0.8, low=0.5, high=1.1)
EXACT = Mark("точно", 1.5)
ONLY_BOUNDS = Mark("неизвестно", None, low=0.4, high=3.0)
NOTHING = Mark("нищо", None)


def ranged(kind: Any, *marks: Mark, **more: object) -> Chart:
    marks = marks or (SURE, OPEN, UNDER, EXACT, ONLY_BOUNDS, NOTHING)
    return samples.chart(kind, *marks, **{"decimals": 1, "thresholds": ((1.5, "праг"),)} | more)


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"data": layer.get("data"), **inner}
        for layer in spec["layer"]
        for inner in layer.get("layer", [layer])
    ]


def lines(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the lines between bounds."""
    return next(
        layer["data"]["values"]
        for layer in layers(spec)
        if layer["mark"]["type"] == "rule" and layer["data"] and "to" in layer["data"]["values"][0]
    )


def arrows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    found = [layer for layer in layers(spec) if "shape" in layer["mark"] and layer["data"]]
    return [row for layer in found for row in layer["data"]["values"]]


def domain(spec: dict[str, Any]) -> list[float]:
    return next(
        list(layer["encoding"]["x"]["scale"]["domain"])
        for layer in layers(spec)
        if "scale" in layer["encoding"].get("x", {})
    )


@pytest.mark.parametrize("kind", ["bar", "dot"])
def test_a_line_runs_between_the_bounds(kind: str) -> None:
    rows = lines(specification(ranged(kind)))
    assert [(row["place"], row["from"]) for row in rows] == [(0, 1.6), (1, 1.2), (2, 0.5), (4, 0.4)]
    assert [row["to"] for row in rows if row["place"] != 1] == [2.4, 1.1, 3.0]


@pytest.mark.parametrize("kind", ["bar", "dot"])
def test_where_a_bound_is_not_known_the_line_runs_to_the_edge_and_ends_in_an_arrow(kind: str) -> None:
    spec = specification(ranged(kind))
    edge = domain(spec)[1]
    assert next(row["to"] for row in lines(spec) if row["place"] == 1) == edge > 3
    assert [(row["place"], row["at"], row["shape"]) for row in arrows(spec)] == [(1, edge, "triangle-right")]


def test_a_lower_bound_that_is_not_known_has_its_arrow_at_the_left() -> None:
    spec = specification(ranged("dot", SURE, Mark("до три", None, high=3.0)))
    assert [(row["place"], row["shape"]) for row in arrows(spec)] == [(1, "triangle-left")]
    assert arrows(spec)[0]["at"] == domain(spec)[0] < 0


def test_one_far_bound_does_not_squeeze_all_the_rest() -> None:
    far = Mark("почти без граница", 1.0, low=0.9, high=500.0)
    spec = specification(ranged("dot", SURE, UNDER, far))
    assert domain(spec)[1] < 6
    assert [row["place"] for row in arrows(spec)] == [2]
    (row,) = (row for row in spec["data"]["values"] if row["category"] == far.category)
    assert row["bounds"] == "0,9–500,0", "what is not drawn is still said"


def test_the_key_explains_lines_and_arrows_where_there_are_any() -> None:
    key = "Линията показва границите"
    under = specification(ranged("dot"))["title"]["subtitle"]
    assert any(key in line for line in under)
    assert any("Стрелка" in line for line in under)
    closed = specification(ranged("dot", SURE, UNDER))["title"]["subtitle"]
    assert any(key in line for line in closed)
    assert not any("Стрелка" in line for line in closed)
    assert key not in json.dumps(specification(ranged("dot", EXACT)), ensure_ascii=False)


@pytest.mark.parametrize("kind", ["bar", "dot"])
def test_a_mark_with_bounds_alone_is_drawn_and_its_bounds_stand_for_its_number(kind: str) -> None:
    spec = specification(ranged(kind, ONLY_BOUNDS))
    assert [row["text"] for row in spec["data"]["values"]] == ["0,4–3,0"]
    assert [row["place"] for row in lines(spec)] == [0]


def test_a_kind_that_draws_no_bounds_needs_a_value() -> None:
    chart = ranged("line", Mark("2014", None, low=1, high=2))
    assert not can_be_drawn(chart)
    with pytest.raises(NotDrawn, match="not one of its values is known"):
        specification(chart)


@pytest.mark.parametrize(
    ("low", "high", "bulgarian", "english"),
    [
        (0.5, 2.5, "0,5–2,5", "0.5–2.5"),
        (-0.5, 2.5, "от \N{MINUS SIGN}0,5 до 2,5", "\N{MINUS SIGN}0.5 to 2.5"),
        (0.5, math.inf, "0,5 или повече", "0.5 or more"),
        (0.5, None, "0,5 или повече", "0.5 or more"),
        (None, 2.5, "2,5 или по-малко", "2.5 or less"),
        (1.01, 1.02, "1,0", "1.0"),
        (math.nan, math.inf, "няма данни", "no data"),
    ],
)
def test_bounds_are_written_as_the_language_writes_them(
    low: float | None, high: float | None, bulgarian: str, english: str
) -> None:
    for language, expected in (("bg", bulgarian), ("en", english)):
        chart = ranged("dot", Mark("а", None, low=low, high=high), EXACT, language=language)
        assert specification(chart)["data"]["values"][0]["text"] == expected


@pytest.mark.parametrize("kind", ["bar", "dot"])
def test_a_threshold_is_a_dashed_line_with_its_name_and_inside_the_scale(kind: str) -> None:
    spec = specification(ranged(kind, Mark("а", 1.0), thresholds=((4.0, "праг"),)))
    assert domain(spec)[1] >= 4
    assert any(layer["mark"].get("strokeDash") for layer in layers(spec))
    assert '"праг 4"' in json.dumps(spec, ensure_ascii=False)


def test_names_of_thresholds_that_lie_close_do_not_overlap() -> None:
    held = ((1.0, "средно за страната"), (1.25, "долен праг"), (1.5, "праг"), (1.6, "горен праг"))
    for width in (720, 360):
        spec = specification(ranged("dot", thresholds=held), width=width)
        rows = next(
            layer["data"]["values"]
            for layer in layers(spec)
            if layer["data"] and "dy" in layer["data"]["values"][0]
        )
        low, high = domain(spec)
        by_line: dict[float, list[tuple[float, float]]] = {}
        for row in rows:
            left = (row["at"] - low) / (high - low) * 200 + row["dx"]
            by_line.setdefault(row["dy"], []).append((left, text_width(row["text"], 12)))
        assert sum(map(len, by_line.values())) == 4
        if width == 360:
            assert len(by_line) > 1


def test_a_legend_stands_above_the_names_of_thresholds() -> None:
    chart = ranged("dot", SURE, Mark("оценено", 1.0, state="unknown"))
    painted = next(
        layer["encoding"]["fill"] for layer in layers(specification(chart)) if "fill" in layer["encoding"]
    )
    assert painted["legend"]["offset"] > 12


def test_numbers_stand_in_a_column_where_lines_would_run_through_them() -> None:
    def places(chart: Chart) -> list[Any]:
        return [
            layer["encoding"]["x"]
            for layer in layers(specification(chart))
            if layer["mark"]["type"] == "text" and layer["encoding"]["text"]["field"] == "text"
        ]

    assert {"value": "width"} in places(ranged("dot"))
    assert {"value": "width"} in places(ranged("dot", EXACT))
    assert {"value": "width"} not in places(ranged("dot", EXACT, thresholds=()))


def test_lines_over_bars_have_a_halo_and_those_through_dots_the_colour_of_the_dot() -> None:
    over = [layer for layer in layers(specification(ranged("bar"))) if layer["mark"]["type"] == "rule"]
    assert {"value": TOKENS["paper"]} in [layer["encoding"].get("color") for layer in over]
    estimated = Mark("оценено", 1.0, low=0.5, high=1.5, state="unknown")
    rows = lines(specification(ranged("dot", SURE, estimated)))
    assert [row["ink"] for row in rows] == [TOKENS["accent"], TOKENS["unknown"]]


def test_series_with_bounds_stand_below_one_another() -> None:
    marks = [
        Mark("а", n, series=year, low=n - 0.5, high=n + 0.5) for n, year in enumerate(("2010", "2014"), 1)
    ]
    for kind in ("bar", "dot"):
        spec = specification(ranged(kind, *marks))
        for layer in layers(spec):
            if layer["mark"]["type"] == "rule" and "x2" in layer["encoding"] and layer["data"]:
                assert layer["encoding"]["yOffset"]["field"] == "order"


def test_the_text_alternative_gives_bounds_and_what_is_certain() -> None:
    text = describe(ranged("dot"))
    assert (
        "Граници на стойностите: сигурно – 1,6–2,4; отворено – 1,2 или повече; под него – 0,5–1,1; "
        "неизвестно – 0,4–3,0." in text
    )
    assert (
        "Праг 1,5: със сигурност на него или над него – 2 (сигурно; точно); със сигурност под него – 1 (под него); "
        "с граници от двете му страни – 2 (отворено; неизвестно)." in text
    )
    assert "Няма данни: нищо." in text
    english = describe(ranged("dot", language="en", thresholds=((1.5, "threshold"),)))
    assert "Threshold 1.5: 2 certainly at or above it (сигурно; точно); 1 certainly below it" in english
    assert "2 with bounds on both sides of it (отворено; неизвестно)" in english


def test_without_bounds_nothing_is_said_of_certainty() -> None:
    text = describe(ranged("bar", Mark("а", 2.0), Mark("б", 1.0)))
    assert "Праг 1,5: на него или над него – 1 (а); под него – 1 (б)." in text
    assert "сигурност" not in text


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1.5, 2.0, "със сигурност на него"),
        (1.0, 1.5, "с граници от двете му страни"),
        (1.0, 1.49, "със сигурност под него"),
        (None, 1.49, "със сигурност под него"),
        (1.5, None, "със сигурност на него"),
    ],
)
def test_a_bound_on_the_threshold_reaches_it(low: float | None, high: float | None, said: str) -> None:
    assert f"Праг 1,5: {said}" in describe(ranged("dot", Mark("а", 1.3, low=low, high=high)))


def forty(kind: Any, language: str = "bg") -> Chart:
    marks = [
        Mark(
            division.name(language),
            at / 9,
            code=division.code,
            low=at / 10,
            high=math.inf if at % 7 == 3 else at / 8 + 0.1,
        )
        for at, division in enumerate(industries("division")[:40])
    ]
    return ranged(kind, *marks, language=language)


def test_arrows_and_notes_go_together() -> None:
    noted = Mark("оценка", 1.0, low=0.5, high=math.inf, note="предварителна стойност")
    assert inline_svg(specification(ranged("dot", noted, SURE), titled=False), label="а")


@pytest.mark.parametrize("kind", ["bar", "dot"])
@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("width", [720, 360])
def test_forty_rows_of_long_names_stay_apart(kind: str, language: str, width: int) -> None:
    spec = specification(forty(kind, language), width=width)
    compiled = vl_convert.vegalite_to_scenegraph(spec, vl_version=VEGA_LITE)
    tops = sorted(label_tops(compiled))
    assert len(tops) == 40
    assert all(below[0] - above[1] >= 0 for above, below in pairwise(tops))
    assert spec["height"] <= 40 * 72


def label_tops(node: Any) -> list[tuple[float, float]]:
    """(top, bottom) of each label of a row."""
    if isinstance(node, list):
        return [found for child in node for found in label_tops(child)]
    if not isinstance(node, dict):
        return []
    own = []
    for item in node.get("items", []) if node.get("marktype") == "text" else []:
        lines_of = item.get("text")
        if isinstance(lines_of, list) and item.get("fill") == TOKENS["ink"] and item.get("fontSize") == 13:
            middle = item["y"] + item.get("dy", 0)
            own.append((middle - 6, middle + 16 * (len(lines_of) - 1) + 6))
    return own + [found for child in node.values() for found in label_tops(child)]


@pytest.mark.parametrize("kind", ["bar", "dot"])
@pytest.mark.parametrize("width", [720, 360])
def test_what_goes_into_a_page_takes_its_colours_from_the_page(kind: str, width: int) -> None:
    drawn = inline_svg(specification(ranged(kind), width=width, titled=False), label="а")
    assert "#" not in drawn
    assert "var(--quiet)" in drawn
