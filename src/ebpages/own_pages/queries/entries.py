"""New organisations: a proposal as its reader may see it, those that wait for a review, and what waits of one's own."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.language import active_language
from ebpages.faces.shapes import WorkItem
from ebpages.own_pages.shapes import ProposalView
from ebpages.reference.countries import country
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.registry.actions.permanent_rows import entry as as_entry
from ebpages.registry.identifiers_of_countries import check_identifier, identifier_kinds
from ebpages.registry.models import Entry
from ebpages.registry.queries.doubles import Double, likely_doubles

MOST_DECIDED = 100
_MARKS = {
    Entry.DRAFT: "note",
    Entry.SUBMITTED: "unknown",
    Entry.PUBLISHED: "valid",
    Entry.RETURNED: "differs",
    Entry.WITHDRAWN: "note",
}


def proposal(reader: Reader, key: int) -> Entry | None:
    return Entry.objects.seen_by(reader).filter(pk=key).first()


def doubles_of(row: Entry) -> tuple[Double, ...]:
    """Whom of the registry a proposal resembles; nobody once it is published itself."""
    return likely_doubles(as_entry(row)) if row.state != Entry.PUBLISHED else ()


def waiting_proposals(reader: Reader) -> tuple[ProposalView, ...]:
    """Those that wait to be decided, the oldest first."""
    rows = Entry.objects.seen_by(reader).filter(state=Entry.SUBMITTED).order_by("submitted_at", "id")
    return tuple(proposal_view(reader, row) for row in rows)


def decided_proposals(reader: Reader) -> tuple[ProposalView, ...]:
    """The newest decisions first."""
    rows = Entry.objects.seen_by(reader).exclude(decided_at=None).order_by("-decided_at")
    return tuple(proposal_view(reader, row) for row in rows[:MOST_DECIDED])


def own_proposals(reader: Reader) -> tuple[ProposalView, ...]:
    """What the reader proposed and is not decided, the oldest first."""
    mine = Entry.objects.seen_by(reader).filter(by=f"person:{reader.code}")
    rows = mine.filter(state__in=(Entry.DRAFT, Entry.SUBMITTED, Entry.RETURNED)).order_by("id")
    return tuple(proposal_view(reader, row) for row in rows)


def proposal_view(reader: Reader, row: Entry) -> ProposalView:
    language = active_language()
    number = check_identifier(row.identifier_kind, row.identifier) if row.identifier else None
    proposer = Person.objects.filter(code=row.by.removeprefix("person:")).first()
    return ProposalView(
        key=row.pk,
        name=row.names[0][0] if row.names else str(row.pk),
        names=tuple(name for name, _language in row.names),
        kind=organisation_kind(row.kind).name(language),
        country=country(row.country).name(language),
        number=f"{identifier_kinds()[row.identifier_kind].label.name(language)}: {row.identifier}"
        if number
        else "",
        number_warning=number.sentence(language) if number and number.warning else "",
        seat=row.seat,
        website=row.website,
        by=proposer.get_full_name() if proposer else row.by,
        own=row.by == f"person:{reader.code}",
        at=row.submitted_at or row.at,
        state=row.state,
        state_title=state_title(row.state),
        state_mark=_MARKS[row.state],
        reason=row.reason,
        decided_at=row.decided_at,
        organisation=row.organisation_id or "",
        may_change=row.state in (Entry.DRAFT, Entry.RETURNED) and row.by == f"person:{reader.code}",
        may_decide=row.state == Entry.SUBMITTED and reader.may(Permission.REVIEW_PAGES),
        may_withdraw=_may_withdraw(reader, row),
    )


def _may_withdraw(reader: Reader, row: Entry) -> bool:
    if row.state == Entry.PUBLISHED:
        return reader.may(Permission.REVIEW_PAGES)
    return row.by == f"person:{reader.code}" and row.state != Entry.WITHDRAWN


def state_title(state: str) -> str:
    return {
        Entry.DRAFT: pgettext("proposal", "draft"),
        Entry.SUBMITTED: pgettext("proposal", "waits for a review"),
        Entry.PUBLISHED: pgettext("proposal", "published"),
        Entry.RETURNED: pgettext("proposal", "returned"),
        Entry.WITHDRAWN: pgettext("proposal", "withdrawn"),
    }[state]


def work_of_entries(reader: Reader) -> Iterator[WorkItem]:
    """Proposals to decide, and those of one's own that are to be finished or mended."""
    if reader.may(Permission.REVIEW_PAGES):
        for each in waiting_proposals(reader):
            if not each.own:
                url = reverse("own_pages:review", args=[each.key])
                yield WorkItem(
                    _("A new organisation waits for a review"), each.name, each.at, _("Decide"), url
                )
    for each in own_proposals(reader):
        what, step = {
            Entry.DRAFT: (_("Your draft of a new organisation"), _("Go on")),
            Entry.SUBMITTED: (_("Your new organisation waits for a review"), _("See it")),
            Entry.RETURNED: (_("Your new organisation was returned"), _("See the reason and correct it")),
        }[each.state]
        yield WorkItem(what, each.name, each.at, step, reverse("own_pages:proposal", args=[each.key]))
