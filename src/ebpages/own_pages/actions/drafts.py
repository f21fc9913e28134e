"""The draft of a page: saved, also by two at once, and thrown away."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.own_pages.merge import Clash, merge
from ebpages.own_pages.models import Draft, SetAside
from ebpages.own_pages.page import Beginning, Value, Values, changes, stored
from ebpages.own_pages.page_form import ELSEWHERE, several
from ebpages.own_pages.queries.page import PageState, page_state, values_at

logger = logging.getLogger(__name__)

LONGEST_PAGE = 200_000  # characters of all values
KEPT_SAVES = 50  # of an organisation, for those who have had a form open for so long
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Saved:
    """beginning: the state from now on. together: whether what others saved meanwhile was put together with it.

    clashes: texts that another changed too; then nothing was saved, and what was typed is set aside.
    """

    beginning: Beginning
    together: bool = False
    clashes: tuple[Clash, ...] = ()


def save_draft(*, by: Reader, organisation: str, began: Beginning, values: Values) -> Saved:
    """Save what was typed into the form that somebody began from a state of the page. Raises Refused."""
    return _of_two_at_once(
        lambda: _save(by=by, organisation=organisation, began=began, values=values, whole=False)
    )


def change_draft(*, by: Reader, organisation: str, change: Callable[[Values], Values]) -> Saved:
    """Change one thing of the page as it stands in draft, such as its logo. Raises Refused."""

    def save() -> Saved:
        state = page_state(organisation)
        return _save(
            by=by, organisation=organisation, began=state.beginning, values=change(state.values), whole=True
        )

    return _of_two_at_once(save)


def _of_two_at_once(save: Callable[[], Saved]) -> Saved:
    """Who comes second is refused by the database, and begins again from what the first one saved."""
    for _attempt in range(_TRIES):
        try:
            return save()
        except IntegrityError:
            continue
    raise Refused(_("Several people are saving this page at the same time. Save again."))


@transaction.atomic
def _save(*, by: Reader, organisation: str, began: Beginning, values: Values, whole: bool) -> Saved:
    """whole: values hold also what the form does not."""
    must(by, Permission.EDIT_PAGE, organisation)
    if sum(len(value.text) for several_ in values.values() for value in several_) > LONGEST_PAGE:
        raise Refused(
            _("The page is longer than %(most)s characters. Shorten it and save again.")
            % {"most": LONGEST_PAGE}
        )
    state = page_state(organisation)
    base = values_at(organisation, began)
    if not whole:
        values = {**values, **{name: base[name] for name in ELSEWHERE if name in base}}
    together = began != state.beginning and bool(changes(base, state.values))
    merged = merge(base, values, state.values, several())
    if merged.clashes and together:
        _set_aside(by, organisation, began, values)
        return Saved(state.beginning, clashes=merged.clashes)
    SetAside.objects.for_writing().filter(organisation=organisation, person=by.person).delete()
    if not changes(state.values, merged.values):
        return Saved(state.beginning)
    draft = add_version(by=by, organisation=organisation, state=state, values=merged.values)
    audit.note(
        by=by, action="page.draft", kind="draft", object_id=str(draft.version), organisation=organisation
    )
    logger.info("draft %s of %s saved by %s", draft.version, organisation, by.code)
    return Saved(Beginning(True, draft.version), together)


def add_version(*, by: Reader, organisation: str, state: PageState, values: Values) -> Draft:
    """Within the transaction of who calls."""
    drafts = Draft.objects.for_writing().filter(organisation=organisation)
    version = (drafts.aggregate(last=Max("version"))["last"] or 0) + 1
    drafts.filter(ended_at=None).update(ended_at=timezone.now())
    drafts.filter(version__lte=version - KEPT_SAVES).delete()
    draft: Draft = Draft.objects.create(
        organisation_id=organisation,
        version=version,
        values=stored(values),
        based_on=state.edition,
        by_id=by.person or None,
    )
    return draft


def _set_aside(by: Reader, organisation: str, began: Beginning, values: Values) -> None:
    SetAside.objects.for_writing().update_or_create(
        organisation_id=organisation,
        person_id=by.person,
        defaults={"began": str(began), "values": stored(values), "at": timezone.now()},
    )


@transaction.atomic
def drop_draft(*, by: Reader, organisation: str, version: int) -> None:
    """Throw the draft away; what is published stays. Raises Refused."""
    must(by, Permission.EDIT_PAGE, organisation)
    ended = (
        Draft.objects.for_writing()
        .filter(organisation=organisation, version=version, ended_at=None)
        .update(ended_at=timezone.now())
    )
    if not ended:
        raise Refused(changed_meanwhile())
    audit.note(
        by=by, action="page.drop_draft", kind="draft", object_id=str(version), organisation=organisation
    )
    logger.info("draft %s of %s thrown away by %s", version, organisation, by.code)


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


def must(by: Reader, permission: Permission, organisation: str) -> None:
    if not by.may(permission, organisation):
        raise Refused(_("Your role does not allow this."))
