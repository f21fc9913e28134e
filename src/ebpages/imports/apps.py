from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "ebpages.imports"
    label = "imports"
    verbose_name = _("Imported lists")

    def ready(self) -> None:
        from django.conf import settings

        from ebpages.imports.editions import lists_root
        from ebpages.sources.catalogue import ROOTS

        ROOTS.append(lambda: lists_root(settings.EBPAGES_HOME))
