"""Who may open what: every address of the site, put together from what its rooms say of theirs."""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.urls import URLPattern, URLResolver

from ebpages.accounts import urls as accounts
from ebpages.accounts.access import SIGNED_IN, Access, open_to_everybody
from ebpages.accounts.admin import administration as site_of_administration
from ebpages.accounts.permissions import Permission
from ebpages.faces.capabilities import capabilities

_OWN = open_to_everybody(
    "entrance livez readyz healthz metrics robots security sitemap sitemap_part api:api-root api:openapi-json api:openapi-view "
    "jobs:job jobs:job_file jobs:stop jobs:again"
)
# allauth asks for itself who is signed in, and for the password again; what is listed as open is for who is not.
_OF_ALLAUTH = open_to_everybody(
    "account_login account_signup account_logout account_inactive account_reset_password account_complete_password_reset "
    "account_password_reset_completed account_confirm_password_reset_code account_confirm_login_code "
    "account_email_verification_sent mfa_authenticate mfa_login_webauthn "
    "openid_connect_login openid_connect_callback socialaccount_login_cancelled socialaccount_login_error socialaccount_signup"
) | dict.fromkeys(
    [
        "account_confirm_reauthentication_code",
        "account_request_reauthentication_code",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "socialaccount_connections",
        "usersessions_list",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    ],
    SIGNED_IN,
)


_ADMINISTRATION = Access(Permission.OPEN_ADMINISTRATION)


def access_table() -> Mapping[str, Access]:
    """Name of an address, with its namespace -> what it asks. "POST name" goes before "name" for what changes something."""
    own = dict(_OWN)
    if settings.DEBUG:
        own |= open_to_everybody("components", "component")
    administration = {
        f"administration:{name}": _ADMINISTRATION for name in _names(site_of_administration.get_urls())
    }
    of_people = dict(_named("accounts", accounts.ACCESS))
    if settings.EBPAGES_DEMONSTRATION:
        of_people |= open_to_everybody("accounts:mail accounts:one_mail")
    return {**own, **administration, **_OF_ALLAUTH, **of_people, **dict(_of_capabilities())}


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        else:
            yield pattern.name or pattern.lookup_str


def _of_capabilities() -> Iterator[tuple[str, Access]]:
    for capability in capabilities():
        yield from _named(capability.name, capability.access)


def _named(room: str, table: Mapping[str, Access]) -> Iterator[tuple[str, Access]]:
    for name, access in table.items():
        method, _, bare = name.rpartition(" ")
        full = bare if bare.startswith("api:") else f"{room}:{bare}"
        yield (f"{method} {full}" if method else full), access
