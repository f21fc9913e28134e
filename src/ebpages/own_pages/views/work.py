"""My work: what waits for who is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    return render(request, "own_pages/work.html")
