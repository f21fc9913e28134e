from django.urls import path

from ebpages.imports import views

app_name = "imports"

urlpatterns = [
    path("lists/<slug:name>/", views.editions, name="editions"),
    path("lists/<slug:name>/changes.<table:file_format>", views.comparison_file, name="comparison_file"),
    path("lists/<slug:name>/editions.atom", views.feed, name="feed"),
    path("agency/lists/", views.lists, name="lists"),
    path("agency/lists/<slug:name>/editions/<str:folder>/take-back/", views.take_back, name="take_back"),
    path("agency/lists/<slug:code>/", views.upload, name="upload"),
    path("agency/lists/<slug:code>/mapping.yaml", views.mapping_file, name="mapping_file"),
]
