"""A saved search or a profile tells a person what is new, at most once a day or a week, and never the same twice."""

import logging
from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must, notify
from ebpages.accounts.actions.mail import one_line, write_mail
from ebpages.accounts.models import NEVER
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import VISITOR, Reader
from ebpages.accounts.readers import reader_for
from ebpages.exchange.match_rules import match_rules
from ebpages.exchange.match_shapes import ProfileMatch
from ebpages.exchange.models import Profile, Watch, WatchHit
from ebpages.exchange.queries import watches as queries
from ebpages.faces.action_log import log_when_stored
from ebpages.registry.queries.public_names import leads_to

logger = logging.getLogger(__name__)

MOST_WATCHES = 50  # of one person


@transaction.atomic
def start_watch(*, by: Reader, every: str, profile: Profile | None = None, question: str = "") -> Watch:
    """Tell whoever asks what is new from now on; asked for again, with another rhythm. Raises Refused."""
    must(by, Permission.OWN_ACCOUNT)
    if not by.person:
        raise Refused(_("Sign in first: a watch tells a person."))
    if profile is not None:
        must(by, Permission.SEE_INSIDE, leads_to(profile.organisation_id))
    if every not in Watch.RHYTHMS:
        raise Unusable(_("Choose once a day or once a week."))
    asked = "" if profile else queries.clean_question(question)
    if len(asked) > Watch._meta.get_field("question").max_length:
        raise Unusable(_("The search is too long to be watched. Take some filters away."))
    standing = Watch.objects.for_writing().filter(person=by.person, ended_at=None)
    if same := standing.filter(profile=profile, question=asked).first():
        Watch.objects.for_writing().filter(pk=same.pk).update(every=every)
        same.every = every
        return same
    if standing.count() >= MOST_WATCHES:
        raise Refused(_("You have %(n)s watches. Stop one of them first.") % {"n": MOST_WATCHES})
    try:
        with transaction.atomic():
            now = timezone.now()
            watch: Watch = Watch.objects.create(
                person_id=by.person, profile=profile, question=asked, every=every, at=now, looked_at=now
            )
    except IntegrityError:  # asked for twice at one moment
        return standing.get(profile=profile, question=asked)
    audit.note(by=by, action="watch.start", kind="watch", object_id=watch.code, about=by.person)
    return watch


@transaction.atomic
def stop_watch(*, by: Reader, watch: Watch) -> None:
    """By its person, or by the link of an e-mail, whoever opens it."""
    if by.person and by.person != watch.person_id:
        raise Refused(_("There is no such watch of yours."))
    _end(watch, by)


def _end(watch: Watch, by: Reader = VISITOR) -> None:
    if Watch.objects.for_writing().filter(pk=watch.pk, ended_at=None).update(ended_at=timezone.now()):
        audit.note(
            by=by, action="watch.stop", kind="watch", object_id=watch.code, about=watch.person_id
        )  # fmt: skip
        log_when_stored(logger, "watch %s ended", watch.code)


@task
def send_watches() -> None:
    """Asked again and again: whoever is due is told what is new, and nobody of what they may not read."""
    from ebpages.exchange.matching.fusion import capped

    now = timezone.localtime()
    if now.hour < queries.SENT_FROM:
        return
    news: dict[str, dict[int, ProfileMatch]] = {}
    due = {}
    for watch in queries.due_watches(now.date()):
        reader = reader_for(watch.person)
        if not watch.person.is_active or not queries.has_right(reader, watch) or queries.has_ended(watch):
            _end(watch)
            continue
        with translation.override(watch.person.language):
            news[watch.code] = queries.news_of(reader, watch)
        due[watch.code] = watch
    of_profiles = {code: list(map(str, news[code])) for code, watch in due.items() if watch.profile}
    chosen = capped(of_profiles, queries.MOST_TOLD, most_in_one_round())
    for code, watch in due.items():
        keys = [int(key) for key in chosen[code]] if code in chosen else list(news[code])[: queries.MOST_TOLD]
        _tell(watch, {key: news[code][key] for key in keys})


def most_in_one_round() -> int:
    """Watches that one profile is told to; the others hear of it in the next."""
    return match_rules().exposure.in_one_round


@transaction.atomic
def _tell(watch: Watch, news: Mapping[int, ProfileMatch]) -> None:
    """Whoever moves the moment on tells: of two workers only one."""
    rows = Watch.objects.for_writing().filter(pk=watch.pk, ended_at=None, looked_at=watch.looked_at)
    if not rows.update(looked_at=timezone.now()) or not news:
        return
    for key in news:
        WatchHit.objects.create(watch=watch, profile_id=key)
    person = watch.person
    with translation.override(person.language):
        view = queries.watch_view(reader_for(person), watch)
        if person.delivery == NEVER:  # who wants no e-mails finds it on the site
            notify(
                person=person,
                kind="watch.found",
                params={"n": str(len(news)), "about": one_line(view.about)},
                path=f"/my/profiles/{watch.profile.code}/matches/" if watch.profile else "/my/watches/",
            )
            return
        subject = ngettext("%(n)d new profile: %(about)s", "%(n)d new profiles: %(about)s", len(news))
        stop = settings.EBPAGES_ADDRESS + queries.address_to_stop(watch)
        text = "\n\n".join(
            (
                _("New in the exchange for what you watch: %(about)s") % {"about": one_line(view.about)},
                *(_paragraph(watch, each) for each in news.values()),
                _("You asked for this e-mail, %(rhythm)s. To stop it:") % {"rhythm": view.every_name}
                + f"\n{stop}",
            )
        )
        write_mail(
            to=person.email,
            subject=one_line(subject % {"n": len(news), "about": view.about}),
            text=text,
            key=f"watch:{watch.code}:{timezone.localdate().isoformat()}",
            person=person,
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )


def _paragraph(watch: Watch, match: ProfileMatch) -> str:
    card = match.card
    lines = [f"{card.title} ({card.type_name}, {card.country_name})"]
    lines += [f"– {reason.sentence}" for reason in match.reasons]
    if match.meaning_waits:
        lines.append("– " + _("Its meaning is still being worked out; words and codes alone were compared."))
    lines.append(settings.EBPAGES_ADDRESS + card.url)
    if watch.profile:
        asked = reverse("exchange:match", args=[watch.profile.code, card.reference])
        lines += [_("Not for me, because …"), settings.EBPAGES_ADDRESS + asked]
    return "\n".join(lines)
