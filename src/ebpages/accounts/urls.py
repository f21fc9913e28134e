from django.urls import path

from ebpages.accounts import views
from ebpages.accounts.access import SIGNED_IN, open_to_everybody
from ebpages.faces import converters  # noqa: F401 - what <table:…> stands for, also for who asks for ACCESS first

app_name = "accounts"

urlpatterns = [
    path("rights/", views.rights, name="rights"),
    path("my/audit/", views.audit, name="audit"),
    path("my/audit/download.<table:file_format>", views.audit_file, name="audit_file"),
    path("my/tokens/", views.tokens, name="tokens"),
    path("my/tokens/<int:token>/end/", views.end_token, name="end_token"),
]

ACCESS = {
    **open_to_everybody("rights"),
    **dict.fromkeys(("audit", "audit_file", "tokens", "end_token", "api:me", "api:audit"), SIGNED_IN),
}
