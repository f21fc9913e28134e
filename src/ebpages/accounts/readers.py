"""Who asks a request: the person of its session or token, with the roles that stand at this moment."""

import logging
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from ebpages.accounts.models import ApiToken, Person, RoleGrant
from ebpages.accounts.reader import VISITOR, Reader
from ebpages.faces.fair_share import client_address, network_of

logger = logging.getLogger(__name__)

_BEARER = "Bearer "
USED_EVERY = 60  # seconds between two notes of when a token was used last


def reader_of(request: HttpRequest) -> Reader:
    """The same for the whole of a request. A request without session and token asks no database.

    The API goes by a token where one is sent, whoever is signed in beside it.
    """
    found = getattr(request, "reader", None)
    if found is None:
        by_token = request.path_info.startswith("/api/") and "Authorization" in request.headers
        found = _of_token(request) if by_token else _of_session(request)
        request.reader = found
    return found


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _of_session(request: HttpRequest) -> Reader:
    if not has_session(request) or not request.user.is_authenticated:
        return VISITOR
    return reader_for(request.user, origin=_origin(request))


def _of_token(request: HttpRequest) -> Reader:
    given = request.headers.get("Authorization", "")
    if not given.startswith(_BEARER):
        return VISITOR
    now = timezone.now()
    tokens = ApiToken.objects.for_writing().filter(
        fingerprint=fingerprint_of(given.removeprefix(_BEARER).strip()), ended_at=None, expires_at__gt=now
    )
    token = tokens.select_related("person").first()
    if token is None or not token.person.is_active:
        logger.warning("a key was sent that opens nothing")
        return VISITOR
    if token.used_at is None or (now - token.used_at).total_seconds() > USED_EVERY:
        tokens.update(used_at=now)
    return reader_for(token.person, origin=_origin(request), scopes=frozenset(token.scopes))


def reader_for(person: Person, *, origin: str = "", scopes: frozenset[str] | None = None) -> Reader:
    """A person with their roles now: of an organisation that was merged, for its heir."""
    if not person.is_active:
        return VISITOR
    standing = RoleGrant.objects.for_writing().filter(person=person, ended_at=None)
    organisations: dict[str, frozenset[str]] = {}
    site_roles: set[str] = set()
    for role, organisation, heir in standing.values_list("role", "organisation", "organisation__heir"):
        if organisation is None:
            site_roles.add(role)
        else:
            there = heir or organisation
            organisations[there] = organisations.get(there, frozenset()) | {role}
    held = site_roles.union(*organisations.values())
    lacks = (
        bool(held & settings.EBPAGES_SECOND_FACTOR) and not Authenticator.objects.filter(user=person).exists()
    )
    return Reader(
        person=person.pk,
        code=person.code,
        name=person.get_full_name(),
        site_roles=frozenset(site_roles),
        organisations=organisations,
        scopes=scopes,
        lacks_second_factor=lacks,
        origin=origin,
    )


def fingerprint_of(token: str) -> str:
    """As it is stored. Tokens are random and long: no slow function is needed."""
    return sha256(token.encode()).hexdigest()


def _origin(request: HttpRequest) -> str:
    return network_of(client_address(request))
