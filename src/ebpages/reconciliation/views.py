"""A page for who has a list of names and no program for it, and the small page that programs show of one organisation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ebpages.faces.file_answers import file_answer
from ebpages.faces.frames import framed_by_anybody
from ebpages.faces.language import active_language
from ebpages.reconciliation import queries
from ebpages.reconciliation.question import LONGEST_TEXT, MOST_QUERIES
from ebpages.reconciliation.tables import reconciled_table
from ebpages.registry.one_build import read_only
from ebpages.registry.queries import MergedInto, organisation

FILES = ("csv", "xlsx")


@csrf_exempt  # it only reads, for everybody alike, and a visitor's page sets no cookie
@require_http_methods(["GET", "HEAD", "POST"])
def reconcile(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("names", "")
    names = [line.replace("\x00", " ").strip() for line in typed.splitlines()]
    names = [name for name in names if name]
    problem = _problem(names) if request.method == "POST" else ""
    wanted = request.POST.get("format", "")
    site = request.build_absolute_uri("/").rstrip("/")
    if not problem and wanted in FILES:
        return file_answer(reconciled_table(names, site=site), wanted)
    context = {
        "typed": typed[: MOST_QUERIES * LONGEST_TEXT],
        "problems": [("names", problem)] if problem else [],
        "reconciled": () if problem else tuple(queries.reconcile(names)),
        "service": f"{site}/api/reconcile/{active_language()}",
        "most": MOST_QUERIES,
        "files": FILES,
    }
    return render(request, "reconciliation/reconcile.html", context, status=400 if problem else 200)


def _problem(names: list[str]) -> str:
    if not names:
        return _("Type at least one name.")
    if len(names) > MOST_QUERIES:
        told = _(
            "These are %(count)s names; at most %(most)s are compared at once. Leave the others for the next time."
        )
        return told % {"count": len(names), "most": MOST_QUERIES}
    if longest := max((name for name in names if len(name) > LONGEST_TEXT), key=len, default=""):
        told = _("A name has at most %(most)s characters; this line has %(count)s: %(begins)s…")
        return told % {"most": LONGEST_TEXT, "count": len(longest), "begins": longest[:40]}
    return ""


@framed_by_anybody
@read_only
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What programs that reconcile show beside a candidate, within a frame of theirs."""
    view = organisation(public_id, timezone.localdate())
    if isinstance(view, MergedInto):
        view = organisation(view.id, timezone.localdate())
    if view is None or isinstance(view, MergedInto):
        raise Http404("no such organisation")
    return render(request, "reconciliation/preview.html", {"organisation": view})
