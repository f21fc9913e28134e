"""The editions of a page: who published what and when, and what differs between two."""

from ebpages.accounts.reader import Reader
from ebpages.faces.language import active_language
from ebpages.own_pages.models import Edition
from ebpages.own_pages.page import changes, read
from ebpages.own_pages.page_form import label_of
from ebpages.own_pages.page_shapes import Comparison, EditionRow
from ebpages.own_pages.queries.editing import name_of_person, shown_changes


def history(reader: Reader, public_id: str) -> tuple[EditionRow, ...]:
    """The newest first; edition 0, what was said before the first one, only where that was anything."""
    editions = list(Edition.objects.filter(organisation=public_id).select_related("by").order_by("number"))
    rows, before = [], {}
    for edition in editions:
        values = read(edition.values)
        if edition.number or values:
            changed = tuple(label_of(each.name, active_language()) for each in changes(before, values))
            rows.append(_row(reader, edition, changed, edition is editions[-1]))
        before = values
    return tuple(reversed(rows))


def comparison(reader: Reader, public_id: str, one: int, other: int) -> Comparison | None:
    """What the later of two editions changed; None where either is not there."""
    found = {
        edition.number: edition
        for edition in Edition.objects.filter(organisation=public_id, number__in=(one, other)).select_related(
            "by"
        )
    }
    if not {one, other} <= found.keys():
        return None
    earlier, later = found[min(one, other)], found[max(one, other)]
    return Comparison(
        _row(reader, earlier, (), False),
        _row(reader, later, (), False),
        shown_changes(changes(read(earlier.values), read(later.values))),
    )


def _row(reader: Reader, edition: Edition, changed: tuple[str, ...], is_newest: bool) -> EditionRow:
    return EditionRow(
        number=edition.number,
        at=edition.at,
        who=name_of_person(reader, edition.organisation_id, edition.by),
        note=edition.note,
        reverted_to=edition.reverted_to,
        for_agency=edition.for_agency,
        changed=changed,
        is_newest=is_newest,
    )
