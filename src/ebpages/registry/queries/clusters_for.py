"""Is there a cluster for me: the clusters of a sector in an oblast, near it, and in the rest of the country."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.reference.regions import neighbours, region
from ebpages.reference.sectors import Sector, sector
from ebpages.registry import models
from ebpages.registry.queries.directory import Question, cards, organisation_ids
from ebpages.registry.queries.relaxing import question_url
from ebpages.registry.queries.said import contacts_of
from ebpages.registry.shapes import ClusterForMe, ClusterGroup, ClustersForMe

MOST_SHOWN = 10
ABROAD = "abroad"


def clusters_for(sector_code: str, region_code: str, on: date) -> ClustersForMe:
    """The nearest first, each cluster once. region_code: ABROAD for a seat in another country.

    Raises UnknownCode for a sector or an oblast that does not exist.
    """
    asked = sector(sector_code)
    place = "" if region_code == ABROAD else region(region_code).name(active_language())
    steps: list[tuple[str, tuple[str, ...]]] = []
    if place:
        near = neighbours(region_code)
        around = ", ".join(region(code).name(active_language()) for code in near)
        steps += [
            (_("In %(place)s") % {"place": place}, (region_code,)),
            (_("In neighbouring oblasts: %(place)s") % {"place": around}, near),
        ]
    steps.append((_("Elsewhere, or with a seat that no list gives") if place else _("In Bulgaria"), ()))
    return ClustersForMe(asked.name(active_language()), place, _groups(steps, asked, on))


def _groups(
    steps: Sequence[tuple[str, tuple[str, ...]]], asked: Sector, on: date
) -> tuple[ClusterGroup, ...]:
    """A group for each step, a title and the oblasts that it looks in, that finds somebody whom none before it found."""
    seen: set[str] = set()
    groups = []
    for title, regions in steps:
        chosen = {"kind": ("cluster_organisation",), **({"region": regions} if regions else {})}
        # Its words find those too whose sector only their name tells.
        question = Question(on=on, words=asked.name(active_language()), chosen=chosen, sort="name")
        stated = replace(question, words="", chosen={**chosen, "sector": (asked.code,)})
        listed = dict.fromkeys((*organisation_ids(stated), *organisation_ids(question)))
        found = [each for each in listed if each not in seen]
        if found:
            seen.update(found)
            shown = with_contacts(found[:MOST_SHOWN], on)
            groups.append(ClusterGroup(title, shown, len(found), question_url(question)))
    return tuple(groups)


def with_contacts(ids: Iterable[str], on: date) -> tuple[ClusterForMe, ...]:
    """Organisations in the order of their ids, with whom to ask there."""
    listed = cards(list(ids), on)
    said = models.Statement.objects.filter(
        record__organisation__in=[card.id for card in listed], property="contact_public"
    )
    contacts = contacts_of(said.select_related("record__source"))
    return tuple(ClusterForMe(card, contacts.get(card.id, ())) for card in listed)
