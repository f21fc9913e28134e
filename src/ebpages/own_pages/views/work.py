"""My work: one list, across capabilities, of what waits for who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import count_unread
from ebpages.accounts.readers import reader_of
from ebpages.own_pages import queries


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "items": queries.work_of(reader),
        "organisations": queries.own_organisations(reader),
        "unread": count_unread(reader),
        "imports": reader.may(Permission.IMPORT_LISTS),
        "decides": reader.may(Permission.DECIDE_CLAIMS),
        "reviews": reader.may(Permission.REVIEW_DATA),
        "administers": reader.may(Permission.OPEN_ADMINISTRATION),
        "lacks_second_factor": reader.lacks_second_factor,
    }
    return render(request, "own_pages/work.html", context)
