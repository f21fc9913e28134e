"""Claims: the agency's queue, one claim with its evidence, and those of a person."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.queries import confirmed_addresses
from ebpages.accounts.reader import Reader
from ebpages.accounts.roles import BY_NAME
from ebpages.accounts.scoped import of_organisation
from ebpages.own_pages.domains import host_of_address
from ebpages.own_pages.models.claims import Claim, ClaimDocument
from ebpages.own_pages.queries.organisations import own_hosts
from ebpages.own_pages.shapes import AddressEvidence, ClaimToAct
from ebpages.registry.queries.public_names import leading, names_of

MOST_DECIDED = 100
_MARKS = {
    Claim.PENDING: "unknown",
    Claim.APPROVED: "valid",
    Claim.DENIED: "differs",
    Claim.WITHDRAWN: "note",
    Claim.REVOKED: "lapsed",
}


def claim(reader: Reader, code: str) -> Claim | None:
    """A claim as its reader may see it."""
    return _seen(reader).filter(code=code).first()


def claim_view(reader: Reader, row: Claim) -> ClaimToAct:
    return _views(reader, [row])[0]


def waiting_claims(reader: Reader) -> tuple[ClaimToAct, ...]:
    """Claims that wait to be decided, the oldest first."""
    return _views(reader, list(_seen(reader).filter(state=Claim.PENDING)))


def decided_claims(reader: Reader) -> tuple[ClaimToAct, ...]:
    """The newest decisions first."""
    decided = _seen(reader).exclude(state=Claim.PENDING).order_by("-decided_at")
    return _views(reader, list(decided[:MOST_DECIDED]))


def own_claims(reader: Reader, organisation: str = "") -> tuple[ClaimToAct, ...]:
    """Those that the reader made, the newest first; of one organisation where it is named."""
    rows = _seen(reader).filter(person=reader.person).order_by("-id")
    return _views(reader, list(rows.filter(of_organisation(organisation)) if organisation else rows))


def document_of(reader: Reader, code: str) -> ClaimDocument | None:
    return ClaimDocument.objects.seen_by(reader).filter(claim__code=code).first()


def address_evidence(person: int, organisation: str) -> AddressEvidence:
    """Worked out now from the confirmed addresses of a person and the websites that lists print."""
    hosts = own_hosts(organisation)
    for email in confirmed_addresses(person):
        if host := host_of_address(email, hosts):
            return AddressEvidence(email, host, hosts)
    return AddressEvidence("", "", hosts)


def state_title(state: str) -> str:
    return {
        Claim.PENDING: pgettext("claim", "waits to be decided"),
        Claim.APPROVED: pgettext("claim", "approved"),
        Claim.DENIED: pgettext("claim", "not approved"),
        Claim.WITHDRAWN: pgettext("claim", "withdrawn"),
        Claim.REVOKED: pgettext("claim", "revoked"),
    }[state]


def decision_sentence(row: Claim) -> str:
    """For who comes second. Wants the claim as it is now."""
    if row.state == Claim.PENDING:
        return _("This claim waits to be decided.")
    decided_by = _name(row.decided_by)
    if row.state == Claim.WITHDRAWN:
        return _("The person has withdrawn this claim.")
    return _("%(name)s has decided this claim already: %(decision)s.") % {
        "name": decided_by, "decision": state_title(row.state),
    }  # fmt: skip


def _seen(reader: Reader) -> QuerySet[Claim]:
    return Claim.objects.seen_by(reader).select_related("person", "decided_by", "document")


def _views(reader: Reader, rows: list[Claim]) -> tuple[ClaimToAct, ...]:
    led = leading(row.organisation_id for row in rows)
    names = names_of(led.values())
    today = timezone.localdate()
    views = []
    for row in rows:
        document = getattr(row, "document", None)
        is_open = row.state == Claim.PENDING
        shows_decider = reader.may(Permission.DECIDE_CLAIMS)
        views.append(
            ClaimToAct(
                code=row.code,
                organisation=led[row.organisation_id],
                organisation_name=names[led[row.organisation_id]],
                by=_name(row.person),
                own=row.person_id == reader.person,
                role=row.role,
                role_title=_(BY_NAME[row.role].title),
                at=row.at,
                waiting=(today - timezone.localdate(row.at)).days if is_open else 0,
                state=row.state,
                state_title=state_title(row.state),
                state_mark=_MARKS[row.state],
                words=row.words,
                document=document.kind if document else "",
                document_size=document.size if document else 0,
                decided_by=_name(row.decided_by) if shows_decider else "",
                decided_at=row.decided_at,
                reason=row.reason,
            )
        )
    return tuple(views)


def _name(person: Person | None) -> str:
    return person.get_full_name() if person else ""
