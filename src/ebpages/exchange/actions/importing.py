"""Many profiles at once, each a draft; first as a dry run that says what would happen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.actions import Refused, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.actions.drafts import start_profile
from ebpages.exchange.check import check_profile
from ebpages.exchange.in_words import value_in_words
from ebpages.exchange.models import Profile, ProfileVersion
from ebpages.exchange.network_format import RowFault, UnreadableRow, read_row
from ebpages.exchange.profile import Content, problems
from ebpages.exchange.queries.owners import country_of, traces_of
from ebpages.exchange.shapes import ImportedRow, ImportOutcome
from ebpages.exchange.wording import problem_sentence
from ebpages.faces.language import active_language
from ebpages.registry.queries.public_names import leads_to


@transaction.atomic
def import_profiles(
    *, by: Reader, organisation: str, rows: Sequence[Mapping[str, Any]], dry_run: bool
) -> ImportOutcome:
    """Make a draft of each row; of none where one cannot be read. What the organisation has already is passed over, so that a file may
    be sent again.

    Raises Refused.
    """
    owner = leads_to(organisation)
    if not owner:
        raise Refused(_("There is no such organisation."))
    must(by, Permission.DRAFT_PROFILES, owner)
    read = [_read(number, row, owner) for number, row in enumerate(rows, 1)]
    known = _known(owner)
    outcomes, stored = [], 0
    can_be_stored = not dry_run and all(content for content, _row in read)
    for content, row in read:
        if content is not None and (same := known.get(_key(content))):
            outcomes.append(_with(row, same_as=same))
        elif content is not None and can_be_stored:
            made = start_profile(by=by, organisation=owner, content=content)
            known[_key(content)] = made.code
            stored += 1
            outcomes.append(_with(row, code=made.code))
        else:
            if content is not None:
                known[_key(content)] = row.title
            outcomes.append(row)
    return ImportOutcome(tuple(outcomes), stored, dry_run)


def _read(number: int, row: Mapping[str, Any], owner: str) -> tuple[Content | None, ImportedRow]:
    try:
        content = read_row(row)
    except UnreadableRow as unreadable:
        title = str(row.get("title") or "")[:200]
        return None, ImportedRow(number, title, "", faults=tuple(map(fault_sentence, unreadable.faults)))
    if not content.country:
        content = content.model_copy(update={"country": country_of(owner)})
    at = active_language()
    lacking = tuple(problem_sentence(each, at) for each in problems(content, timezone.localdate()))
    score = check_profile(content, traces_of(owner)).total
    return content, ImportedRow(
        number,
        content.written.title[:200],
        value_in_words("type", content.type, at),
        problems=lacking,
        score=score,
    )


def _with(row: ImportedRow, same_as: str = "", code: str = "") -> ImportedRow:
    return ImportedRow(row.row, row.title, row.type_name, row.faults, row.problems, row.score, same_as, code)


def _known(owner: str) -> dict[tuple[str, str], str]:
    """Type and title of the newest version of each profile of the organisation -> its code."""
    rows = {row.pk: row for row in Profile.objects.for_writing().filter(organisation=owner)}
    found = {}
    for version in ProfileVersion.objects.for_writing().filter(profile__in=rows):
        if version.number == rows[version.profile_id].version:
            found[_key(version.said)] = rows[version.profile_id].code
    return found


def _key(content: Content) -> tuple[str, str]:
    return content.type, content.written.title.strip().casefold()


def fault_sentence(fault: RowFault) -> str:
    told = {
        "unknown_column": _("There is no column “%(field)s”. Correct its name or leave it out."),
        "no_type": _("“%(value)s” is no type of profile. Write TO, TR, BO, BR or RDR."),
        "no_language": _("“%(value)s” is no language of profiles. Write bg, en, el, mk or sq."),
        "no_number": _("“%(value)s” is no readiness level. Write 1 to 9."),
        "doubled": _("%(field)s: it stands twice. Leave one of them out."),
        "no_protection": _("ipr: “%(value)s” is no protection. Write “granted”, or “granted:BG” with the code of the country; several parted by semicolons."),
        "no_answer": _("%(field)s: write yes or no instead of “%(value)s”."),
        "too_long": _("%(field)s is too long to be stored. Shorten it."),
        "broken": _("%(field)s cannot be read. Write a text, or a list of texts."),
    }  # fmt: skip
    return told[fault.code] % {"field": fault.field, "value": fault.value[:100]}
