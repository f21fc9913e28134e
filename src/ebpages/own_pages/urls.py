from django.urls import path

from ebpages.own_pages import views

app_name = "own_pages"

urlpatterns = [
    path("my/", views.my_work, name="my_work"),
]
