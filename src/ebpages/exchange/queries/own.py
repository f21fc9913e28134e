"""Profiles as their own people read them: drafts, versions, what was decided, and what waits for somebody."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange import lifecycle as life
from ebpages.exchange.doubles import LIKELY, likeness
from ebpages.exchange.in_words import in_words, value_in_words
from ebpages.exchange.merging import changes
from ebpages.exchange.models import Attachment, Profile, ProfileVersion, Review
from ebpages.exchange.profile import Content, field_rules
from ebpages.exchange.queries.attachments import attachment_views
from ebpages.exchange.queries.check import check_of
from ebpages.exchange.shapes import Change, OwnProfile, ProfileDraft, ProfileInWords, ReviewView, VersionRow
from ebpages.exchange.wording import criterion_name, field_name
from ebpages.faces.language import active_language
from ebpages.faces.shapes import MissingStep, WorkItem
from ebpages.registry.queries.public_names import leading, leads_to, names_of

_MARKS = {
    life.DRAFT: "note",
    life.IN_REVIEW: "unknown",
    life.ON_HOLD: "differs",
    life.REJECTED: "error",
    life.PUBLISHED: "valid",
    life.EXPIRED: "lapsed",
    life.WITHDRAWN: "note",
}


def state_name(state: str) -> str:
    return {
        life.DRAFT: pgettext("profile", "draft"),
        life.IN_REVIEW: pgettext("profile", "waits for a reviewer"),
        life.ON_HOLD: pgettext("profile", "on hold: to be improved"),
        life.REJECTED: pgettext("profile", "not accepted"),
        life.PUBLISHED: pgettext("profile", "published"),
        life.EXPIRED: pgettext("profile", "expired"),
        life.WITHDRAWN: pgettext("profile", "withdrawn"),
    }[state]


def verdict_name(verdict: str) -> str:
    return {
        life.PUBLISH: pgettext("verdict", "published"),
        life.HOLD: pgettext("verdict", "put on hold"),
        life.REJECT: pgettext("verdict", "not accepted"),
    }[verdict]


def find_profile(reader: Reader, code: str) -> Profile | None:
    found: Profile | None = Profile.objects.seen_by(reader).filter(code=code).first()
    return found


def owners_for(reader: Reader) -> list[tuple[str, str]]:
    """Organisations for which the reader may write profiles: ids and names."""
    names = names_of(reader.where(Permission.DRAFT_PROFILES))
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def own_profiles(reader: Reader, organisation: str = "") -> tuple[OwnProfile, ...]:
    """Of all organisations inside which the reader is, or of one; those to be worked at first."""
    inside = reader.where(Permission.SEE_INSIDE)
    wanted = (organisation,) if organisation else inside
    rows = Profile.objects.seen_by(reader).filter(
        Q(organisation__in=wanted) | Q(organisation__heir__in=wanted)
    )
    order = (
        life.ON_HOLD,
        life.REJECTED,
        life.DRAFT,
        life.IN_REVIEW,
        life.EXPIRED,
        life.PUBLISHED,
        life.WITHDRAWN,
    )
    return tuple(
        sorted(_own_views(reader, list(rows)), key=lambda each: (order.index(each.state), each.title))
    )


def own_view(reader: Reader, row: Profile) -> OwnProfile:
    return next(_own_views(reader, [row]))


def _own_views(reader: Reader, rows: list[Profile]) -> Iterator[OwnProfile]:
    led = leading(row.organisation_id for row in rows)
    names = names_of(led.values())
    newest = _newest_versions(reader, rows)
    at = active_language()
    for row in rows:
        version = newest.get(row.pk)
        content = version.said if version else Content(type=row.type, original="bg")
        owner = led[row.organisation_id]
        step, url = _step(row, reader.may(Permission.DRAFT_PROFILES, owner))
        yield OwnProfile(
            code=row.code,
            reference=row.reference or "",
            title=content.written.title.strip() or _("(no title yet)"),
            type_name=value_in_words("type", row.type, at),
            organisation=owner,
            organisation_name=names[owner],
            state=row.state,
            state_name=state_name(row.state),
            state_mark=_MARKS[row.state],
            waits=row.handed_in is not None,
            version=row.version,
            published_version=row.published_version,
            expires_on=row.expires_on,
            saved_at=version.at if version else row.at,
            step=step,
            step_url=url,
        )


def _newest_versions(reader: Reader, rows: Iterable[Profile]) -> Mapping[int, ProfileVersion]:
    """The newest version of each that the reader may see."""
    found: dict[int, ProfileVersion] = {}
    for version in ProfileVersion.objects.seen_by(reader).filter(profile__in=[row.pk for row in rows]):
        found[version.profile_id] = version  # in the order of their numbers
    return found


def _step(row: Profile, may_edit: bool) -> tuple[str, str]:
    edit = reverse("exchange:edit", args=[row.code])
    look = reverse("exchange:preview", args=[row.code])
    if not may_edit:
        return _("Look at it"), look
    steps = {
        life.DRAFT: (_("Go on writing"), edit),
        life.IN_REVIEW: (_("Look at it"), look),
        life.ON_HOLD: (_("Read the reasons and improve it"), edit),
        life.REJECTED: (_("Read the reasons"), edit),
        life.PUBLISHED: (_("Change it"), edit),
        life.EXPIRED: (_("Renew it"), look),
        life.WITHDRAWN: (_("Look at it"), look),
    }
    if row.state == life.PUBLISHED and may_be_renewed(row):
        return _("Renew it"), look
    return steps[row.state]


def may_be_renewed(row: Profile) -> bool:
    if row.state == life.EXPIRED:
        return True
    today = timezone.localdate()
    ends_before = today + timedelta(days=field_rules(today).told_days_before)
    return bool(row.state == life.PUBLISHED and row.expires_on and row.expires_on <= ends_before)


def newest_content(reader: Reader, row: Profile) -> tuple[int, Content]:
    """The newest version that the reader may see, with its number."""
    version = ProfileVersion.objects.seen_by(reader).filter(profile=row).last()
    return (version.number, version.said) if version else (0, Content(type=row.type, original="bg"))


def draft_view(reader: Reader, row: Profile) -> ProfileDraft:
    number, content = newest_content(reader, row)
    owner = leads_to(row.organisation_id)
    return ProfileDraft(
        profile=own_view(reader, row),
        began=number,
        content=content,
        check=check_of(row, content),
        reviews=review_views(reader, row),
        doubles=doubles_of(reader, row, content),
        attachments=attachment_views(Attachment.objects.seen_by(reader).filter(profile=row)),
        may_edit=reader.may(Permission.DRAFT_PROFILES, owner) and row.state != life.WITHDRAWN,
        may_renew=may_be_renewed(row),
    )


def preview(reader: Reader, row: Profile, wanted: str = "") -> ProfileInWords:
    return in_words(newest_content(reader, row)[1], active_language(), wanted)


def doubles_of(reader: Reader, row: Profile, content: Content) -> tuple[tuple[str, str], ...]:
    """Other profiles of the same owner that say the same, the likeliest first: titles and codes."""
    owner = leads_to(row.organisation_id)
    others = Profile.objects.seen_by(reader).filter(Q(organisation=owner) | Q(organisation__heir=owner))
    others = others.exclude(pk=row.pk).exclude(state=life.WITHDRAWN)
    return tuple((title, other.code) for title, other in alike(reader, content, others, LIKELY))


def alike(
    reader: Reader, content: Content, others: Iterable[Profile], least: float
) -> Iterator[tuple[str, Profile]]:
    """Titles of the profiles that say the same, the likeliest first."""
    rows = list(others)
    newest = _newest_versions(reader, rows)
    found = [
        (share, newest[each.pk].said.written.title, each)
        for each in rows
        if each.pk in newest and (share := likeness(content, newest[each.pk].said)) >= least
    ]
    found.sort(key=lambda one: (-one[0], one[1]))
    yield from ((title, each) for _share, title, each in found)


def review_views(reader: Reader, row: Profile) -> tuple[ReviewView, ...]:
    """The newest first. Who decided is told to reviewers alone."""
    at, is_reviewer = active_language(), reader.may(Permission.REVIEW_PROFILES)
    rows = Review.objects.seen_by(reader).filter(profile=row).select_related("by")
    return tuple(
        ReviewView(
            version=each.number,
            verdict=each.verdict,
            verdict_name=verdict_name(each.verdict),
            total=sum(each.scores.values()),
            criteria=tuple(
                (criterion_name(code, at), points, each.reasons.get(code, ""))
                for code, points in each.scores.items()
            ),
            remark=each.remark,
            by=each.by.get_full_name() if each.by and is_reviewer else "",
            at=each.at,
        )
        for each in rows
    )


def versions(reader: Reader, row: Profile) -> tuple[VersionRow, ...]:
    """The newest first."""
    rows = ProfileVersion.objects.seen_by(reader).filter(profile=row).select_related("by").order_by("-number")
    return tuple(
        VersionRow(
            each.number,
            each.at,
            each.by.get_full_name() if each.by else "",
            each.number == row.published_version,
            each.handed_in,
        )
        for each in rows
    )


def comparison(reader: Reader, row: Profile, one: int, other: int) -> tuple[Change, ...] | None:
    """What the later of two versions changed; None where the reader sees no such two."""
    found = {
        each.number: each.said
        for each in ProfileVersion.objects.seen_by(reader).filter(profile=row, number__in=(one, other))
    }
    if {one, other} != {*found}:
        return None
    return changed_in_words(found[min(one, other)], found[max(one, other)])


def changed_in_words(earlier: Content, later: Content) -> tuple[Change, ...]:
    at = active_language()
    return tuple(
        Change(
            field_name(name, at, language),
            before if language else value_in_words(name, before, at),
            after if language else value_in_words(name, after, at),
        )
        for name, language, before, after in changes(earlier, later)
    )


def attachment_of(
    reader: Reader, key: str, *, profile: Profile | None = None, reference: str = ""
) -> Attachment | None:
    """profile, reference: of which it must be."""
    rows = Attachment.objects.seen_by(reader)
    rows = rows.filter(profile=profile) if profile else rows.filter(profile__reference=reference)
    return next((row for row in rows if row.key == key), None)


def step_to_publish(reader: Reader, public_id: str) -> Iterator[MissingStep]:
    """Where nothing of an organisation is published in the exchange."""
    if not any(each.state == life.PUBLISHED for each in own_profiles(reader, public_id)):
        yield MissingStep(
            _("Offers and requests"),
            _("Nothing of yours is in the exchange, so nobody finds what you offer or seek."),
            reverse("exchange:own"),
        )


def work_of_own(reader: Reader) -> Iterator[WorkItem]:
    """Profiles that their people are to improve, or to renew."""
    for organisation, name in owners_for(reader):
        for each in own_profiles(reader, organisation):
            if each.state in (life.ON_HOLD, life.REJECTED) and not each.waits:
                yield WorkItem(
                    what=_("The reviewer's reasons wait for you: %(title)s") % {"title": each.title},
                    about=name,
                    since=each.saved_at,
                    step=each.step,
                    url=each.step_url,
                )
    soon = timezone.localdate()
    rows = Profile.objects.seen_by(reader).filter(
        Q(organisation__in=reader.where(Permission.DRAFT_PROFILES))
        | Q(organisation__heir__in=reader.where(Permission.DRAFT_PROFILES)),
        state=life.PUBLISHED,
        expires_on__lte=soon + timedelta(days=field_rules(soon).told_days_before),
    )
    for row in rows:
        view = own_view(reader, row)
        yield WorkItem(
            what=_("Soon shown no more: %(title)s") % {"title": view.title},
            about=view.organisation_name,
            since=row.published_at,
            step=_("Renew it"),
            url=reverse("exchange:preview", args=[row.code]),
            due=row.expires_on,
        )
