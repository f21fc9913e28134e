"""The page of fairs, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ebpages.fairs.queries import fair_views
from ebpages.fairs.tables import fairs_table

from ebpages.faces.file_answers import file_answer
from ebpages.publish.tables import FORMATS
from ebpages.registry.one_build import read_only


@read_only
def fairs(request: HttpRequest) -> HttpResponse:
    downloads = [(f.upper(), reverse("fairs:fairs_file", args=[f])) for f in FORMATS]
    return render(request, "fairs/fairs.html", {"fairs": fair_views(), "downloads": downloads})


@read_only
def fairs_file(request: HttpRequest, file_format: str) -> HttpResponse:
    return file_answer(fairs_table(), file_format)
