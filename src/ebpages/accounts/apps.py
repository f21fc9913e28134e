from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ebpages.accounts"
    label = "accounts"

    def ready(self) -> None:
        from ebpages.accounts import sign_in_log  # noqa: F401 - hears signals
