from django.urls import path

from ebpages.observatory import views

app_name = "observatory"

urlpatterns = [
    path("observatory/", views.observatory, name="observatory"),
    path("observatory/figures/<slug:figure_id>/", views.figure, name="figure"),
    path("observatory/figures/<slug:figure_id>/records/", views.behind, name="behind"),
    path("observatory/figures/<slug:figure_id>/embed/", views.embed, name="embed"),
    path("observatory/figures/<slug:figure_id>/chart.json", views.chart_specification, name="chart"),
    path(
        "observatory/figures/<slug:figure_id>/download.<str:file_format>",
        views.figure_file,
        name="figure_file",
    ),
    path("observatory/claims/", views.claims, name="claims"),
    path("observatory/claims/download.<str:file_format>", views.claims_file, name="claims_file"),
    path("observatory/statistics/", views.statistics, name="statistics"),
    path("observatory/statistics/<str:code>/", views.dataset, name="dataset"),
    path(
        "observatory/statistics/<str:code>/download.<str:file_format>",
        views.dataset_file,
        name="dataset_file",
    ),
    path("observatory/mapping/", views.mapping, name="mapping"),
    path("observatory/mapping/<slug:panel>/", views.mapping_panel, name="mapping_panel"),
    path(
        "observatory/mapping/<slug:panel>/download.<str:file_format>",
        views.mapping_panel_file,
        name="mapping_panel_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/regions/<str:region>/", views.mapping_region, name="mapping_region"
    ),
    path(
        "observatory/mapping/<slug:panel>/regions/<str:region>/download.<str:file_format>",
        views.mapping_region_file,
        name="mapping_region_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/",
        views.mapping_industry,
        name="mapping_industry",
    ),
    path(
        "observatory/mapping/<slug:panel>/industries/<str:industry>/download.<str:file_format>",
        views.mapping_industry_file,
        name="mapping_industry_file",
    ),
    path(
        "observatory/mapping/<slug:panel>/cells/<str:region>/<str:industry>/",
        views.mapping_cell,
        name="mapping_cell",
    ),
    path("observatory/mapping/<slug:panel>/compare/", views.mapping_comparison, name="mapping_comparison"),
    path(
        "observatory/mapping/<slug:panel>/compare/download.<str:file_format>",
        views.mapping_comparison_file,
        name="mapping_comparison_file",
    ),
    path("observatory/mapping/<slug:panel>/rules/", views.mapping_rules, name="mapping_rules"),
    path(
        "observatory/mapping/<slug:panel>/rules/download.<str:file_format>",
        views.mapping_rules_file,
        name="mapping_rules_file",
    ),
    path("observatory/mapping/<slug:panel>/findings/", views.mapping_findings, name="mapping_findings"),
    path("observatory/report/", views.report, name="report"),
]
