"""Keys for programs, as their owner sees them."""

from datetime import datetime

from django.utils import timezone

from ebpages.accounts.models import ApiToken
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.shapes import Me, TokenView


def tokens(reader: Reader) -> tuple[TokenView, ...]:
    """Those that can be used."""
    found = (
        ApiToken.objects.seen_by(reader).filter(ended_at=None, expires_at__gt=timezone.now()).order_by("id")
    )
    return tuple(
        TokenView(
            id=token.pk,
            name=token.name,
            prefix=token.prefix,
            scopes=tuple(token.scopes),
            made_at=_moment(token.made_at),
            expires_at=_moment(token.expires_at),
            used_at=_moment(token.used_at) if token.used_at else "",
        )
        for token in found
    )


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes")


def usable_scopes(reader: Reader) -> tuple[Permission, ...]:
    """What the person may do themselves, here or in one of their organisations."""
    return tuple(each for each in Permission if reader.may(each) or reader.where(each))


def me(reader: Reader) -> Me:
    return Me(
        code=reader.code,
        name=reader.name,
        site_roles=tuple(sorted(reader.site_roles)),
        organisations={key: tuple(sorted(roles)) for key, roles in reader.organisations.items()},
        scopes=tuple(sorted(reader.scopes or ())),
    )
