"""What people watch, and what is new for it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core import signing
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ebpages.accounts.reader import Reader
from ebpages.exchange.lifecycle import EXPIRED, REJECTED, WITHDRAWN
from ebpages.exchange.match_shapes import ProfileMatch, WatchView
from ebpages.exchange.models import Profile, ShownProfile, Watch, WatchHit
from ebpages.exchange.other_words import asked_words, met
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.listing import cards_of, listed_contents
from ebpages.exchange.queries.matches import find_own, own_matches
from ebpages.exchange.queries.own import newest_content
from ebpages.exchange.queries.search import found_by_words
from ebpages.exchange.questions import ASKED, chips, read_question
from ebpages.registry.queries.public_names import leads_to, name_of

SIGNER = signing.Signer(salt="ebpages.watches")
MOST_TOLD = 10  # profiles in one e-mail
SENT_FROM = 7  # the hour of the day, in the zone of the site
_DAYS = {Watch.DAILY: 1, Watch.WEEKLY: 7}
_LOOKED_THROUGH = 200  # of a list, the newest first


def clean_question(asked: str) -> str:
    """What an address asks of the list, without what the list does not know, always written alike."""
    given, kept = QueryDict(asked.removeprefix("?")), QueryDict(mutable=True)
    for key in ASKED:
        if key != "sort" and (values := sorted({each for each in given.getlist(key) if each.strip()})):
            kept.setlist(key, values)
    return kept.urlencode()


def question_in_words(question: str) -> str:
    query = QueryDict(question)
    asked = read_question(query)
    parts = [f"“{asked.words.strip()}”"] if asked.words.strip() else []
    parts += [f"{chip.title}: {chip.label}" for chip in chips(query)]
    if asked.owner and (owner := leads_to(asked.owner)):
        parts.append(name_of(owner))
    if asked.fits:
        parts.append(_("fits %(reference)s") % {"reference": asked.fits})
    return ", ".join(parts) or _("all offers and requests")


def watches(reader: Reader) -> tuple[WatchView, ...]:
    """Those of the reader that go on, the newest first."""
    rows = Watch.objects.seen_by(reader).filter(ended_at=None).select_related("profile")
    return tuple(watch_view(reader, each) for each in rows if has_right(reader, each))


def watch_view(reader: Reader, row: Watch) -> WatchView:
    if row.profile:
        about = newest_content(reader, row.profile)[1].written.title or row.profile.code
        url = reverse("exchange:matches", args=[row.profile.code])
    else:
        about = question_in_words(row.question)
        url = reverse("exchange:profiles") + (f"?{row.question}" if row.question else "")
    rhythms = {
        Watch.DAILY: pgettext("watch", "at most once a day"),
        Watch.WEEKLY: pgettext("watch", "at most once a week"),
    }
    told = WatchHit.objects.seen_by(reader).filter(watch=row).count()
    next_on = max(_due_on(row), timezone.localdate())
    return WatchView(
        row.code, about, url, row.every, rhythms[row.every], told, timezone.localtime(row.at), next_on
    )


def find_watch(reader: Reader, code: str) -> Watch | None:
    found: Watch | None = Watch.objects.seen_by(reader).filter(code=code, ended_at=None).first()
    return found


def watch_of_profile(reader: Reader, row: Profile) -> Watch | None:
    found: Watch | None = Watch.objects.seen_by(reader).filter(profile=row, ended_at=None).first()
    return found


def has_right(reader: Reader, row: Watch) -> bool:
    """Whether the person still acts for the owner of what is watched for."""
    return row.profile is None or leads_to(row.profile.organisation_id) in reader.organisations


def has_ended(row: Watch) -> bool:
    """Whether what is watched for is over; a profile that expired can be renewed, and watched for again."""
    return row.profile is not None and row.profile.state in (WITHDRAWN, REJECTED, EXPIRED)


def _due_on(row: Watch) -> date:
    return timezone.localtime(row.looked_at).date() + timedelta(days=_DAYS[row.every])


def due_watches(on: date) -> Iterable[Watch]:
    """Those whose day or week is over."""
    rows = Watch.objects.for_writing().filter(ended_at=None).select_related("person", "profile")
    return [row for row in rows.order_by("pk") if _due_on(row) <= on]


def news_of(reader: Reader, row: Watch) -> dict[int, ProfileMatch]:
    """Profiles by their keys, the best first, that were published since it is watched, were not told of, and may be read by everybody; in the
    active language."""
    told = WatchHit.objects.for_writing().filter(watch=row).values_list("profile", flat=True)
    new = ShownProfile.objects.filter(published_at__gt=row.at, expires_on__gt=timezone.localdate()).exclude(
        pk__in=told
    )
    keys = dict(new.values_list("reference", "pk"))
    if not keys:
        return {}
    if row.profile:
        own = find_own(reader, row.profile.code)
        found = own_matches(reader, own) if own else None
        results = found.results if found else ()
        return {keys[m.card.reference]: m for m in results if m.card.reference in keys and not m.judged}
    asked = read_question(QueryDict(row.question))
    wanted = set(keys.values())
    listed = [each for each, _place in zip(listed_contents(asked), range(_LOOKED_THROUGH), strict=False)]
    rows = _having_all_words(asked.words, [each for each in listed if each.pk in wanted])
    return {
        each.pk: ProfileMatch(card, (), meaning_waits=False)
        for each, card in zip(rows, cards_of(rows), strict=True)
    }


def _having_all_words(words: str, rows: list[ShownProfile]) -> list[ShownProfile]:
    """As they were typed or in another language: what has only some of them stands in a list, but is no news."""
    if not (asked := asked_words(words)):
        return rows
    exact = set(found_by_words(words))
    return [
        row
        for row in rows
        if row.pk in exact or len(met(asked, Content.model_validate(row.content))) == len(asked)
    ]


def address_to_stop(row: Watch) -> str:
    return reverse("exchange:stop_watch_by_mail", args=[SIGNER.sign(row.code)])


def watch_that_is_stopped(signed: str) -> Watch | None:
    """None for a link that is not ours."""
    try:
        code = SIGNER.unsign(signed)
    except signing.BadSignature:
        return None
    found: Watch | None = Watch.objects.for_writing().filter(code=code).first()
    return found
