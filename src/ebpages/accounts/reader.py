"""Who asks: the one thing that every query of private rows and every action is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ebpages.accounts.permissions import OF_EVERYBODY_SIGNED_IN, OF_ONE_ORGANISATION, Permission
from ebpages.accounts.roles import BY_NAME


@dataclass(frozen=True, slots=True)
class Reader:
    """A person with the roles that stand at this moment, or a visitor.

    person: key of the person, 0 for a visitor. code: how the person is named in public rows, such as who said something.
    organisations: public id -> names of roles there. scopes: what a token may be used for; None for who is signed in.
    lacks_second_factor: roles are not in force until the person has set one up.
    origin: the network asked from, for the audit. operator: somebody at the command line of the server, who may do everything.
    """

    person: int = 0
    code: str = ""
    name: str = ""
    site_roles: frozenset[str] = frozenset()
    organisations: Mapping[str, frozenset[str]] = field(default_factory=dict)
    scopes: frozenset[str] | None = None
    lacks_second_factor: bool = False
    origin: str = ""
    operator: bool = False

    @property
    def is_signed_in(self) -> bool:
        return bool(self.person)

    def may(self, permission: Permission, organisation: str = "") -> bool:
        """organisation: its public id, for what is allowed for one organisation at a time. Denied unless something allows it."""
        if self.operator:
            return True
        if not self.is_signed_in or (self.scopes is not None and permission not in self.scopes):
            return False
        if permission in OF_EVERYBODY_SIGNED_IN:
            return True
        if self.lacks_second_factor:
            return False
        roles = (
            self.organisations.get(organisation, frozenset())
            if permission in OF_ONE_ORGANISATION
            else self.site_roles
        )
        return any(permission in BY_NAME[role].permissions for role in roles)

    def where(self, permission: Permission) -> tuple[str, ...]:
        """Public ids of the organisations for which this is allowed."""
        return tuple(sorted(each for each in self.organisations if self.may(permission, each)))


VISITOR = Reader()
OPERATOR = Reader(name="operator", operator=True, origin="command line")
