from django.urls import path

from ebpages.living import views

app_name = "living"

urlpatterns = [
    path("living-sources/", views.sources, name="sources"),
    path("living-sources/clusters/", views.clusters, name="clusters"),
    path("living-sources/clusters/download.<table:file_format>", views.clusters_file, name="clusters_file"),
    path("living-sources/<slug:name>/", views.source, name="source"),
]
