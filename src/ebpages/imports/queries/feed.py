"""The editions of a list as a feed, for who waits for the next one."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.imports.queries.uploads import imported_list
from ebpages.publish.atom import Entry, Feed
from ebpages.publish.numerals import write_date
from ebpages.sources.catalogue import begins


def feed_of_editions(site: str, name: str) -> Feed | None:
    """The newest first; each leads to what it changed. None for no such list. site: what stands before an address."""
    view = imported_list(name)
    if view is None:
        return None
    page = site + reverse("imports:editions", args=[name])
    return Feed(
        title=view.title,
        url=site + reverse("imports:feed", args=[name]),
        page=page,
        updated=_noon(view.editions[0].edition).isoformat(),
        entries=[
            Entry(
                f"{page}#{each.folder}",
                _("Edition of %(day)s") % {"day": write_date(_noon(each.edition).date(), active_language())},
                _noon(each.edition).isoformat(),
                f"{page}?before={before.folder}&after={each.folder}" if before else page,
                "edition",
                _("Rows: %(n)s") % {"n": each.rows},
            )
            for each, before in zip(view.editions, [*view.editions[1:], None], strict=True)
        ],
        language=active_language(),
    )


def _noon(edition: str) -> datetime:
    """Of its first day: the same day wherever it is read."""
    return datetime.fromisoformat(f"{begins(edition)}T12:00:00+00:00")
