"""The reviewers' queue, and one version with all that helps to decide."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.doubles import COPIED
from ebpages.exchange.in_words import in_words, value_in_words
from ebpages.exchange.models import Attachment, Profile, ProfileVersion
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.attachments import attachment_views
from ebpages.exchange.queries.check import check_of
from ebpages.exchange.queries.own import alike, changed_in_words, doubles_of, review_views
from ebpages.exchange.queries.search import found_by_words
from ebpages.exchange.shapes import QueuedProfile, ToReview
from ebpages.faces.language import active_language
from ebpages.faces.shapes import WorkItem
from ebpages.registry.queries.public_names import leading, leads_to, names_of

_COMPARED = 20  # published profiles with the words of a title


def queue(reader: Reader) -> tuple[QueuedProfile, ...]:
    """Versions that wait to be reviewed, the oldest first."""
    if not reader.may(Permission.REVIEW_PROFILES):
        return ()
    rows = Profile.objects.seen_by(reader).filter(handed_in__isnull=False).order_by("handed_in_at", "pk")
    return tuple(_queued(reader, list(rows)))


def _queued(reader: Reader, rows: list[Profile]) -> Iterator[QueuedProfile]:
    led = leading(row.organisation_id for row in rows)
    names = names_of(led.values())
    waiting = _handed_in(reader, rows)
    now = timezone.now()
    for row in (row for row in rows if row.pk in waiting):
        owner = led[row.organisation_id]
        yield QueuedProfile(
            code=row.code,
            title=waiting[row.pk].written.title,
            type_name=value_in_words("type", row.type, active_language()),
            organisation_name=names[owner],
            version=row.handed_in or 0,
            handed_in_at=row.handed_in_at,
            waiting=(now - row.handed_in_at).days,
            own=owner in reader.organisations,
            is_new=row.reference is None,
        )


def _handed_in(reader: Reader, rows: list[Profile]) -> dict[int, Content]:
    numbers = {row.pk: row.handed_in for row in rows}
    found = ProfileVersion.objects.seen_by(reader).filter(profile__in=numbers, number__in=numbers.values())
    return {each.profile_id: each.said for each in found if each.number == numbers[each.profile_id]}


def to_review(reader: Reader, row: Profile, wanted: str = "") -> ToReview | None:
    """None where no version waits. wanted: the language of the texts."""
    if row.handed_in is None or not reader.may(Permission.REVIEW_PROFILES):
        return None
    content = _handed_in(reader, [row]).get(row.pk)
    if content is None:
        return None
    published = (
        ProfileVersion.objects.seen_by(reader).filter(profile=row, number=row.published_version).first()
    )
    return ToReview(
        queued=next(_queued(reader, [row])),
        words=in_words(content, active_language(), wanted),
        check=check_of(row, content),
        changes=changed_in_words(published.said, content) if published else (),
        doubles=doubles_of(reader, row, content),
        copies=_copies(reader, row, content),
        attachments=attachment_views(Attachment.objects.seen_by(reader).filter(profile=row)),
        reviews=review_views(reader, row),
    )


def handed_in_profile(reader: Reader, code: str, version: int) -> Profile | None:
    """The profile of a version that reviewers could read, also after its owner took it back."""
    found = ProfileVersion.objects.seen_by(reader).filter(profile__code=code, number=version, handed_in=True)
    read = found.select_related("profile").first()
    return read.profile if read else None


def _copies(reader: Reader, row: Profile, content: Content) -> tuple[tuple[str, str, str], ...]:
    """Profiles of other owners, published or waiting, that say the same: titles, codes, names of the owners. The owner is never told of them."""
    owner = leads_to(row.organisation_id)
    near = found_by_words(content.written.title)[:_COMPARED]
    others = Profile.objects.seen_by(reader).filter(Q(pk__in=near) | Q(handed_in__isnull=False))
    others = others.exclude(Q(organisation=owner) | Q(organisation__heir=owner))
    found = list(alike(reader, content, others, COPIED))
    led = leading(other.organisation_id for _title, other in found)
    names = names_of(led.values())
    return tuple((title, other.code, names[led[other.organisation_id]]) for title, other in found)


def work_of_reviewer(reader: Reader) -> Iterator[WorkItem]:
    for each in queue(reader):
        if not each.own:
            yield WorkItem(
                what=_("To review: %(title)s") % {"title": each.title},
                about=each.organisation_name,
                since=each.handed_in_at,
                step=_("Read and decide"),
                url=reverse("exchange:review", args=[each.code]),
            )
