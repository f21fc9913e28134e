"""What has changed, as feeds: for programs in the order of changes, for people the newest first with names."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.publish.atom import Entry, Feed
from ebpages.registry import models
from ebpages.registry.queries import changes
from ebpages.registry.search_documents import KIND
from ebpages.registry.shapes import ChangedOrganisation
from ebpages.search.queries import log_token, newest_changes

NEWEST = 50


def feed_of_changes(site: str, *, after: int, since: datetime | None, size: int) -> Feed:
    """The same as the changes as JSON; `next` leads on."""
    found = changes(after=after, since=since, size=size)
    url = f"{site}{reverse('api:changes_feed')}"
    further = urlencode({"after": found.next, "size": size})
    return Feed(
        title="E-Business Pages: changes",
        url=f"{url}?{urlencode({'after': after, 'size': size})}",
        page=f"{site}/en/data/",
        updated=found.changes[-1].at if found.changes else _of_build(),
        entries=[_change(each, site, found.log) for each in found.changes],
        next_url=f"{url}?{further}" if found.more else "",
    )


def _change(each: ChangedOrganisation, site: str, log: str) -> Entry:
    url = f"{site}{reverse('api:organisation', args=[each.heir or each.id])}"
    merged = f"merged into {each.heir}" if each.heir else ""
    return Entry(f"urn:ebpages:{log}:{each.position}", each.id, each.at, url, each.state, merged)


def news(site: str) -> Feed:
    """The organisations that changed last, by name."""
    found = newest_changes(KIND, most=NEWEST)
    there = models.Organisation.objects.in_bulk([each.object_id for each in found])
    log = log_token()
    entries = []
    for each in found:
        organisation = there.get(each.object_id)
        if organisation is None:  # merged or gone, which the feed for programs says
            continue
        counts = {"rows": organisation.record_count, "lists": organisation.source_count}
        about = _("Added or changed; %(rows)s rows in %(lists)s lists.") % counts
        url = f"{site}{reverse('registry:organisation', args=[organisation.id])}"
        at = timezone.localtime(each.at).isoformat(timespec="seconds")
        name = organisation.heading[0]
        entries.append(Entry(f"urn:ebpages:{log}:{each.pk}", name, at, url, "there", about))
    return Feed(
        title=_("E-Business Pages: new and changed organisations"),
        url=f"{site}{reverse('open_data:news')}",
        page=f"{site}{reverse('registry:organisations')}",
        updated=entries[0].updated if entries else _of_build(),
        entries=entries,
        language=active_language(),
    )


def _of_build() -> str:
    last = models.Build.objects.first()
    return timezone.localtime(last.finished_at if last else None).isoformat(timespec="seconds")
