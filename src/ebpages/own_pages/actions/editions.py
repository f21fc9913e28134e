"""Editions of a page: a draft is published, and an earlier edition is published again."""

import logging
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.action_log import log_when_stored
from ebpages.faces.language import active_language
from ebpages.own_pages.actions.drafts import add_version, changed_meanwhile, end_draft
from ebpages.own_pages.actions.telling import tell_those_who_may
from ebpages.own_pages.merge import merge
from ebpages.own_pages.models import LONGEST_NOTE, Edition, Membership
from ebpages.own_pages.page import Change, Values, changes, read, stored
from ebpages.own_pages.page_form import faults, several
from ebpages.own_pages.queries.page import PageState, page_state
from ebpages.registry import actions as registry
from ebpages.registry.queries.public_names import leading
from ebpages.search.actions import hold_writers

logger = logging.getLogger(__name__)


class NotReady(Refused):
    """What is wrong stands with the fields of the form."""


@transaction.atomic
def publish(*, by: Reader, organisation: str, version: int, note: str = "") -> Edition:
    """Publish the draft as it was seen: its version. Raises NotReady where a value is not as it should be, and Refused."""
    hold_writers()
    must(by, Permission.PUBLISH_PAGE, organisation)
    state = page_state(organisation)
    if state.draft is None and not version:
        raise Refused(_("Nothing is in draft. Save a change first, then publish it."))
    if state.draft is None or state.draft.version != version:
        raise Refused(changed_meanwhile())
    if faults(state.values, active_language()):
        raise NotReady(
            _("Some values are not as they should be. They are kept in the draft; correct them first.")
        )
    if not changes(state.published, state.values):
        raise Refused(_("The draft says what the page says already."))
    edition = _publish(by=by, organisation=organisation, state=state, values=state.values, note=note)
    end_draft(state.draft)
    return edition


@transaction.atomic
def revert(*, by: Reader, organisation: str, number: int, note: str, for_agency: bool) -> Edition:
    """Publish an earlier edition again. What is in draft stays, with what the edition changes in it. Raises Refused.

    for_agency: the agency does it, and says why in the note.
    """
    hold_writers()
    must(by, Permission.REVERT_PAGES if for_agency else Permission.PUBLISH_PAGE, organisation)
    if for_agency and not note.strip():
        raise Unusable(_("Say why you take the edit back: the organisation reads it."))
    earlier = Edition.objects.filter(organisation=organisation, number=number).first()
    if earlier is None:
        raise Refused(_("There is no such edition."))
    state = page_state(organisation)
    values = read(earlier.values)
    if not changes(state.published, values):
        raise Refused(_("The page says this already."))
    edition = _publish(
        by=by, organisation=organisation, state=state, values=values, note=note, reverted_to=number, for_agency=for_agency
    )  # fmt: skip
    if state.draft:
        # The draft was written on top of what is published no more: only what it changed itself stays.
        kept = merge(state.published, state.values, values, several()).values
        add_version(by=by, organisation=organisation, state=page_state(organisation), values=kept)
    return edition


def _publish(
    *,
    by: Reader,
    organisation: str,
    state: PageState,
    values: Values,
    note: str,
    reverted_to: int | None = None,
    for_agency: bool = False,
) -> Edition:
    if len(note) > LONGEST_NOTE:
        raise Unusable(_("The note may have at most %(most)s characters.") % {"most": LONGEST_NOTE})
    if not Edition.objects.filter(organisation=organisation).exists():
        # What was said before the first edition is one too, so that it can be compared with and can come back.
        Edition.objects.create(organisation_id=organisation, number=0, values=stored(state.published))
    number = state.edition + 1
    say_page(by=by, organisation=organisation, values=values)
    edition = Edition.objects.create(
        organisation_id=organisation,
        number=number,
        values=stored(values),
        by_id=by.person or None,
        note=note.strip(),
        reverted_to=reverted_to,
        for_agency=for_agency,
    )
    kind = "page.taken_back" if for_agency else "page.published"
    path = f"/my/organisations/{organisation}/history/"
    tell_those_who_may(
        Permission.EDIT_PAGE, organisation, kind, path, by, person=by.code, reason=edition.note
    )
    changed = changes(state.published, values)
    audit.note(
        by=by,
        action="page.publish" if reverted_to is None else "page.revert",
        kind="edition",
        object_id=str(number),
        organisation=organisation,
        before=_of_changes(changed, before=True),
        after=_of_changes(changed, before=False),
    )
    log_when_stored(
        logger, "edition %s of %s published by %s", number, organisation, by.code or "the operator"
    )
    return edition


def _of_changes(changed: Sequence[Change], *, before: bool) -> dict[str, list[dict[str, str]]]:
    return stored({change.name: change.before if before else change.after for change in changed})


def say_page(*, by: Reader, organisation: str, values: Values) -> None:
    """Let the registry show this, and who belongs to whom. Raises Refused."""
    said = [registry.Said(name, value.text, value.language) for name, of in values.items() for value in of]
    said += _members(organisation)
    registry.publish_page(subject=organisation, said=said, by=f"person:{by.code}" if by.code else "operator")


def _members(organisation: str) -> Iterator[registry.Said]:
    """What the cluster says of its members, as far as they do not deny it; of the clusters of a member, what it has confirmed."""
    standing = Membership.objects.for_writing().filter(ended_at=None, denied_at=None)
    members = standing.filter(of_organisation(organisation, "cluster")).exclude(member=None)
    clusters = standing.filter(of_organisation(organisation, "member")).exclude(confirmed_at=None)
    for name, rows in (
        ("has_member", members.values_list("member", flat=True)),
        ("member_of", clusters.values_list("cluster", flat=True)),
    ):
        # Who was merged with the cluster is no member of itself.
        others = sorted({*leading(rows).values()} - {organisation})
        yield from (registry.Said(name, each) for each in others)
