import json
import re
from pathlib import Path
from typing import Any

import pytest

from ebpages.publish.maps import UnreadableMapError, read_map

SQUARE = [[20.0, 40.0], [22.0, 40.0], [22.0, 42.0], [20.0, 42.0], [20.0, 40.0]]
# An area bent around another one: its centre of gravity lies outside it.
BENT = [[22, 40], [25, 40], [25, 40.5], [23, 40.5], [23, 41.5], [25, 41.5], [25, 42], [22, 42], [22, 40]]


def feature(code: str, coordinates: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def save(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return save(tmp_path / "areas.geojson", feature("A", [SQUARE]), feature("B", [BENT]))


def test_the_map_fills_its_width_and_is_true_to_scale_in_the_middle(file: Path) -> None:
    drawn = read_map(file, width=500)
    assert drawn.width == 500
    assert drawn.height == pytest.approx(500 * 2 / (5 * 0.7547), abs=0.1)  # cos 41° = 0.7547
    assert drawn.view_box == f"0 0 500 {drawn.height:g}"


def test_north_is_up(file: Path) -> None:
    drawn = read_map(file, width=500)
    assert drawn.shapes[0].path == f"M0,{drawn.height:g}L200,{drawn.height:g}L200,0L0,0Z"


def test_shapes_keep_the_order_and_codes_of_the_file(file: Path) -> None:
    assert [shape.code for shape in read_map(file, width=500).shapes] == ["A", "B"]


def test_coordinates_have_one_decimal(file: Path) -> None:
    for shape in read_map(file, width=333).shapes:
        assert all(len(number) <= 1 for number in re.findall(r"\.(\d+)", shape.path))


def test_the_label_lies_inside_even_a_bent_area(file: Path) -> None:
    square, bent = read_map(file, width=500).shapes
    assert (square.label_x, square.label_y) == (100, pytest.approx(132.5, abs=0.1))
    assert 200 < bent.label_x < 300


def test_a_hole_is_drawn_and_holds_no_label(tmp_path: Path) -> None:
    hole = [[20.5, 40.5], [21.9, 40.5], [21.9, 41.5], [20.5, 41.5], [20.5, 40.5]]
    drawn = read_map(save(tmp_path / "hole.geojson", feature("A", [SQUARE, hole])), width=200)
    assert drawn.shapes[0].path.count("M") == 2
    assert drawn.shapes[0].label_x < 50


def test_the_label_of_several_parts_lies_in_the_largest(tmp_path: Path) -> None:
    island = [[26, 40], [26.2, 40], [26.2, 40.2], [26, 40.2], [26, 40]]
    path = save(tmp_path / "parts.geojson", feature("A", [[island], [SQUARE]], "MultiPolygon"))
    (shape,) = read_map(path, width=620).shapes
    assert shape.path.count("Z") == 2
    assert shape.label_x == 100


def test_a_map_is_read_once(file: Path) -> None:
    drawn = read_map(file, width=500)
    file.unlink()
    assert read_map(file, width=500) is drawn


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"features": []}', '{"features": [{"properties": {}, "geometry": {}}]}',
     '{"features": [{"properties": {"code": "A"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}'],
)  # fmt: skip
def test_another_file_is_refused_with_its_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "broken.geojson").write_text(content)
    with pytest.raises(UnreadableMapError, match=r"broken\.geojson: "):
        read_map(tmp_path / "broken.geojson", width=100)
