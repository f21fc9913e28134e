from django.urls import path

from ebpages.mapping import views

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
    path("observatory/mapping/", views.overview, name="overview"),
    path("observatory/mapping/<slug:panel>/", views.panel, name="panel"),
    path(
        "observatory/mapping/<slug:panel>/download.<str:file_format>",
        views.panel_file,
        name="panel_file",
    ),
    path("observatory/mapping/<slug:panel>/regions/<str:region>/", views.region, name="region"),
    path(
        "observatory/mapping/<slug:panel>/regions/<str:region>/download.<str:file_format>",
        views.region_file,
        name="region_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/",
        views.industry,
        name="industry",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/download.<str:file_format>",
        views.industry_file,
        name="industry_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/cells/<str:region>/<str:industry>/",
        views.cell,
        name="cell",
    ),
    path("observatory/mapping/<slug:panel>/compare/", views.comparison, name="comparison"),
    path(
        "observatory/mapping/<slug:panel>/compare/download.<str:file_format>",
        views.comparison_file,
        name="comparison_file",
    ),
    path("observatory/mapping/<slug:panel>/rules/", views.rules, name="rules"),
    path(
        "observatory/mapping/<slug:panel>/rules/download.<str:file_format>",
        views.rules_file,
        name="rules_file",
    ),
    path("observatory/mapping/<slug:panel>/findings/", views.findings, name="findings"),
]
urlpatterns += [
    path(f"{_PANEL}{place}citation.<str:file_format>", views.citation_file, {"cited_page": page})
    for page, place in _CITED.items()
]
