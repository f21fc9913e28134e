from django.urls import path

from ebpages.accounts import views
from ebpages.accounts.access import SIGNED_IN, Access, open_to_everybody
from ebpages.accounts.permissions import Permission

app_name = "accounts"

urlpatterns = [
    path("rights/", views.rights, name="rights"),
    path("my/notices/", views.notices, name="notices"),
    path("my/notices/read/", views.read, name="read"),
    path("notices/stop/<str:signed>/", views.stop_mail, name="stop_mail"),
    path("my/account/", views.account, name="account"),
    path("my/account/export/", views.export, name="export"),
    path("my/account/delete/", views.delete, name="delete"),
    path("account/gone/", views.gone, name="gone"),
    path("account/enter/", views.enter, name="enter"),
    path("agency/mail/", views.mail, name="mail"),
    path("agency/mail/<int:number>/", views.one_mail, name="one_mail"),
]

ACCESS = {
    **open_to_everybody("rights gone enter stop_mail"),
    **dict.fromkeys(("account", "export", "delete", "notices", "read"), SIGNED_IN),
    **dict.fromkeys(("mail", "one_mail"), Access(Permission.READ_MAIL)),
}
