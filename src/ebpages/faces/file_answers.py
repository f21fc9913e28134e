"""Files as answers, named after what they hold and the day; pictures of charts stand in `pictures`, which knows how to draw."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from ebpages.publish.tables import BYTE_ORDER_MARK, FORMATS, Table, file_name, format_name, media_type

PICTURE_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
FORMATS_WITH_PICTURES = (*FORMATS, *PICTURE_TYPES)


def file_answer(table: Table, file_format: str) -> HttpResponse:
    """A table as a file to keep. Raises Http404 for a format that there is not."""
    if file_format not in FORMATS:
        raise Http404("no such format")
    mark = BYTE_ORDER_MARK if file_format.endswith("csv") else b""
    name = file_name(table.name, file_format, on=timezone.localdate())
    return file_of(mark + table.write(file_format), media_type(file_format), name)


def file_links(
    url_name: str, place: Sequence[str], query: str, *, formats: Sequence[str] = FORMATS
) -> list[tuple[str, str]]:
    """Each format with the address of its file. url_name, place: of an address whose last part is the format."""
    return [(format_name(each), reverse(url_name, args=[*place, each]) + query) for each in formats]


def file_of(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Bytes as a file to keep."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
