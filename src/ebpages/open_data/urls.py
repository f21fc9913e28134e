from django.urls import path

from ebpages.open_data import views

app_name = "open_data"

urlpatterns = [
    path("data/", views.data, name="data"),
    path("organisations/news.atom", views.news, name="news"),
]
