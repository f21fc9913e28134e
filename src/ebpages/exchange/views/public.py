"""What everybody reads: the list of profiles and each of them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.accounts.readers import has_session, reader_of
from ebpages.exchange import queries
from ebpages.exchange.one_pager import typeset
from ebpages.exchange.queries.case_files import CaseFile
from ebpages.exchange.questions import ASKED, chips, facet_groups, read_question, strange_parts
from ebpages.exchange.tables import profiles_table
from ebpages.faces.addresses import asks_only, changed, cleared, page_of, text, whole_list
from ebpages.faces.documents import MEDIA_TYPES
from ebpages.faces.file_answers import file_answer, file_links, file_of
from ebpages.faces.language import active_language
from ebpages.publish import atom
from ebpages.registry.queries.public_names import leads_to, name_of

_SIMILAR = 5
SORTS = ("newest", "ending")


@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    query = request.GET
    question = read_question(query)
    listed = queries.profiles(question)
    sorts = ("relevance", *SORTS) if question.words.strip() or question.fits else SORTS
    owner = leads_to(question.owner) if question.owner else ""
    cluster = leads_to(question.members_of) if question.members_of else ""
    context = {
        "query": question.words,
        "owner": name_of(owner) if owner else "",
        "without_owner": changed(query, owner=""),
        "cluster": name_of(cluster) if cluster else "",
        "without_cluster": changed(query, members_of=""),
        "strange": list(strange_parts(query, {*ASKED, "page"}, question.chosen)),
        "facets": facet_groups(query, listed.counts),
        "chips": chips(query),
        "clear_url": cleared(query, ASKED),
        "results": listed.results,
        "close": listed.close,
        "page": page_of(query, number=question.page, size=question.size, total=listed.total),
        "sorts": [(key, changed(query, sort=key), key == question.sort) for key in sorts],
        "fits": question.fits,
        "without_fits": changed(query, fits=""),
        "is_asked": bool(
            question.words.strip()
            or question.chosen
            or question.owner
            or question.members_of
            or question.fits
        ),
        "downloads": file_links(
            "exchange:profiles_file", (), whole_list(query), formats=("csv", "semicolon.csv", "xlsx", "json")
        ),
        "feed_query": whole_list(query),
        "watched_question": whole_list(query).removeprefix("?"),
        "is_signed_in": has_session(request) and reader_of(request).is_signed_in,
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
        return _shown_no_more(request, reference)
    reader = reader_of(request)
    own = next((each for each in queries.own_profiles(reader) if each.reference == reference), None)
    return render(request, "exchange/profile.html", {"profile": view, "words": view.words, "own": own})


@require_safe
def one_pager(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """The profile in one of its languages, to be printed."""
    view = queries.profile(reference, language)
    if view is None:
        return _shown_no_more(request, reference)
    if view.words.text_language != language:
        raise Http404("no such profile in this language")
    content = typeset(view, active_language(), _site(request))
    return file_of(content, "application/pdf", f"{view.reference}-{language}.pdf")


@require_safe
def attachment(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    row = queries.attachment_of(reader_of(request), key, reference=reference)
    if row is None:
        raise Http404("no such document")
    return document_answer(row, reference)


def document_answer(row: CaseFile, name: str) -> HttpResponseBase:
    """Only ever to be saved, under a name that tells nothing of its owner; where a browser shows it all the same, it can do nothing there."""
    if not row.path.exists():
        raise Http404("no such document")
    response = FileResponse(
        row.path.open("rb"),
        as_attachment=True,
        filename=f"{name}-{row.key}.{row.kind}",
        content_type=MEDIA_TYPES[row.kind],
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _shown_no_more(request: HttpRequest, reference: str) -> HttpResponse:
    """Ids stay their own: what was published once is gone, not a slip in the address. Raises Http404 for an id that never was."""
    once = queries.published_once(reference)
    if once is None:
        raise Http404("no such profile")
    profile_type, day, withdrawn = once
    similar = queries.profiles(queries.ProfileQuestion(chosen={"type": (profile_type,)}, size=_SIMILAR))
    context = {
        "reference": reference,
        "type": profile_type,
        "day": day,
        "withdrawn": withdrawn,
        "results": similar.results,
    }
    return render(request, "exchange/gone.html", context, status=410)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
