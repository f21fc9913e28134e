"""The citation of a page, with the state of the data in its address, and as a file for a reference manager."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from ebpages.faces.addresses import text
from ebpages.faces.file_answers import file_of
from ebpages.faces.language import active_language
from ebpages.publish.citation import MEDIA_TYPES, Citation
from ebpages.publish.tables import format_name


def citation(
    request: HttpRequest, query: str, *, title: str, text: str, state: str, data_of: str
) -> Citation:
    """query: what the address of the page asks; the state of the data is added to it."""
    url = request.build_absolute_uri(f"{_page(request)}{query}{'&' if query else '?'}state={state}")
    return Citation(title, text, url, state, data_of, timezone.localdate(), active_language())


def cited(request: HttpRequest, citation: Citation, query: str) -> dict[str, object]:
    """What the template of a page that can be cited shows. Its files are `citation.bib` and others below the page's address."""
    files = [(format_name(each), f"{_page(request)}citation.{each}{query}") for each in MEDIA_TYPES]
    return {
        "citation": citation,
        "citation_files": files,
        "cited_state": cited_state(request, citation.state),
    }


def cited_state(request: HttpRequest, state: str) -> str:
    """The state of the data that a citation names, where it is another one than this."""
    named = text(request.GET, "state")
    return named if named != state else ""


def citation_answer(citation: Citation, file_format: str) -> HttpResponse:
    """Raises Http404 for a format that there is not."""
    if file_format not in MEDIA_TYPES:
        raise Http404("no such format")
    content = citation.write(file_format).encode()
    return file_of(
        content, f"{MEDIA_TYPES[file_format]}; charset=utf-8", f"ebpages-{citation.state}.{file_format}"
    )


def _page(request: HttpRequest) -> str:
    """The path of the page that is asked for, or that a file is asked for of."""
    return request.path.rpartition("/")[0] + "/"
