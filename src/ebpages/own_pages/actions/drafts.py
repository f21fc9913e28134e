"""The draft of a page: saved, also by two at once, and thrown away."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.action_log import log_when_stored
from ebpages.own_pages.merge import Clash, merge
from ebpages.own_pages.models import Draft, SetAside
from ebpages.own_pages.page import Beginning, Value, Values, changes, stored
from ebpages.own_pages.page_form import ELSEWHERE, several
from ebpages.own_pages.queries.page import PageState, page_state, values_at
from ebpages.search.actions import hold_writers

logger = logging.getLogger(__name__)

LONGEST_PAGE = 200_000  # characters of all values
KEPT_SAVES = 50  # of an organisation, for those who have had a form open for so long


@dataclass(frozen=True, slots=True)
class Saved:
    """beginning: the state from now on. together: whether what others saved meanwhile was put together with it.

    clashes: texts that another changed too; then nothing was saved, and what was typed is set aside.
    """

    beginning: Beginning
    together: bool = False
    clashes: tuple[Clash, ...] = ()


@transaction.atomic
def save_draft(*, by: Reader, organisation: str, began: Beginning, values: Values) -> Saved:
    """Save what was typed into the form that somebody began from a state of the page. Raises Refused."""
    hold_writers()
    state = page_state(organisation)
    base = values_at(organisation, began)
    elsewhere = {name: base[name] for name in ELSEWHERE if name in base}
    return _save(by, organisation, state, began, base, {**values, **elsewhere})


@transaction.atomic
def change_draft(*, by: Reader, organisation: str, change: Callable[[Values], Values]) -> Saved:
    """Change one thing of the page as it stands in draft, such as its logo. Raises Refused."""
    hold_writers()
    state = page_state(organisation)
    return _save(by, organisation, state, state.beginning, state.values, change(state.values))


def _save(
    by: Reader, organisation: str, state: PageState, began: Beginning, base: Values, values: Values
) -> Saved:
    """Within the transaction of who calls, which lets no other writer in: of two at once the second sees what the first saved."""
    must(by, Permission.EDIT_PAGE, organisation)
    if sum(len(value.text) for said in values.values() for value in said) > LONGEST_PAGE:
        raise Unusable(
            _("The page is longer than %(most)s characters. Shorten it and save again.")
            % {"most": LONGEST_PAGE}
        )
    together = began != state.beginning and bool(changes(base, state.values))
    merged = merge(base, values, state.values, several())
    if merged.clashes:
        _set_aside(by, organisation, began, values)
        return Saved(state.beginning, clashes=merged.clashes)
    SetAside.objects.for_writing().filter(organisation=organisation, person=by.person).delete()
    if not changes(state.values, merged.values):
        return Saved(state.beginning)
    draft = add_version(by=by, organisation=organisation, state=state, values=merged.values)
    audit.note(
        by=by, action="page.draft", kind="draft", object_id=str(draft.version), organisation=organisation
    )
    log_when_stored(logger, "draft %s of %s saved by %s", draft.version, organisation, by.code)
    return Saved(Beginning(True, draft.version), together)


def add_version(*, by: Reader, organisation: str, state: PageState, values: Values) -> Draft:
    """Within the transaction of who calls."""
    version = state.last_version + 1
    if state.draft:
        end_draft(state.draft)
    Draft.objects.for_writing().filter(organisation=organisation, version__lte=version - KEPT_SAVES).delete()
    draft: Draft = Draft.objects.create(
        organisation_id=organisation,
        version=version,
        values=stored(values),
        based_on=state.edition,
        by_id=by.person or None,
    )
    return draft


def end_draft(draft: Draft) -> None:
    Draft.objects.for_writing().filter(pk=draft.pk).update(ended_at=timezone.now())


def _set_aside(by: Reader, organisation: str, began: Beginning, values: Values) -> None:
    SetAside.objects.for_writing().update_or_create(
        organisation_id=organisation,
        person_id=by.person,
        defaults={"began": str(began), "values": stored(values), "at": timezone.now()},
    )


@transaction.atomic
def drop_draft(*, by: Reader, organisation: str, version: int) -> None:
    """Throw the draft away; what is published stays. Raises Refused."""
    hold_writers()
    must(by, Permission.EDIT_PAGE, organisation)
    draft = page_state(organisation).draft
    if draft is None or draft.version != version:
        raise Refused(changed_meanwhile())
    end_draft(draft)
    audit.note(
        by=by, action="page.drop_draft", kind="draft", object_id=str(version), organisation=organisation
    )
    log_when_stored(logger, "draft %s of %s thrown away by %s", version, organisation, by.code)


def set_logo(*, by: Reader, organisation: str, file: str) -> Saved:
    """file: name of a stored logo, "" for none. Raises Refused."""
    said = (Value(file),) if file else ()
    return change_draft(
        by=by, organisation=organisation, change=lambda values: with_values(values, "logo", said)
    )


def with_values(values: Values, name: str, said: tuple[Value, ...]) -> Values:
    others = {each: of for each, of in values.items() if each != name}
    return {**others, name: said} if said else others


def changed_meanwhile() -> str:
    return _("Somebody changed the page since you opened it. Look at it again before you go on.")
