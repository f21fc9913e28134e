from django.urls import path

from ebpages.accounts import views
from ebpages.accounts.access import SIGNED_IN, open_to_everybody

app_name = "accounts"

urlpatterns = [
    path("rights/", views.rights, name="rights"),
    path("my/notices/", views.notices, name="notices"),
    path("my/notices/read/", views.read, name="read"),
    path("notices/stop/<str:signed>/", views.stop_mail, name="stop_mail"),
]

ACCESS = open_to_everybody("rights stop_mail") | dict.fromkeys(("notices", "read"), SIGNED_IN)
