from django.urls import path

from ebpages.registry import views

app_name = "registry"

urlpatterns = [
    path("", views.home, name="home"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/download.<table:file_format>", views.organisations_file, name="organisations_file"),
    path(
        "organisations/citation.<citation:file_format>",
        views.organisations_citation,
        name="organisations_citation",
    ),
    path("organisations/for-me/", views.for_me, name="for_me"),
    path("organisations/<slug:public_id>/", views.organisation, name="organisation"),
    path(
        "organisations/<slug:public_id>/citation.<citation:file_format>",
        views.organisation_citation,
        name="organisation_citation",
    ),
    path("findings/", views.findings, name="findings"),
    path("findings/differences/", views.differences, name="differences"),
    path(
        "findings/differences/download.<table:file_format>", views.differences_file, name="differences_file"
    ),
    path(
        "findings/differences/citation.<citation:file_format>",
        views.differences_citation,
        name="differences_citation",
    ),
    path("findings/download.<table:file_format>", views.findings_file, name="findings_file"),
    path("findings/citation.<citation:file_format>", views.findings_citation, name="findings_citation"),
    path("sources/statements.<table:file_format>", views.statements_file, name="statements_file"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("sources/<slug:slug>/download.<table:file_format>", views.source_file, name="source_file"),
    path("sources/<slug:slug>/<slug:key>/", views.record, name="record"),
    path("method/", views.method, name="method"),
]
