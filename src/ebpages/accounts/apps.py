from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "ebpages.accounts"
    label = "accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from ebpages.accounts import sign_in_log  # noqa: F401 - hears signals
