"""Draw a Vega-Lite specification: as an SVG file, as a part of a page, as a PNG picture. The same bytes every time."""

import json
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from ebpages.publish.chart_look import TOKENS
from ebpages.publish.vega_lite import VEGA_LITE

Element = ElementTree.Element

_SVG = "{http://www.w3.org/2000/svg}"
_DECLARATIONS = 'xmlns="http://www.w3.org/2000/svg" '
_COLOURS = {colour.lower(): f"var(--{token})" for token, colour in TOKENS.items()}
# What a page needs of a drawing. Everything else (classes, roles, the family of the type) is the page's own affair.
_KEPT = frozenset(
    ("d", "dx", "dy", "fill", "fill-opacity", "font-size", "font-weight", "opacity", "stroke", "stroke-dasharray",
     "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor",
     "transform", "viewBox", "x", "x1", "x2", "y", "y1", "y2", "width", "height")
)  # fmt: skip
_PAINTED = frozenset(("path", "line", "rect", "text", "tspan"))
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_MEASURES = frozenset(("d", "transform", "x", "x1", "x2", "y", "y1", "y2", "width", "height", "dx", "dy"))
_SCALE = 2  # pixels of a picture for each pixel of the specification

_drawn_in: set[int] = set()  # the process whose V8 has been started


class CannotDraw(RuntimeError):
    """The drawing program refused a specification, or cannot run in this process."""


def svg(spec: Mapping[str, Any]) -> str:
    """An SVG file that stands alone: colours written out, nothing referred to. Raises CannotDraw."""
    return _svg(_canonical(spec))


def png(spec: Mapping[str, Any]) -> bytes:
    """A PNG picture, sharp on screens of twice the usual resolution. Raises CannotDraw."""
    return _png(_canonical(spec))


def inline_svg(spec: Mapping[str, Any], *, label: str) -> str:
    """An `<svg>` for a page: as wide as its place, in the colours of the page's tokens, on no ground of its own.

    It carries no style, script, class, id or reference, so that it passes the content security policy and stands
    beside others. label: the text alternative. Raises CannotDraw.
    """
    named = f'<svg role="img" aria-label="{_escaped(label)}" '
    return _inline(_canonical(spec)).replace("<svg ", named, 1)


def _canonical(spec: Mapping[str, Any]) -> str:
    return json.dumps(spec, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    return str(_draw("vegalite_to_svg", spec))


@lru_cache(maxsize=64)
def _png(spec: str) -> bytes:
    return bytes(_draw("vegalite_to_png", spec, scale=_SCALE))


@lru_cache(maxsize=256)
def _inline(spec: str) -> str:
    root = ElementTree.fromstring(_svg(spec))  # noqa: S314 - our own drawing, not a file from outside
    page = Element("svg", {"viewBox": root.get("viewBox", ""), "focusable": "false"})
    page.extend(child for child in map(_for_page, list(root)[1:]) if child is not None)
    return ElementTree.tostring(page, encoding="unicode")


def _draw(function: str, spec: str, **options: Any) -> Any:
    """Call the drawing program, which is loaded when it is first needed: that takes half a second."""
    import vl_convert

    _refuse_after_fork()
    try:
        # No specification of ours loads anything; none that is handed in may.
        return getattr(vl_convert, function)(spec, vl_version=VEGA_LITE, allowed_base_urls=[], **options)
    except ValueError as problem:
        raise CannotDraw(f"The chart cannot be drawn: {str(problem).splitlines()[0]}") from problem


def _refuse_after_fork() -> None:
    """The program runs in a thread, which a fork does not take along: the child would wait for it for ever."""
    if _drawn_in and os.getpid() not in _drawn_in:
        raise CannotDraw(
            f"Process {os.getpid()} was forked from one that had drawn charts already. "
            "Fork before the first chart is drawn, or start the process anew."
        )
    _drawn_in.add(os.getpid())


def _for_page(element: Element) -> Element | None:
    """A copy with what a page needs, None where nothing would be seen."""
    tag = element.tag.removeprefix(_SVG)
    if element.get("display") == "none" or element.get("opacity") == "0":
        return None
    copy = Element(
        tag, {name: _value(name, value) for name, value in element.attrib.items() if name in _KEPT}
    )
    copy.text = element.text
    copy.extend(child for child in map(_for_page, element) if child is not None)
    if copy.get("opacity") == "1":
        del copy.attrib["opacity"]
    if tag in _PAINTED:
        return copy if _is_seen(element) else None
    return _unwrapped(copy) if len(copy) else None


def _is_seen(element: Element) -> bool:
    """Frames of groups are drawn without fill and stroke."""
    return element.tag != f"{_SVG}path" or bool(element.get("fill") or element.get("stroke"))


def _unwrapped(group: Element) -> Element:
    """The only child of a group that does nothing itself."""
    idle = not group.attrib or group.attrib == {"transform": "translate(0,0)"}
    return group[0] if idle and len(group) == 1 else group


def _value(name: str, value: str) -> str:
    if name in ("fill", "stroke"):
        return _COLOURS.get(value.lower(), value)
    return _LONG_DECIMAL.sub(_rounded, value) if name in _MEASURES else value


def _rounded(found: re.Match[str]) -> str:
    return f"{round(float(found.group()), 2):g}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
