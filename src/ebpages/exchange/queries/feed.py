"""The newest profiles as a feed."""

from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.exchange.queries.listing import ProfileQuestion, cards_of, listed_contents
from ebpages.exchange.shapes import ProfileCard
from ebpages.faces.language import active_language
from ebpages.publish.atom import Entry, Feed

MOST = 50


def feed_of_profiles(site: str, question: ProfileQuestion, query: str) -> Feed:
    """The newest first. site: what stands before an address; query: the question as its end."""
    shown = cards_of(islice(listed_contents(question), MOST))
    newest = max((each.published_at for each in shown), default=timezone.now())
    return Feed(
        title=_("Offers and requests"),
        url=site + reverse("exchange:feed") + query,
        page=site + reverse("exchange:profiles") + query,
        updated=newest.isoformat(),
        entries=[
            Entry(
                site + each.url, _title(each), each.published_at.isoformat(), site + each.url, each.type, each.summary
            )
            for each in shown
        ],
        language=active_language(),
    )  # fmt: skip


def _title(card: ProfileCard) -> str:
    """A reader of feeds sees nothing else of an entry at first."""
    return f"{card.title} ({_('example')})" if card.is_example else card.title
