from django.urls import path

from ebpages.mapping import views

app_name = "mapping"

urlpatterns = [
    path("observatory/mapping/", views.overview, name="overview"),
    path("observatory/mapping/<slug:panel>/", views.panel, name="panel"),
    path(
        "observatory/mapping/<slug:panel>/download.<table:file_format>",
        views.panel_file,
        name="panel_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/citation.<citation:file_format>",
        views.panel_citation,
        name="panel_citation",
    ),
    path("observatory/mapping/<slug:panel>/regions/<str:region>/", views.region, name="region"),
    path(
        "observatory/mapping/<slug:panel>/regions/<str:region>/download.<table_or_picture:file_format>",
        views.region_file,
        name="region_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/regions/<str:region>/citation.<citation:file_format>",
        views.region_citation,
        name="region_citation",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/",
        views.industry,
        name="industry",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/download.<table_or_picture:file_format>",
        views.industry_file,
        name="industry_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/citation.<citation:file_format>",
        views.industry_citation,
        name="industry_citation",
    ),
    path(
        "observatory/mapping/<slug:panel>/cells/<str:region>/<str:industry>/",
        views.cell,
        name="cell",
    ),
    path("observatory/mapping/<slug:panel>/compare/", views.comparison, name="comparison"),
    path(
        "observatory/mapping/<slug:panel>/compare/download.<table:file_format>",
        views.comparison_file,
        name="comparison_file",
    ),
    path("observatory/mapping/<slug:panel>/rules/", views.rules, name="rules"),
    path(
        "observatory/mapping/<slug:panel>/rules/download.<table:file_format>",
        views.rules_file,
        name="rules_file",
    ),
    path("observatory/mapping/<slug:panel>/findings/", views.findings, name="findings"),
]
