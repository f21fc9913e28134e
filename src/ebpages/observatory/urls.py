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
        "observatory/figures/<slug:figure_id>/download.<table_or_picture:file_format>",
        views.figure_file,
        name="figure_file",
    ),
    path(
        "observatory/figures/<slug:figure_id>/citation.<citation:file_format>",
        views.figure_citation,
        name="figure_citation",
    ),
    path("observatory/claims/", views.claims, name="claims"),
    path("observatory/claims/download.<table:file_format>", views.claims_file, name="claims_file"),
    path("observatory/claims/citation.<citation:file_format>", views.claims_citation, name="claims_citation"),
    path("observatory/statistics/", views.statistics, name="statistics"),
    path("observatory/statistics/<str:code>/", views.dataset, name="dataset"),
    path(
        "observatory/statistics/<str:code>/download.<table:file_format>",
        views.dataset_file,
        name="dataset_file",
    ),
    path("observatory/report/", views.report, name="report"),
]
