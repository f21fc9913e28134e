"""Every address of the site. Pages stand under their language; `/` leads to the visitor's own."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from ebpages.accounts.admin import administration
from ebpages.faces import converters  # noqa: F401 - what <table:…> and <citation:…> of every capability's addresses stand for
from ebpages.faces.capabilities import CAPABILITIES
from ebpages.site.api import api
from ebpages.site.entrances import home, robots, security, sitemap, sitemap_part
from ebpages.site.health import healthz, livez, prometheus, readyz
from ebpages.site.styleguide import components

urlpatterns = [
    path("", home, name="entrance"),
    path("api/", api.urls),
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("healthz", healthz, name="healthz"),
    path("metrics", prometheus, name="metrics"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", sitemap_part, name="sitemap_part"),
    *i18n_patterns(
        *(path("", include(f"ebpages.{name}.urls")) for name in CAPABILITIES),
        path("", include("ebpages.jobs.urls")),
        path("", include("ebpages.accounts.urls")),
        path("administration/", administration.urls),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("account/sessions/", include("allauth.usersessions.urls")),
        path("account/connections/", include("allauth.socialaccount.urls")),
    ),
]

if apps.is_installed("allauth.socialaccount.providers.openid_connect"):
    urlpatterns.append(
        path("", include("allauth.socialaccount.providers.openid_connect.urls"))
    )  # one address for both languages

if settings.DEBUG:
    urlpatterns += i18n_patterns(
        path("components/", components, name="components"),
        path("components/<slug:name>/", components, name="component"),
    )

handler400 = "ebpages.site.errors.bad_request"
handler403 = "ebpages.site.errors.forbidden"
handler404 = "ebpages.site.errors.not_found"
handler500 = "ebpages.site.errors.server_error"
