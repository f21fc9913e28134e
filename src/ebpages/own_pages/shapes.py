"""What pages and the API get from queries."""

from dataclasses import dataclass
from datetime import datetime

from ebpages.faces.shapes import TextOrNull


@dataclass(frozen=True, slots=True)
class AddressEvidence:
    """Whether a confirmed address of the person is at the domain of a website of the organisation. email, host: those that agree, or "".

    hosts: of the organisation's websites.
    """

    email: TextOrNull
    host: TextOrNull
    hosts: tuple[str, ...]

    @property
    def is_strong(self) -> bool:
        return bool(self.host)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """own: of the reader. waiting: days since it was made, while it is not decided. document: its kind, or "". state_mark: of the component `state`.

    by, decided_by: names.
    """

    code: str
    organisation: str
    organisation_name: str
    by: str
    own: bool
    role: str
    role_title: str
    at: datetime
    waiting: int
    state: str
    state_title: str
    state_mark: str
    words: TextOrNull
    document: TextOrNull
    document_size: int
    decided_by: TextOrNull
    decided_at: datetime | None
    reason: TextOrNull


@dataclass(frozen=True, slots=True)
class ActingView:
    """Somebody who acts for an organisation. grant: key of the role. own: the reader themselves. email: for those who decide about people."""

    grant: int
    name: str
    email: TextOrNull
    role: str
    role_title: str
    since: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class InvitationView:
    """is_open: it can be accepted now."""

    code: str
    organisation: str
    organisation_name: str
    email: str
    role: str
    role_title: str
    role_text: str
    invited_by: TextOrNull
    at: datetime
    expires_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """roles: titles, in one text."""

    id: str
    name: str
    roles: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """is_listed: it has a public page. published_at, draft_at: of the newest edition, and of what is saved and not published.

    roles: of the reader, in one text. lacks_second_factor: roles are not in force before one is set up.
    """

    id: str
    name: str
    is_listed: bool
    published_at: datetime | None
    draft_at: datetime | None
    roles: str
    people: tuple[ActingView, ...]
    may_edit: bool
    may_manage: bool
    lacks_second_factor: bool


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A new organisation that somebody proposed. own: by the reader. organisation: its public id once it is published."""

    key: int
    name: str
    names: tuple[str, ...]
    kind: str
    country: str
    number: str
    number_warning: str
    seat: str
    website: str
    by: str
    own: bool
    at: datetime
    state: str
    state_title: str
    state_mark: str
    reason: str
    decided_at: datetime | None
    organisation: str
    may_change: bool
    may_decide: bool
    may_withdraw: bool
