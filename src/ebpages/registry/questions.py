"""A question as it stands in an address: read and checked."""

from django.http import HttpRequest, QueryDict

from ebpages.faces.addresses import chosen, page_number, text
from ebpages.registry.earlier import day_of_reading
from ebpages.registry.facets import KEYS
from ebpages.registry.queries import FindingQuestion, Question
from ebpages.registry.queries.directory import SORTS, understood

LONGEST_QUERY = 200
STATED = "stated"  # properties, or pairs `property:value`, in an address


def as_filters(query: QueryDict) -> QueryDict:
    """What an address asks of the directory, with stages and states of activity that its words name as filters."""
    asked = read_question(query, view_size=1)
    read = understood(asked)
    if read is asked:
        return query
    changed = query.copy()
    for key, values in {"q": [read.words], **read.chosen}.items():
        changed.setlist(key, [value for value in values if value])
    return changed


def read_question(query: QueryDict, *, view_size: int) -> Question:
    """What an address asks of the directory; a page that is no number is no page."""
    words = text(query, "q", LONGEST_QUERY)
    sort = text(query, "sort")
    return Question(
        on=day_of_reading(),
        words=words,
        chosen={key: chosen(query, key) for key in KEYS},
        sort=sort if sort in SORTS else "relevance" if words.strip() else "name",
        page=page_number(query),
        size=view_size,
        stated=chosen(query, STATED),
    )


def read_finding_question(request: HttpRequest, *, size: int) -> FindingQuestion:
    query = request.GET
    return FindingQuestion(
        kinds=chosen(query, "kind"),
        severities=chosen(query, "severity"),
        lists=chosen(query, "list"),
        page=page_number(query),
        size=size,
    )
