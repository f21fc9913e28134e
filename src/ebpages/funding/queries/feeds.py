"""Days of calls as a calendar, and versions of calls as a feed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.funding import ical
from ebpages.funding.call import Call
from ebpages.funding.catalogue import calls
from ebpages.publish.atom import Entry, Feed


def calendar(site: str, today: date) -> bytes:
    """site: what stands before an address. Days that are known to the month only are in no calendar."""
    return ical.write(_("Calls for funding"), _events(site), today)


def _events(site: str) -> Iterator[ical.Event]:
    language = active_language()
    for call in calls().values():
        terms, url = call.versions[-1], site + reverse("funding:call", args=[call.id])
        for code, moment, sentence in (
            ("opens", terms.opens, _("Opens: %(title)s")),
            ("closes", terms.closes, _("Closes: %(title)s")),
        ):
            if moment and moment.first == moment.last:
                hour = _("Until %(hour)s.") % {"hour": moment.hour} if moment.hour else ""
                title = sentence % {"title": call.title.name(language)}
                yield ical.Event(
                    f"{call.id}-{terms.id}-{code}", moment.first, title, f"{call.id}. {hour}".strip(), url
                )


def feed(site: str) -> Feed:
    """Each version of each call, the newest first."""
    language = active_language()
    versions = sorted(
        ((terms.since.first, call, terms) for call in calls().values() for terms in call.versions),
        key=lambda each: each[0],
        reverse=True,
    )
    entries = []
    for day, call, terms in versions:
        url = site + reverse("funding:call", args=[call.id])
        title = f"{_title(call)} – {terms.name.name(language)}"
        entries.append(
            Entry(f"{url}#{terms.id}", title, _instant(day), url, call.kind, terms.pays.name(language))
        )
    return Feed(
        title=_("Calls for funding"),
        url=site + reverse("funding:feed"),
        page=site + reverse("funding:calls"),
        updated=entries[0].updated,
        entries=entries,
        language=language,
    )


def _title(call: Call) -> str:
    return f"{call.id}: {call.title.name(active_language())}"


def _instant(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat()
