from django.urls import path
from ebpages.fairs import views

app_name = "fairs"

urlpatterns = [
    path("fairs/", views.fairs, name="fairs"),
    path("fairs/download.<table:file_format>", views.fairs_file, name="fairs_file"),
]
