"""A question as it stands in an address: read, checked, and written back with one thing changed."""

from django.http import HttpRequest
from django.utils import timezone

from ebpages.faces.addresses import chosen, page_number
from ebpages.registry.facets import KEYS
from ebpages.registry.queries import FindingQuestion, Question
from ebpages.registry.queries.directory import SORTS

LONGEST_QUERY = 200


def read_question(request: HttpRequest, *, view_size: int) -> Question:
    """What the address asks of the directory; a page that is no number is no page."""
    address = request.GET
    words = address.get("q", "")[:LONGEST_QUERY]
    sort = address.get("sort", "")
    return Question(
        on=timezone.localdate(),
        words=words,
        chosen={key: chosen(address, key) for key in KEYS},
        sort=sort if sort in SORTS else "relevance" if words.strip() else "name",
        page=page_number(address),
        size=view_size,
    )


def read_finding_question(request: HttpRequest, *, size: int) -> FindingQuestion:
    address = request.GET
    return FindingQuestion(
        kinds=chosen(address, "kind"),
        severities=chosen(address, "severity"),
        lists=chosen(address, "list"),
        page=page_number(address),
        size=size,
    )
