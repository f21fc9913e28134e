"""A chart as it goes out: on a page, into a file, to the browser's own drawing."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from ebpages.faces.file_answers import PICTURE_TYPES, file_of
from ebpages.faces.language import active_language
from ebpages.publish.alternative import describe
from ebpages.publish.chart import Chart
from ebpages.publish.drawing import inline_svg, png, svg
from ebpages.publish.vega_lite import can_be_drawn, specification

WIDE, NARROW = 720, 360


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


def picture_answer(chart: Chart, name: str, file_format: str) -> HttpResponse:
    """A chart as a picture to keep, svg or png. Raises Http404 where there is nothing to draw."""
    if not can_be_drawn(chart):
        raise Http404("there is nothing to draw")
    file = f"{name}-{active_language()}-{timezone.localdate().isoformat()}.{file_format}"
    return file_of(picture(chart, file_format), PICTURE_TYPES[file_format], file)


def for_browser(chart: Chart) -> dict[str, Any]:
    """The specification that the browser draws in place of the picture."""
    return specification(chart, width=WIDE, titled=False)
