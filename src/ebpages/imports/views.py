"""A list from a file to the registry, on two pages: the files that were handed in, and one of them step by step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ebpages.accounts.actions import Refused
from ebpages.accounts.reader import Reader
from ebpages.accounts.readers import reader_of
from ebpages.faces.addresses import asks_only, text
from ebpages.faces.file_answers import file_answer, file_links
from ebpages.faces.forms import is_our_form
from ebpages.faces.language import active_language
from ebpages.faces.unavailable import TooManyRequests
from ebpages.imports import actions, queries
from ebpages.imports.actions.uploads import FAULTS
from ebpages.imports.faults import fault_sentence
from ebpages.imports.forms import MappingForm
from ebpages.imports.models import ListUpload
from ebpages.imports.preview import ENCODINGS
from ebpages.imports.tables import comparison_table
from ebpages.limits import MEGABYTE, limit
from ebpages.publish import atom
from ebpages.reference.organisation_kinds import organisation_kinds

_ROOM = 64 * 1024  # for what a form sends beside its file
TOO_LARGE = 413
MOST_ROWS = 200  # of each kind that a comparison shows


@never_cache
@csrf_exempt  # the token stands in a body that must not be read before its length is known
@require_http_methods(["GET", "HEAD", "POST"])
def lists(request: HttpRequest) -> HttpResponse:
    """Files that were handed in and lists that were imported; hands in another file."""
    reader = reader_of(request)
    if request.method != "POST":
        return _lists(request, reader)
    if _is_too_large(request):
        most = limit("upload_megabytes")
        said = _(
            "The file is larger than %(most)s MB. Give less, or import it with the command `ebpages import`."
        )
        return _lists(request, reader, said % {"most": most}, TOO_LARGE)
    if not is_our_form(request):
        return _lists(
            request, reader, _("The page was open for too long. Please choose the file again."), 403
        )
    file = request.FILES.get("file")
    if file is None:
        return _lists(request, reader, _("Choose a file first."), 400)
    try:
        upload = actions.take_upload(by=reader, file=file, name=request.POST.get("list", ""))
    except (Refused, *FAULTS) as fault:
        return _lists(request, reader, fault_sentence(fault, active_language()), 400)
    return redirect("imports:upload", upload.code)


def _is_too_large(request: HttpRequest) -> bool:
    """By what the request says of itself; more than that is not read of it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return not length.isdecimal() or int(length) > limit("upload_megabytes") * MEGABYTE + _ROOM


def _lists(request: HttpRequest, reader: Reader, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "uploads": queries.uploads(reader),
        "lists": queries.imported_lists(),
        "problem": problem,
        "most": limit("upload_megabytes"),
    }
    return render(request, "imports/lists.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """One file: how it is read, its columns, what was found in it, its import."""
    reader = reader_of(request)
    row = _found(reader, code)
    if request.method != "POST":
        return _upload(request, row)
    try:
        return _step(request, reader, row)
    except (Refused, TooManyRequests, *FAULTS) as fault:
        return _upload(request, _found(reader, code), fault_sentence(fault, active_language()), 400)


def _step(request: HttpRequest, reader: Reader, row: ListUpload) -> HttpResponse:
    step = request.POST.get("step", "")
    if step == "drop":
        actions.drop_upload(by=reader, upload=row)
        messages.success(request, _("The file was deleted."))
        return redirect("imports:lists")
    if step == "stop":
        actions.stop_work(by=reader, upload=row)
    elif step == "import":
        actions.accept_kinds(
            by=reader, upload=row, kinds=[*row.given.get("accept", ()), *request.POST.getlist("accept")]
        )
        actions.start_work(by=reader, upload=row, work=ListUpload.IMPORT)
    else:
        form = MappingForm(request.POST)
        form.full_clean()
        actions.map_upload(by=reader, upload=row, name=form.name, given=form.given(row.given, row.preview))
        if step == "check":
            actions.start_work(by=reader, upload=row, work=ListUpload.CHECK)
        else:
            messages.success(request, _("The file was read anew with what you chose."))
    return redirect("imports:upload", row.code)


def _upload(request: HttpRequest, row: ListUpload, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "upload": queries.upload_view(row),
        "job": queries.work_of_upload(row),
        "properties": queries.properties(),
        "kinds": [(kind.code, kind.name(active_language())) for kind in organisation_kinds()],
        "encodings": [(each, each) for each in ENCODINGS],
        "delimiters": [(";", _("semicolon")), (",", _("comma")), ("\t", _("tab")), ("|", _("vertical bar"))],
        "problem": problem,
    }
    return render(request, "imports/upload.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, name: str, folder: str) -> HttpResponse:
    """Asks whether an edition is to be taken back, takes it back, shows how far that is, and leads to the page of the list then."""
    view, job = queries.imported_list(name), queries.work_of_taking_back(name, folder)
    edition = next((each for each in view.editions if each.folder == folder), None) if view else None
    if edition is None and job and job.open:  # it stands aside already
        return render(request, "imports/take_back.html", {"job": job})
    if edition is None and job and job.state == "done":
        return redirect("imports:editions", name) if view else redirect("imports:lists")
    if view is None or edition is None:
        raise Http404("no such edition")
    problem = ""
    if request.method == "POST":
        try:
            if request.POST.get("step") == "stop":
                actions.stop_taking_back(by=reader_of(request), name=name, folder=folder)
            else:
                actions.start_taking_back(by=reader_of(request), name=name, folder=folder)
        except (Refused, TooManyRequests) as fault:
            problem = str(fault)
        else:
            return redirect(request.path)
    context = {
        "list": view,
        "edition": edition,
        "problem": problem,
        "job": None if job and job.state == "done" else job,
    }
    return render(request, "imports/take_back.html", context, status=400 if problem else 200)


@require_safe
def mapping_file(request: HttpRequest, code: str) -> HttpResponse:
    """The mapping as a file that the command takes."""
    view = queries.upload_view(_found(reader_of(request), code))
    response = HttpResponse(view.mapping, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{view.name}.yaml"'
    return response


@require_safe
def editions(request: HttpRequest, name: str) -> HttpResponse:
    """The editions of an imported list, and what is new, gone or changed between two of them; open to everybody."""
    found = queries.compared(name, text(request.GET, "before"), text(request.GET, "after"))
    if found is None:
        raise Http404("no such list or edition")
    view, comparison = found
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = {
        "list": view,
        "comparison": queries.in_words(comparison) if comparison else None,
        "most": MOST_ROWS,
        "downloads": file_links("imports:comparison_file", (name,), query, formats=("csv", "xlsx")),
    }
    return render(request, "imports/editions.html", context)


@require_safe
@asks_only("before", "after")
def comparison_file(request: HttpRequest, name: str, file_format: str) -> HttpResponse:
    """What is new, gone or changed between two editions, as a file."""
    found = queries.compared(name, text(request.GET, "before"), text(request.GET, "after"))
    if found is None or found[1] is None:
        raise Http404("no such list, or no two editions")
    return file_answer(comparison_table(name, found[1]), file_format)


@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """The editions of a list, for feed readers."""
    found = queries.feed_of_editions(request.build_absolute_uri("/").rstrip("/"), name)
    if found is None:
        raise Http404("no such list")
    return HttpResponse(found.write(), content_type=atom.MEDIA_TYPE)


def _found(reader: Reader, code: str) -> ListUpload:
    row = queries.find_upload(reader, code)
    if row is None:
        raise Http404("no such file")
    return row
