"""The site's settings as the tests use them: no collected static files, no rate limit, no slow hashing."""

from ebpages.site.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EBPAGES_RATE = 0
INSTALLED_APPS = [*INSTALLED_APPS, "allauth.socialaccount.providers.openid_connect", "tests.samples.offers"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 takes half a second each time
