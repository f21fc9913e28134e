"""The site as a Django application: base templates, static files, catalogues."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "ebpages.site"
    label = "site"
    verbose_name = "E-Business Pages"
