"""Django's settings, for development and production alike; what differs comes from the environment."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from ebpages.faces.capabilities import CAPABILITIES
from ebpages.site.environment import read_environment
from ebpages.site.security import content_security_policy

ENVIRONMENT = read_environment()
EBPAGES_HOME = ENVIRONMENT.home
EBPAGES_RATE = ENVIRONMENT.rate
EBPAGES_PROXIES = ENVIRONMENT.proxies
EBPAGES_NETWORK_IPV4 = ENVIRONMENT.network_ipv4
EBPAGES_NETWORK_IPV6 = ENVIRONMENT.network_ipv6
EBPAGES_METRICS_FROM = ENVIRONMENT.metrics_from
EBPAGES_METRICS_TOKEN = ENVIRONMENT.metrics_token
EBPAGES_SECURITY_CONTACT = ENVIRONMENT.security_contact
EBPAGES_DEMONSTRATION = ENVIRONMENT.demonstration
EBPAGES_SECOND_FACTOR = ENVIRONMENT.second_factor
EBPAGES_RETENTION = ENVIRONMENT.retention
EBPAGES_SEARCH_INDEX = EBPAGES_HOME / "search"

SITE = Path(__file__).parent
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.former_secret_keys)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "ebpages.site.urls"
WSGI_APPLICATION = "ebpages.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "ebpages.site",
    *(f"ebpages.{name}" for name in reversed(CAPABILITIES)),
    "ebpages.accounts",
    "ebpages.jobs",
    "ebpages.search",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "csp",
    "django_htmx",
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "ebpages.site.access_log.access_log",
    "ebpages.site.as_of.AsOf",
    "ebpages.site.addresses.without_content",
    "django.middleware.security.SecurityMiddleware",
    "ebpages.site.security.permissions_policy",
    "ebpages.site.security.https_for_programs",
    "csp.middleware.CSPMiddleware",
    "ebpages.accounts.guard.keep_private",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ebpages.site.addresses.VisitorsLanguage",
    "ebpages.site.addresses.refuse_unreadable",
    "ebpages.site.open_api.open_api",
    "ebpages.site.rate_limit.rate_limit",
    "django.middleware.common.CommonMiddleware",
    "ebpages.site.reader_band.reader_band",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "ebpages.site.addresses.RefuseUnreadableForms",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ebpages.site.rate_limit.changes_of_one",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ebpages.accounts.guard.Guard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ebpages.site.out_of_order.out_of_order",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "ebpages.registry.context.registry",
                "ebpages.site.context.state_of_site",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "ebpages.site.sqlite",
    "NAME": EBPAGES_HOME / "ebpages.sqlite3",
    "CONN_MAX_AGE": 60,  # seconds: to open it takes as long as to answer from what is kept
    "OPTIONS": {
        "timeout": 20,  # seconds a writer waits for another one
        "transaction_mode": "IMMEDIATE",  # a transaction that read first would otherwise fail when it comes to write
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}
DATABASES = {
    "default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=60, conn_health_checks=True)
    if ENVIRONMENT.database_url
    else SQLITE
}
DATABASE_ROUTERS = ["ebpages.registry.earlier.Router"]

# allauth counts in the default one how often somebody tries; what was counted holds for all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_sharedcache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "own_memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
EBPAGES_KEPT = 16_000_000  # bytes of answers that each process keeps in memory

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Tasks without parameters that `ebpages work` puts into the queue again and again, and how often.
EBPAGES_REPEATED_TASKS = {
    "ebpages.jobs.worker.tidy": timedelta(hours=1),
    "ebpages.open_data.actions.make_edition_in_background": timedelta(hours=1),
    "ebpages.accounts.actions.mail.deliver": timedelta(minutes=1),
    "ebpages.accounts.actions.notices.send_digests": timedelta(hours=1),
    "ebpages.own_pages.actions.tidying.tidy": timedelta(days=1),
    "ebpages.accounts.actions.retention.tidy": timedelta(hours=1),
    "ebpages.exchange.actions.life.end_profiles": timedelta(hours=1),
    "ebpages.exchange.actions.case_reminders.remind_of_cases": timedelta(hours=1),
    "ebpages.exchange.actions.meanings.work_out_meanings": timedelta(minutes=10),
    "ebpages.exchange.actions.watching.send_watches": timedelta(hours=1),
    "ebpages.living.actions.fetching.fetch_due": timedelta(hours=1),
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- people -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "ebpages.accounts.passwords.NotOfOurWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "own_pages:my_work"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "registry:home"

# The prefix binds a cookie to this host and to HTTPS, so that no neighbouring host can set it.
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.https else "csrftoken"
SESSION_ENGINE = "ebpages.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # seconds, from sign-in on
EBPAGES_SESSION_IDLE = (
    12 * 3600
)  # seconds without a request; what is sensitive asks for the password after five minutes
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ACCOUNT_ADAPTER = "ebpages.accounts.adapter.Adapter"
ACCOUNT_FORMS = {"signup": "ebpages.accounts.forms.SignupForm"}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session stays, all others end
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "ebpages.accounts.display.name_of"
# Codes that are typed in: nothing is confirmed by opening a link, which mail scanners do too.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600  # seconds; a reset's code is good for three minutes
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
# Beside allauth's own: a code may be asked for again, since the owner of an address may come after a stranger who typed it in.
ACCOUNT_RATE_LIMITS = {"confirm_email": "3/10m/key", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# Whoever signs in through the server of an organisation comes to the account of the same address, if that server has confirmed it.
SOCIALACCOUNT_ADAPTER = "ebpages.accounts.adapter.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if ENVIRONMENT.sign_in_provider:
    INSTALLED_APPS += [
        "allauth.socialaccount.providers.openid_connect"
    ]  # loads `requests`: 8 MB of each worker
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "organisation",
            "name": ENVIRONMENT.sign_in_provider.name,
            "client_id": ENVIRONMENT.sign_in_provider.client,
            "secret": ENVIRONMENT.sign_in_provider.secret,
            "settings": {"server_url": ENVIRONMENT.sign_in_provider.server},
        }
    ]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "ebpages.accounts.forms.AddKeyForm",
    "edit_webauthn": "ebpages.accounts.forms.RenameKeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.https  # browsers themselves allow it on localhost only
MFA_TOTP_ISSUER = "E-Business Pages"

# --- e-mail -------------------------------------------------------------------------------------------------------

EBPAGES_ADDRESS = ENVIRONMENT.address
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from
EMAIL_TIMEOUT = 20  # seconds
if ENVIRONMENT.mail_server:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail_server.host, ENVIRONMENT.mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_server.user, ENVIRONMENT.mail_server.password
    EMAIL_USE_SSL = ENVIRONMENT.mail_server.encryption == "tls"
    EMAIL_USE_TLS = ENVIRONMENT.mail_server.encryption == "starttls"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = EBPAGES_HOME / "mail"

# --- languages ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "bg"
LANGUAGES = [("bg", _("Bulgarian")), ("en", _("English"))]
LOCALE_PATHS = [SITE / "locale"]
FORMAT_MODULE_PATH = "ebpages.site.formats"
LANGUAGE_COOKIE_NAME = "__Host-language" if ENVIRONMENT.https else "django_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Sofia"

# --- static files -------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = EBPAGES_HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ebpages.site.chart_bundle.ChartBundleFinder",
]
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}

WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "gz",
    "br",
    "map",
    "png",
    "jpg",
    "webp",
    "woff2",
    "zip",
    "xlsx",
    "parquet",
]

# --- what the browser is told -------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": content_security_policy(
        https=ENVIRONMENT.https,
        sign_in_at=ENVIRONMENT.sign_in_provider.server if ENVIRONMENT.sign_in_provider else "",
    )
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ebpages.site.errors.forbidden"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE = ENVIRONMENT.https
SECURE_SSL_REDIRECT = ENVIRONMENT.https
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|healthz|metrics)$", r"^api/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENVIRONMENT.https else 0
if ENVIRONMENT.https and ENVIRONMENT.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What subdomains do and the browsers' preload list are for the domain's owner to decide; our own pages may frame ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

# --- what the operator reads --------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "ebpages.site.access_log.WithReference"}},
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message} [{reference}]",
            "style": "{",
            "datefmt": "%Y-%m-%d %H:%M:%S%z",
        },
        "json": {"()": "ebpages.site.access_log.JsonLines"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": ENVIRONMENT.log, "filters": ["reference"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "ebpages": {"level": "DEBUG" if DEBUG else "INFO"},
        "django.request": {"level": "ERROR"},  # a page that does not exist is the visitor's affair
        "django.security": {"level": "CRITICAL"},  # so are unknown hosts and questions that are too long
    },
}
