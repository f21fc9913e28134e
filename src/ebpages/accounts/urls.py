from django.urls import path

from ebpages.accounts import views
from ebpages.accounts.access import open_to_everybody

app_name = "accounts"

urlpatterns = [
    path("rights/", views.rights, name="rights"),
]

ACCESS = open_to_everybody("rights")
