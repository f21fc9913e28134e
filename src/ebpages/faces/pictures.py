"""A chart as it goes out: on a page, into a file, to the browser's own drawing."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from ebpages.publish.alternative import describe
from ebpages.publish.chart import Chart
from ebpages.publish.drawing import inline_svg, png, svg
from ebpages.publish.vega_lite import can_be_drawn, specification

__all__ = [
    "NARROW",
    "PICTURE_TYPES",
    "WIDE",
    "both_widths",
    "can_be_drawn",
    "for_browser",
    "on_page",
    "picture",
]
WIDE, NARROW = 720, 360
PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def on_page(chart: Chart, width: int = WIDE) -> SafeString:
    """The chart as part of a page, in the page's own colours; empty where it cannot be drawn."""
    if not can_be_drawn(chart):
        return SafeString()
    drawing = inline_svg(specification(chart, width=width, titled=False), label=describe(chart))
    return mark_safe(drawing)  # noqa: S308 - our own drawing, texts escaped


def both_widths(chart: Chart) -> dict[str, SafeString]:
    """The chart for wide and for narrow windows, as templates name them."""
    return {"chart": on_page(chart), "narrow_chart": on_page(chart, NARROW)}


def picture(chart: Chart, file_format: str) -> bytes:
    """The chart as a file of its own, title included. file_format: svg or png."""
    spec = specification(chart, width=WIDE, titled=True)
    return svg(spec).encode() if file_format == "svg" else png(spec)


def for_browser(chart: Chart, width: int = WIDE) -> dict[str, Any]:
    """The specification that the browser draws in place of the picture."""
    return specification(chart, width=width, titled=False)
