from django.urls import path

from ebpages.accounts import views
from ebpages.accounts.access import CONFIRMED, SIGNED_IN, Access, open_to_everybody
from ebpages.accounts.permissions import Permission
from ebpages.faces import converters  # noqa: F401 - what <table:…> stands for, also for who asks for ACCESS first

app_name = "accounts"

urlpatterns = [
    path("rights/", views.rights, name="rights"),
    path("my/audit/", views.audit, name="audit"),
    path("my/audit/download.<table:file_format>", views.audit_file, name="audit_file"),
    path("my/tokens/", views.tokens, name="tokens"),
    path("my/tokens/<int:token>/end/", views.end_token, name="end_token"),
    path("my/notices/", views.notices, name="notices"),
    path("my/notices/read/", views.read, name="read"),
    path("notices/stop/<str:signed>/", views.stop_mail, name="stop_mail"),
    path("my/kept-form/", views.kept_form, name="kept_form"),
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
    **dict.fromkeys(
        (
            "account",
            "kept_form",
            "notices",
            "read",
            "audit",
            "end_token",
            "api:me",
            "api:account",
            "api:notices",
            "api:read_notices",
        ),
        SIGNED_IN,
    ),
    **dict.fromkeys(("export", "delete", "audit_file", "tokens"), CONFIRMED),
    # as the file of it: programs with a key read it, and a session that was left open gives away no more than its page
    "api:audit": Access(Permission.OWN_ACCOUNT, or_else=Permission.READ_AUDIT, confirmed=True),
    **dict.fromkeys(("mail", "one_mail"), Access(Permission.READ_MAIL, confirmed=True)),
}
