"""A citation as a file for a reference manager."""

from django.http import Http404, HttpResponse

from ebpages.faces.file_answers import file_of
from ebpages.registry.citation import MEDIA_TYPES, Citation


def citation_answer(citation: Citation, file_format: str) -> HttpResponse:
    """Raises Http404 for a format that there is not."""
    if file_format not in MEDIA_TYPES:
        raise Http404("no such format")
    content = citation.write(file_format).encode()
    return file_of(
        content, f"{MEDIA_TYPES[file_format]}; charset=utf-8", f"ebpages-{citation.state}.{file_format}"
    )
