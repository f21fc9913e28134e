"""Addresses of cluster mapping. Its views stand on NumPy, SciPy, pyarrow and DuckDB: they are imported with the first page of a
panel, so that a worker that serves only the registry never loads them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ebpages.registry.one_build import read_only


def view(name: str) -> Callable[..., HttpResponse]:
    """A page of `views`, all of which only read."""

    def answer(request: HttpRequest, **parts: str) -> HttpResponse:
        from ebpages.mapping import views

        answered: HttpResponse = getattr(views, name)(request, **parts)
        return answered

    return read_only(answer)


app_name = "mapping"

_PANEL = "observatory/mapping/<slug:panel>/"
_CITED = {
    "panel": "",
    "region": "regions/<str:region>/",
    "industry": "industries/<str:industry>/",
    "cell": "cells/<str:region>/<str:industry>/",
    "comparison": "compare/",
    "rules": "rules/",
}  # name of the address of a page that can be cited -> its part below the panel's

urlpatterns = [
    path("observatory/mapping/", view("overview"), name="overview"),
    path("observatory/mapping/<slug:panel>/", view("panel"), name="panel"),
    path(
        "observatory/mapping/<slug:panel>/download.<table:file_format>",
        view("panel_file"),
        name="panel_file",
    ),
    path("observatory/mapping/<slug:panel>/regions/<str:region>/", view("region"), name="region"),
    path(
        "observatory/mapping/<slug:panel>/regions/<str:region>/download.<table_or_picture:file_format>",
        view("region_file"),
        name="region_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/",
        view("industry"),
        name="industry",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/download.<table_or_picture:file_format>",
        view("industry_file"),
        name="industry_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/cells/<str:region>/<str:industry>/",
        view("cell"),
        name="cell",
    ),
    path("observatory/mapping/<slug:panel>/compare/", view("comparison"), name="comparison"),
    path(
        "observatory/mapping/<slug:panel>/compare/download.<table:file_format>",
        view("comparison_file"),
        name="comparison_file",
    ),
    path("observatory/mapping/<slug:panel>/rules/", view("rules"), name="rules"),
    path(
        "observatory/mapping/<slug:panel>/rules/download.<table:file_format>",
        view("rules_file"),
        name="rules_file",
    ),
    path("observatory/mapping/<slug:panel>/findings/", view("findings"), name="findings"),
]
urlpatterns += [
    path(
        f"{_PANEL}{place}citation.<citation:file_format>",
        view("citation_file"),
        {"cited_page": page},
        name=f"{page}_citation",
    )
    for page, place in _CITED.items()
]
