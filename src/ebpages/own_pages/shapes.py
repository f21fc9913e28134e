"""What pages and the API get from queries, and what programs send."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from pydantic.fields import FieldInfo

from ebpages.accounts.roles import ORGANISATION_ROLES
from ebpages.faces.shapes import RequestBody, TextOrNull
from ebpages.own_pages.contact_kinds import AUDIENCES, CONTACT_KINDS, EVERYBODY


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
class ClaimToAct:
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


@dataclass(frozen=True, slots=True)
class ClaimToDecide:
    """A claim with its evidence. emails: confirmed addresses of the person. people: who acts for the organisation. others: who else claims it."""

    claim: ClaimToAct
    emails: tuple[str, ...]
    evidence: AddressEvidence
    people: tuple[ActingView, ...]
    others: tuple[ClaimToAct, ...]


# What programs send.


def _one_of(names: Iterable[str]) -> FieldInfo:
    """A word that the action checks, and says in a sentence what it may be."""
    word: FieldInfo = Field(max_length=40, json_schema_extra={"enum": list(names)})
    return word


RoleName = Annotated[str, _one_of(ORGANISATION_ROLES)]
LanguageCode = Annotated[
    str, Field(max_length=8, description="Such as bg, en, el; empty where it says nothing")
]
_LONGEST = 200_000  # characters; the action says how long each may be


class NewClaim(RequestBody):
    """Sent as a form, with a file beside it."""

    role: RoleName
    words: str = Field(
        "", max_length=_LONGEST, description="How the agency can see that the person acts for it"
    )


class Decision(RequestBody):
    decision: Literal["approve", "deny", "revoke"]
    reason: str = Field("", max_length=_LONGEST, description="The person reads it; needed but to approve")


class RoleChange(RequestBody):
    """aware: that nobody may be left who decides about people."""

    role: RoleName
    aware: bool = False


class NewInvitation(RequestBody):
    email: str = Field(max_length=254)
    role: RoleName


class InvitationAnswer(RequestBody):
    accept: bool


class PageValue(RequestBody):
    value: str = Field(max_length=_LONGEST)
    language: LanguageCode = ""


class DraftToSave(RequestBody):
    """The whole page. began: the state that it was written from, as `draft` or the answer before said."""

    began: str = Field(max_length=20, pattern=r"^(draft|edition)-[0-9]{1,9}$")
    values: dict[str, Annotated[list[PageValue], Field(max_length=1000)]] = Field(
        max_length=200, description="Property -> its values in their order"
    )


class DraftToPublish(RequestBody):
    """version: of the draft, so that nothing is published that was not seen; 0, where nothing is in draft, is refused with 409."""

    version: int = Field(ge=0, lt=2**31)
    note: str = Field("", max_length=_LONGEST, description="What changed, for who reads the history")


class Reversion(RequestBody):
    note: str = Field("", max_length=_LONGEST, description="Why; the agency has to say it")


class NewContact(RequestBody):
    """One that everybody may know goes into the draft of the page."""

    kind: Annotated[str, _one_of(CONTACT_KINDS)] = ""
    value: str = Field(max_length=1000)
    audience: Annotated[str, _one_of((*AUDIENCES, EVERYBODY))]


class NewMember(RequestBody):
    """member: a public id; or name: of who is not in the register. kind: of organisation."""

    member: str = Field("", max_length=12)
    name: str = Field("", max_length=1000)
    kind: str = Field(max_length=40)


class MembershipAnswer(RequestBody):
    confirmed: bool


class CriterionAnswer(RequestBody):
    text: str = Field(
        max_length=100, description="A number such as 0.5, `yes` or `no`; empty takes the answer back"
    )


class EntryName(RequestBody):
    text: str = Field(max_length=1000)
    language: LanguageCode


class NewOrganisation(RequestBody):
    names: list[EntryName] = Field(max_length=3)
    kind: str = Field(max_length=40)
    country: str = Field(max_length=40, description="Such as BG, GR, MK")
    identifier_kind: str = Field("", max_length=40, description="Such as bg_eik, gr_afm")
    identifier: str = Field("", max_length=100)
    seat: str = Field("", max_length=1000)
    website: str = Field("", max_length=1000)


class Review(RequestBody):
    decision: Literal["publish", "return", "withdraw"]
    reason: str = Field("", max_length=_LONGEST, description="The person reads it; needed but to publish")
