"""What an address asks of who opens it. An address that says nothing is open to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from ebpages.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Access:
    """permission: what must be allowed; None for everybody. organisation: the part of the address that names for which organisation.

    A permission of one organisation without such a part is asked for at any of the reader's organisations.
    or_else: another permission that is enough; a key for programs may have either alone among its scopes.
    confirmed: whoever has not lately given their password or second factor in this session is asked for it before.
    """

    permission: Permission | None
    organisation: str = ""
    or_else: Permission | None = None
    confirmed: bool = False


EVERYBODY = Access(None)
SIGNED_IN = Access(Permission.OWN_ACCOUNT)
CONFIRMED = Access(Permission.OWN_ACCOUNT, confirmed=True)
# Names of addresses within a room -> what they ask. "POST name" stands before "name" for requests that change something.
AccessTable = Mapping[str, Access]


def open_to_everybody(names: str) -> dict[str, Access]:
    """names: parted by spaces."""
    return dict.fromkeys(names.split(), EVERYBODY)
