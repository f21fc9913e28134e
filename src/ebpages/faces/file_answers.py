"""Files as answers."""

from django.http import Http404, HttpResponse
from django.utils import timezone

from ebpages.publish.tables import BYTE_ORDER_MARK, FORMATS, Table, file_name, media_type


def file_answer(table: Table, file_format: str) -> HttpResponse:
    """A table as a file to keep, named after what it holds and the day."""
    if file_format not in FORMATS:
        raise Http404("no such format")
    mark = BYTE_ORDER_MARK if file_format == "csv" else b""
    response = HttpResponse(mark + table.write(file_format), content_type=media_type(file_format))
    name = file_name(table.name, file_format, on=timezone.localdate())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
