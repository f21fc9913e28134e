"""The citation of a page, with the state of the data in its address, and as a file for a reference manager."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from ebpages.faces.addresses import text
from ebpages.faces.file_answers import file_links, file_of
from ebpages.faces.language import active_language
from ebpages.publish.citation import MEDIA_TYPES, Citation


def citation(
    request: HttpRequest, address: str, *, title: str, text: str, state: str, data_of: str
) -> Citation:
    """address: of the page; the state of the data is added to it."""
    absolute = request.build_absolute_uri(address)
    url = f"{absolute}{'&' if '?' in address else '?'}state={state}"
    return Citation(title, text, url, state, data_of, timezone.localdate(), active_language())


def cited_state(request: HttpRequest, state: str) -> str:
    """The state of the data that a citation names, where it is another one than this."""
    named = text(request.GET, "state")
    return named if named != state else ""


def citation_links(url_name: str, place: Sequence[str], query: str) -> list[tuple[str, str]]:
    """Each format with the address of its file, as `file_links`."""
    return file_links(url_name, place, query, formats=tuple(MEDIA_TYPES))


def citation_answer(citation: Citation, file_format: str) -> HttpResponse:
    """Raises Http404 for a format that there is not."""
    if file_format not in MEDIA_TYPES:
        raise Http404("no such format")
    content = citation.write(file_format).encode()
    return file_of(
        content, f"{MEDIA_TYPES[file_format]}; charset=utf-8", f"ebpages-{citation.state}.{file_format}"
    )
