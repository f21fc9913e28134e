"""Bubbles on a plane: where they stand, how large they are, which are named, what is said of those that are not there."""

import json
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from ebpages.publish.alternative import describe
from ebpages.publish.chart import Chart, Mark
from ebpages.publish.chart_look import TOKENS
from ebpages.publish.drawing import inline_svg, png
from ebpages.publish.lettering import text_width
from ebpages.publish.vega_lite import VEGA_LITE, NotDrawn, can_be_drawn, specification
from ebpages.publish.vega_lite.axes import axis_of
from ebpages.publish.vega_lite.label_places import Box, Circle, place_labels
from ebpages.reference.industries import industries
from tests.samples import charts as samples
from tests.samples.examples import examples


def bubble(*marks: Mark, language: str = "bg", **more: object) -> Chart:
    said = {"x_title": "Растеж, %", "size_title": "Заети лица"} | more
    return samples.chart("bubble", *marks, language=language, **said)


def all_divisions(language: str = "bg") -> Chart:
    """As many bubbles with names as long as there are in earnest, crowded around the middle."""
    marks = [
        Mark(
            division.name(language),
            0.2 + (at * 37 % 50) / 20,
            ("силни", "други", "неясни")[at % 3],
            division.code,
            "unknown" if at % 3 == 2 else "known",
            x=(at * 53 % 41 - 20) / 2,
            size=50 * (1 + at * 29 % 60) ** 1.5,
        )
        for at, division in enumerate(industries("division"))
    ]
    return bubble(*marks, language=language, decimals=2, thresholds=((1.25, "праг"),), highlight=("силни",))


def drawn(spec: dict[str, Any]) -> dict[str, Any]:
    """The layer of the bubbles themselves."""
    return next(layer for layer in spec["layer"] if "shape" in layer.get("encoding", {}))


def texts(spec: dict[str, Any]) -> list[str]:
    """What stands beside bubbles, each name on one line."""
    rows = [row for layer in spec["layer"] for row in layer.get("data", {}).get("values", [])]
    return [" ".join(row["lines"]) for row in rows if "bold" in row]


def foot(spec: dict[str, Any]) -> str:
    rows = [row for layer in spec["layer"] for row in layer.get("data", {}).get("values", [])]
    return " ".join(" ".join(row["lines"]) for row in rows if row.keys() == {"lines"})


