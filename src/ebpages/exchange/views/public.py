"""What everybody reads: the list of profiles and each of them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.accounts.readers import reader_of
from ebpages.exchange import queries
from ebpages.exchange.models import Attachment
from ebpages.exchange.one_pager import typeset
from ebpages.exchange.questions import ASKED, chips, facet_groups, read_question
from ebpages.exchange.tables import profiles_table
from ebpages.faces.addresses import asks_only, changed, cleared, page_of, text, whole_list
from ebpages.faces.documents import MEDIA_TYPES
from ebpages.faces.file_answers import file_answer, file_links, file_of
from ebpages.faces.language import active_language
from ebpages.publish import atom
from ebpages.registry.queries.public_names import leads_to, name_of

SORTS = ("newest", "ending")


@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    query = request.GET
    question = read_question(query)
    listed = queries.profiles(question)
    sorts = ("relevance", *SORTS) if question.words.strip() else SORTS
    owner = leads_to(question.owner) if question.owner else ""
    context = {
        "query": question.words,
        "owner": name_of(owner) if owner else "",
        "without_owner": changed(query, owner=""),
        "facets": facet_groups(query, listed.counts),
        "chips": chips(query),
        "clear_url": cleared(query, ASKED),
        "results": listed.results,
        "page": page_of(query, number=question.page, size=question.size, total=listed.total),
        "sorts": [(key, changed(query, sort=key), key == question.sort) for key in sorts],
        "is_asked": bool(question.words.strip() or question.chosen or question.owner),
        "downloads": file_links(
            "exchange:profiles_file", (), whole_list(query), formats=("csv", "semicolon.csv", "xlsx", "json")
        ),
        "feed_query": whole_list(query),
    }
    return render(request, "exchange/profiles.html", context)


@require_safe
@asks_only(*ASKED)
def profiles_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(profiles_table(read_question(request.GET), _site(request)), file_format)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    found = queries.feed_of_profiles(_site(request), read_question(request.GET), whole_list(request.GET))
    return HttpResponse(found.write(), content_type=atom.MEDIA_TYPE)


@require_safe
def profile(request: HttpRequest, reference: str) -> HttpResponse:
    view = queries.profile(reference, text(request.GET, "text", 2))
    if view is None:
        raise Http404("no such profile")
    reader = reader_of(request)
    own = next((each for each in queries.own_profiles(reader) if each.reference == reference), None)
    return render(request, "exchange/profile.html", {"profile": view, "words": view.words, "own": own})


@require_safe
def one_pager(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """The profile in one of its languages, to be printed."""
    view = queries.profile(reference, language)
    if view is None or view.words.text_language != language:
        raise Http404("no such profile in this language")
    content = typeset(view, active_language(), _site(request))
    return file_of(content, "application/pdf", f"{view.reference}-{language}.pdf")


@require_safe
def attachment(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    row = queries.attachment_of(reader_of(request), key, reference=reference)
    if row is None:
        raise Http404("no such document")
    return document_answer(row, reference)


def document_answer(row: Attachment, name: str) -> HttpResponseBase:
    """Only ever to be saved, under a name that tells nothing of its owner."""
    if not row.path.exists():
        raise Http404("no such document")
    return FileResponse(
        row.path.open("rb"),
        as_attachment=True,
        filename=f"{name}-{row.key}.{row.kind}",
        content_type=MEDIA_TYPES[row.kind],
    )


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
