from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LivingConfig(AppConfig):
    name = "ebpages.living"
    label = "living"
    verbose_name = _("Living sources")
