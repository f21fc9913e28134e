"""Files as answers: tables and pictures to keep, named after what they hold and the day."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from ebpages.faces.language import active_language
from ebpages.faces.pictures import PICTURE_TYPES, can_be_drawn, picture
from ebpages.publish.chart import Chart
from ebpages.publish.tables import BYTE_ORDER_MARK, FORMATS, Table, file_name, media_type


def file_answer(table: Table, file_format: str) -> HttpResponse:
    """A table as a file to keep. Raises Http404 for a format that there is not."""
    if file_format not in FORMATS:
        raise Http404("no such format")
    mark = BYTE_ORDER_MARK if file_format == "csv" else b""
    name = file_name(table.name, file_format, on=timezone.localdate())
    return _answer(mark + table.write(file_format), media_type(file_format), name)


def picture_answer(chart: Chart, name: str, file_format: str) -> HttpResponse:
    """A chart as a picture to keep, svg or png. Raises Http404 where there is nothing to draw."""
    if not can_be_drawn(chart):
        raise Http404("there is nothing to draw")
    file = f"{name}-{active_language()}-{timezone.localdate().isoformat()}.{file_format}"
    return _answer(picture(chart, file_format), PICTURE_TYPES[file_format], file)


def file_links(
    url_name: str, place: Sequence[str], query: str, *, pictures: bool = False
) -> list[tuple[str, str]]:
    """Each format with the address of its file. url_name, place: of an address whose last part is the format."""
    formats = (*FORMATS, *(PICTURE_TYPES if pictures else ()))
    return [(each.upper(), reverse(url_name, args=[*place, each]) + query) for each in formats]


def _answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
