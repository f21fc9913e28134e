from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ebpages.accounts"
    label = "accounts"