def symbols(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The bubbles as Vega places them, in pixels of the plot."""
    scene = vl_convert.vegalite_to_scenegraph(spec, vl_version=VEGA_LITE)
    return [item for item in items(scene, "symbol") if item.get("fillOpacity") == 0.85]


def items(node: Any, kind: str) -> list[dict[str, Any]]:
    """The items of all marks of a kind in a scene graph."""
    if isinstance(node, list):
        return [item for child in node for item in items(child, kind)]
    if not isinstance(node, dict):
        return []
    own = node.get("items", []) if node.get("marktype") == kind else []
    return own + [item for child in node.values() for item in items(child, kind)]


def test_a_bubble_stands_at_its_x_and_its_value_and_is_as_large_as_its_size() -> None:
    spec = specification(bubble(Mark("а", 1, x=0, size=100), Mark("б", 2, x=10, size=400)))
    large, small = symbols(spec)
    assert large["x"] > small["x"]
    assert large["y"] < small["y"]
    assert large["size"] / small["size"] == pytest.approx(4, rel=0.06), "the area, not the radius"


def test_small_bubbles_lie_over_large_ones() -> None:
    rows = specification(all_divisions())["data"]["values"]
    sizes = [row["size"] for row in rows]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("width", [720, 360])
def test_every_bubble_lies_whole_inside_the_plot(width: int) -> None:
    spec = specification(all_divisions(), width=width)
    items = symbols(spec)
    assert len(items) == 88
    for item in items:
        radius = item["size"] ** 0.5 / 2
        assert item["x"] - radius >= 0
        assert radius <= item["y"] <= spec["height"] - radius


def test_series_differ_in_pattern_as_well_as_in_colour() -> None:
    encoding = drawn(specification(samples.portfolio()))["encoding"]
    assert encoding["fill"]["scale"]["domain"] == ["силни", "други", "неясни"]
    full, hollow, dashed = zip(
        encoding["fill"]["scale"]["range"], encoding["stroke"]["scale"]["range"], strict=True
    )
    assert full == (TOKENS["accent"], TOKENS["paper"])
    assert hollow == (TOKENS["paper"], TOKENS["edge"])
    assert dashed == (TOKENS["unknown-wash"], TOKENS["unknown"])
    dashes = encoding["strokeDash"]["scale"]["range"]
    assert dashes[0] == dashes[1] != dashes[2]


def test_series_in_full_colours_differ_in_shape() -> None:
    marks = [Mark(f"м{n}", n, series=f"ред {n}", x=n) for n in range(4)]
    shapes = drawn(specification(bubble(*marks)))["encoding"]["shape"]["scale"]["range"]
    assert len(set(shapes)) == 4


def test_the_legend_of_sizes_names_three_round_numbers() -> None:
    spec = specification(samples.portfolio())
    parameters = {parameter["name"]: parameter["value"] for parameter in spec["params"]}
    assert parameters["sizeValues"] == [500, 2000, 10_000]
    assert parameters["sizeTexts"] == ["500", "2\N{NO-BREAK SPACE}000", "10\N{NO-BREAK SPACE}000"]
    assert drawn(spec)["encoding"]["size"]["legend"]["title"] == "Заети лица"


def test_without_sizes_all_bubbles_are_alike_and_no_legend_explains_them() -> None:
    spec = specification(bubble(Mark("а", 1, x=1), Mark("б", 2, x=2)))
    assert "legend" not in drawn(spec)["encoding"]["size"]
    assert len({item["size"] for item in symbols(spec)}) == 1


def test_the_axes_are_named_with_the_way_that_they_run() -> None:
    spec = specification(samples.portfolio(), titled=False)
    assert spec["title"]["text"] == ["↑ Брой клъстери"]
    assert drawn(spec)["encoding"]["x"]["axis"]["title"] == ["Растеж, % →"]
    log = specification(replace(samples.portfolio("en"), scale="log"), titled=False)
    assert log["title"]["text"] == ["↑ Брой клъстери (logarithmic scale)"]


def test_zero_and_the_threshold_are_lines() -> None:
    text = json.dumps(specification(samples.portfolio()), ensure_ascii=False)
    assert '{"x": 0}' in text
    assert '"праг 1,25"' in text
    beyond = bubble(Mark("а", 1, x=5), Mark("б", 2, x=6))
    assert '{"x": 0}' not in json.dumps(specification(beyond)), "no bubble is near it"


def test_names_of_a_wide_drawing_stand_beside_their_bubbles() -> None:
    chart = samples.portfolio()
    assert set(texts(specification(chart))) == {
        "Производство на храни",
        "Производство на облекло¹",
        "Хотелиерство",
        "Добив на руди",
    }


def test_a_narrow_drawing_numbers_bubbles_and_names_them_at_the_foot() -> None:
    spec = specification(samples.portfolio(), width=360)
    assert texts(spec) == ["1", "2", "3", "4"]
    assert "1. Производство на храни 2. Производство на облекло¹" in foot(spec)


def test_what_has_no_room_for_its_name_in_a_crowd_is_numbered() -> None:
    crowd = [Mark(f"Производство на изделия от вид {n}", n % 5, x=n // 5, size=1000 - n) for n in range(60)]
    spec = specification(bubble(*crowd))
    numbers = [text for text in texts(spec) if text.isdecimal()]
    assert numbers
    assert f"{numbers[-1]}. Производство на изделия" in foot(spec)
    named = {text for text in texts(spec) if not text.isdecimal()}
    assert len(numbers) + sum(crowd[n].category in named for n in range(8)) == 8, (
        "the eight largest, one way or the other"
    )


def test_what_is_looked_for_is_named_first_and_stands_in_a_strong_outline() -> None:
    chart = replace(all_divisions(), highlight=("силни", "99"))
    (wanted,) = (mark.category for mark in chart.marks if mark.code == "99")
    assert wanted.split()[0] in " ".join(texts(specification(chart)))
    assert f"1. {wanted}" in foot(specification(chart, width=360))
    rings = [layer for layer in specification(chart)["layer"] if layer.get("transform")]
    assert rings[0]["mark"]["stroke"] == TOKENS["ink"]


def test_a_bubble_without_a_place_is_named_below_with_the_reason() -> None:
    said = foot(specification(samples.portfolio()))
    assert "Без данни за „Брой клъстери“ и затова извън чертежа: Добив на въглища." in said
    assert "Без данни за „Растеж, %“ и затова извън чертежа: Рибно стопанство." in said


def test_many_bubbles_without_a_place_are_counted() -> None:
    lost = [Mark(f"м{n}", 1) for n in range(20)]
    assert "м0; м1; м2; още 17." in foot(specification(bubble(Mark("а", 1, x=1), *lost)))


def test_zero_has_no_place_on_a_logarithmic_axis_and_that_is_said() -> None:
    chart = bubble(Mark("а", 0, x=1), Mark("б", 0.01, x=1), Mark("в", 100, x=1), scale="log")
    spec = specification(chart)
    assert "Нула или по-малко, под логаритмичната скала: а." in foot(spec)
    axis = drawn(spec)["encoding"]["y"]["axis"]["values"]
    assert axis[0] >= 0.009
    heights = sorted(item["y"] for item in symbols(spec))
    assert len(heights) == 2
    assert "Нула или по-малко" in describe(chart)


def test_a_bubble_of_unknown_size_is_drawn_smallest_and_that_is_said() -> None:
    chart = bubble(Mark("а", 1, x=1, size=100), Mark("б", 2, x=2))
    assert "Без данни за „Заети лица“, с най-малко мехурче: б." in foot(specification(chart))


def test_a_pointer_is_told_all_four_facts() -> None:
    spec = specification(samples.portfolio())
    titles = [tip["title"] for tip in drawn(spec)["encoding"]["tooltip"]]
    assert titles == ["Етап", "", "Брой клъстери", "В границите", "Растеж, %", "Заети лица", "Бележка"]
    (row,) = (row for row in spec["data"]["values"] if row["category"] == "Добив на руди")
    assert (row["text"], row["bounds"], row["xText"], row["sizeText"]) == ("3,10", "0,80–4,00", "0,40", "900")


def test_without_one_place_on_both_axes_there_is_no_picture() -> None:
    chart = bubble(Mark("а", 1), Mark("б", None, x=2))
    assert not can_be_drawn(chart)
    with pytest.raises(NotDrawn, match="place on both axes"):
        specification(chart)
    assert "Без данни за „Растеж, %“" in describe(chart)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "bg",
            (
                "Мехурчеста диаграма. Колко са клъстерите? Вертикална ос: „Брой клъстери“; хоризонтална ос: „Растеж, %“.",
                "Площ: „Заети лица“. Показани са 5 стойности. По редици: силни – 2; други – 1; неясни – 1.",
                "Най-голямо мехурче: силни, Производство на храни – 31\N{NO-BREAK SPACE}000.",
                "Най-високо: неясни, Добив на руди – 3,10.",
                "Най-ниско: други, Хотелиерство – 0,42.",
                "Най-вдясно: други, Хотелиерство – 6,00.",
                "Горе вдясно („Растеж, %“ над 0, „Брой клъстери“ от праг 1,25 нагоре) са 2:",
                "са 2: Производство на храни; Добив на руди.",
                "с граници от двете му страни – 1 (Добив на руди)",
            ),
        ),
        (
            "en",
            (
                "Bubble chart.",
                "Vertical axis: “Брой клъстери”; horizontal axis: “Растеж, %”. Area shows “Заети лица”.",
                "Largest bubble: силни, Производство на храни, 31,000.",
                "In the upper right corner (“Растеж, %” above 0, “Брой клъстери” at праг 1.25 or more) are 2:",
                "1 with bounds on both sides of it (Добив на руди)",
            ),
        ),
    ],
)
def test_the_text_alternative_tells_the_extremes_and_the_corner(
    language: str, expected: tuple[str, ...]
) -> None:
    text = describe(samples.portfolio(language))
    for part in expected:
        assert part in text
    assert "няма данни" not in text, "the series says already that it cannot be told"


def test_an_empty_corner_is_said_to_be_empty() -> None:
    chart = bubble(Mark("а", 1, x=-1), Mark("б", 2, x=-3), thresholds=((1.5, "праг"),))
    assert "няма нито едно мехурче" in describe(chart)


@pytest.mark.parametrize("language", ["bg", "en"])
@pytest.mark.parametrize("width", [720, 360])
def test_names_never_overlap_each_other_nor_leave_the_plot(language: str, width: int) -> None:
    spec = specification(all_divisions(language), width=width)
    boxes = label_boxes(spec)
    assert len(boxes) >= 6
    for one, other in combinations(boxes, 2):
        assert not one.meets(other)
    for box in boxes:
        assert box.left >= -1
        assert box.top >= -1
        assert box.bottom <= spec["height"] + 1


def label_boxes(spec: dict[str, Any]) -> list[Box]:
    """Where Vega sets names and numbers, without the halo that each of them has below it."""
    scene = vl_convert.vegalite_to_scenegraph(spec, vl_version=VEGA_LITE)
    return [
        text_box(item)
        for item in items(scene, "text")
        if item.get("fill") == TOKENS["ink"] and item.get("lineHeight") == 14
    ]


def text_box(item: dict[str, Any]) -> Box:
    lines = item["text"] if isinstance(item["text"], list) else [item["text"]]
    long = max(text_width(line, item["fontSize"]) for line in lines)
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[item.get("align", "left")]
    left = item["x"] + item.get("dx", 0) - share * long
    top = item["y"] + item.get("dy", 0)
    return Box(left, top, left + long, top + 14 * len(lines))


@given(
    st.lists(
        st.tuples(
            st.floats(0, 400), st.floats(0, 300), st.floats(3, 20), st.floats(5, 120), st.floats(10, 40)
        ),
        min_size=1,
        max_size=12,
    )
)
@examples(12)
def test_placed_labels_keep_clear_of_one_another_and_of_other_circles(
    given_circles: list[tuple[float, float, float, float, float]],
) -> None:
    circles = [Circle(x, y, radius) for x, y, radius, _, _ in given_circles]
    wanted = [(at, width, height) for at, (_, _, _, width, height) in enumerate(given_circles)]
    plot = Box(0, 0, 400, 300)
    put = place_labels(circles, wanted, plot=plot, taken=[Box(0, 0, 400, 20)])
    for one, other in combinations(put.values(), 2):
        assert not one.box.meets(other.box)
    for at, label in put.items():
        assert label.box.lies_in(plot)
        assert label.box.top >= 20
        assert not any(label.box.covers(circle) for other, circle in enumerate(circles) if other != at)


def test_a_label_that_is_needed_lies_over_circles_rather_than_nowhere() -> None:
    crowd = [Circle(x, y, 30) for x in range(0, 101, 10) for y in range(0, 101, 10)]
    plot = Box(0, 0, 100, 100)
    assert place_labels(crowd, [(60, 20, 10)], plot=plot) == {}
    assert place_labels(crowd, [(60, 20, 10)], plot=plot, needed=1).keys() == {60}


@given(
    st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=20),
    st.booleans(),
)
@examples(18)
def test_an_axis_holds_its_values_and_has_a_few_round_ticks(values: list[float], is_log: bool) -> None:
    axis = axis_of(values, 400, margin=20, is_log=is_log)
    assert all(19.9 <= axis.pixel(value) <= 380.1 for value in values)
    assert 2 <= len(axis.at) <= 14
    assert all(axis.low <= tick <= axis.high for tick in axis.at)
    assert list(axis.at) == sorted(set(axis.at))


@pytest.mark.parametrize(
    "marks",
    [
        [Mark("а", 0, x=0, size=0)],
        [Mark("а", -1, x=-5, size=-2), Mark("б", -3, x=-9)],
        [Mark("а", 2, x=2, size=5), Mark("б", 2, x=2, size=5)],
        [Mark("а", 1e15, x=1e-12, size=1e15), Mark("б", -1e15, x=0, size=1e-12)],
        [Mark("а", 1, x=float("inf")), Mark("б", 1, x=1, size=float("nan"))],
    ],
)
def test_any_numbers_can_be_drawn(marks: list[Mark]) -> None:
    assert png(specification(bubble(*marks)))
    assert describe(bubble(*marks))


def test_what_goes_into_a_page_has_no_colour_of_its_own() -> None:
    drawn_page = inline_svg(
        specification(replace(all_divisions(), highlight=("силни", "10")), titled=False), label="а"
    )
    assert "#" not in drawn_page
    assert "var(--unknown-wash)" in drawn_page
