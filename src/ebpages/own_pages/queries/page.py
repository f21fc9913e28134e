"""The page of an organisation as it stands: what is published, what is in draft, and every state of it that somebody may have begun from."""

from dataclasses import dataclass

from ebpages.accounts.scoped import of_organisation
from ebpages.own_pages.models import Draft, Edition
from ebpages.own_pages.page import Beginning, Value, Values, page_values, read
from ebpages.own_pages.page_form import MEMBERS
from ebpages.registry import models as registry


@dataclass(frozen=True, slots=True)
class PageState:
    """values: of the draft, where there is one, else what is published. draft: the open one. last_version: of any draft, 0 for none."""

    values: Values
    published: Values
    draft: Draft | None
    edition: int
    last_version: int

    @property
    def beginning(self) -> Beginning:
        return Beginning(True, self.draft.version) if self.draft else Beginning(False, self.edition)


def page_state(public_id: str) -> PageState:
    """For actions and for those who may see inside."""
    published = published_values(public_id)
    # In one question: what somebody saved between two would be passed over.
    drafts = list(
        Draft.objects.for_writing()
        .filter(of_organisation(public_id))
        .order_by("-version")
        .defer("values")
        .select_related("by")
    )
    # Of an id that was merged into this one comes a draft that nobody has ended, once the own one is.
    draft = min(
        (each for each in drafts if each.ended_at is None),
        key=lambda each: each.organisation_id != public_id,
        default=None,
    )
    values = read(draft.values) if draft else published
    return PageState(values, published, draft, last_edition(public_id), drafts[0].version if drafts else 0)


def last_edition(public_id: str) -> int:
    newest = Edition.objects.filter(organisation=public_id).order_by("-number")
    return newest.values_list("number", flat=True).first() or 0


def published_values(public_id: str) -> Values:
    """What stands of what the organisation says of itself, whoever entered it; without members, which are said on a page of their own."""
    standing = registry.Contribution.objects.filter(
        of_organisation(public_id, "subject"), withdrawn_at=None
    ).exclude(property__in=MEMBERS)
    rows = standing.order_by("id").values_list("property", "value", "language")
    return page_values((name, Value(value, language)) for name, value, language in rows)


def values_at(public_id: str, beginning: Beginning) -> Values:
    """The state that somebody began from; nothing where it is kept no more, so that whatever was changed since is shown as a clash."""
    if beginning.of_draft:
        saved = (
            Draft.objects.for_writing()
            .filter(of_organisation(public_id), version=beginning.number)
            .order_by("-at")
            .first()
        )
        return read(saved.values) if saved else {}
    edition = Edition.objects.filter(organisation=public_id, number=beginning.number).first()
    if edition is None and beginning.number == 0:
        return published_values(public_id)
    return read(edition.values) if edition else {}
