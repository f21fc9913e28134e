import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree

import pytest

from ebpages.publish.chart import Mark
from ebpages.publish.chart_look import TOKENS
from ebpages.publish.drawing import CannotDraw, inline_svg, png, svg
from ebpages.publish.vega_lite import specification
from tests.samples import charts as samples

KINDS = list(samples.ALL)
PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = (
    "<script>alert(1)</script>",
    "</text></svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "&amp; & &lt; <b>",
    "]]>'\"`${7*7}",
    "\x00\x08\x1b[0m\ud800\ufffe",
    "Кластер " * 60,
    "безкрайнодългадума" * 20,
    "👩🏽‍🚀 клъстер 🇧🇬",
    "datum.value\\'\n\t",
    "Όμιλος επιχειρήσεων",
)


def hostile(kind: Any) -> dict[str, Any]:
    """A chart whose every text is hostile."""
    marks = [
        Mark(
            text,
            index,
            series=text if kind in ("line",) else "",
            code="" if kind == "line" else f"x{index}",
            note=text,
            x=index,
            size=index,
            high=index + 2,
        )
        for index, text in enumerate(HOSTILE)
    ]
    more = {
        "title": HOSTILE[0],
        "category_title": HOSTILE[1],
        "value_title": HOSTILE[2],
        "highlight": (HOSTILE[3],),
        "x_title": HOSTILE[4],
        "size_title": HOSTILE[5],
        "thresholds": ((4, HOSTILE[6]), (5, HOSTILE[1])),
    }
    if kind == "choropleth":
        marks.append(Mark(HOSTILE[0], 3, code="BG411"))
    return specification(samples.chart(kind, *marks, **more))  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_well_formed_and_holds_its_texts(kind: str) -> None:
    root = ElementTree.fromstring(svg(specification(samples.ALL[kind]())))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Колко са клъстерите?" in "".join(root.itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_texts_never_become_markup(kind: str) -> None:
    spec = hostile(kind)
    for drawn in (svg(spec), inline_svg(spec, label=HOSTILE[1])):
        root = ElementTree.fromstring(drawn)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "g", "path", "line", "rect", "text", "tspan"}
        names = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name}
    assert png(spec).startswith(PNG)


@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_into_a_page_passes_the_security_policy(kind: str) -> None:
    drawn = inline_svg(specification(samples.ALL[kind](), titled=False), label="Диаграма")
    for refused in ("style", "<script", "href", "url(", " id=", "class=", "xmlns"):
        assert refused not in drawn
    tags = {element.tag for element in ElementTree.fromstring(drawn).iter()}
    assert tags <= {"svg", "g", "path", "line", "rect", "text", "tspan"}


@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_into_a_page_takes_its_colours_from_the_page(kind: str) -> None:
    drawn = inline_svg(specification(samples.ALL[kind](), titled=False), label="Диаграма")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", drawn) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", drawn)) <= TOKENS.keys()
    assert "var(--ink)" in drawn


def test_the_name_that_a_page_gives_a_drawing_is_escaped() -> None:
    drawn = inline_svg(specification(samples.stages()), label='"Най-много" & <най-малко>')
    root = ElementTree.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == '"Най-много" & <най-малко>'
    assert root.attrib["viewBox"].startswith("0 0 720 ")
    assert "width" not in root.attrib


@pytest.mark.parametrize("width", [720, 360])
def test_a_drawing_is_as_wide_as_was_asked(width: int) -> None:
    for make in samples.ALL.values():
        assert f'width="{width}"' in svg(specification(make(), width=width))


def test_the_same_specification_gives_the_same_bytes_in_another_process() -> None:
    spec = specification(samples.expenditure())
    program = (
        "import json, sys, hashlib; from ebpages.publish.drawing import svg, png; spec = json.load(sys.stdin);"
        "print(hashlib.sha256(svg(spec).encode() + png(spec)).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], input=json.dumps(spec), capture_output=True, text=True, check=True)
        for _ in range(2)
    ]  # fmt: skip
    assert runs[0].stdout == runs[1].stdout != ""


def test_a_png_has_two_pixels_for_each_of_the_specification() -> None:
    picture = png(specification(samples.countries()))
    assert picture.startswith(PNG)
    assert int.from_bytes(picture[16:20]) == 1440


def test_threads_may_draw_side_by_side() -> None:
    specs = [specification(samples.chart("bar", Mark("а", n))) for n in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(svg, specs))
    assert drawn == [svg(spec) for spec in specs]


def test_a_broken_specification_says_that_it_cannot_be_drawn() -> None:
    with pytest.raises(CannotDraw, match="cannot be drawn"):
        svg({"mark": "nonsense"})


def test_a_specification_loads_nothing_from_elsewhere() -> None:
    spec = {"data": {"url": "http://127.0.0.1:9/data.csv"}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    try:
        drawn = svg(spec)
    except CannotDraw:
        return
    assert "data.csv" not in drawn


def test_a_process_forked_after_drawing_is_told_so_instead_of_waiting_for_ever() -> None:
    program = """
import os
from ebpages.publish.drawing import CannotDraw, svg
spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
svg(spec)
child = os.fork()
if child == 0:
    try:
        svg(spec | {"width": 100})
    except CannotDraw as problem:
        os._exit(7 if "forked" in str(problem) else 8)
    os._exit(9)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "7"


def test_a_process_forked_before_drawing_draws() -> None:
    program = """
import os
import ebpages.publish.drawing as drawing
spec = {"data": {"values": [{"a": 1}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
child = os.fork()
if child == 0:
    os._exit(0 if drawing.svg(spec).startswith("<svg") else 1)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "0"
