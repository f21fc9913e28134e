"""What own pages add to the page of an organisation, the same for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.capabilities import Panel
from ebpages.own_pages.models import Edition
from ebpages.own_pages.page_shapes import MemberView
from ebpages.own_pages.queries.contacts import has_contacts_for_signed_in
from ebpages.own_pages.queries.editing import logo_of
from ebpages.own_pages.queries.members import public_clusters, public_members
from ebpages.own_pages.queries.page import published_values
from ebpages.registry.queries.public_names import name_of


@dataclass(frozen=True, slots=True)
class OwnPanel:
    """published_at: the day of the newest edition. contacts_url: of those for who is signed in, "" where there are none."""

    name: str
    logo: str
    published_at: datetime | None
    history_url: str
    contacts_url: str


def panels(public_id: str) -> Iterator[Panel]:
    newest = Edition.objects.filter(organisation=public_id, number__gt=0).order_by("-number")
    published_at = newest.values_list("at", flat=True).first()
    contacts = has_contacts_for_signed_in(public_id)
    if published_at or contacts:
        logo = logo_of(published_values(public_id))
        yield Panel("own", _("By the organisation itself"), "", "own_pages/panel.html", OwnPanel(
            name_of(public_id) if logo else "",
            logo,
            published_at,
            reverse("own_pages:history", args=[public_id]),
            reverse("own_pages:contacts_for_signed_in", args=[public_id]) if contacts else "",
        ))  # fmt: skip
    for code, title, members, said in (
        ("cluster-members", _("Members"), public_members(public_id), "has_member"),
        ("member-of", _("Member of"), public_clusters(public_id), "member_of"),
    ):
        if members:
            yield Panel(code, title, _note(members), "own_pages/members_panel.html", members, said)


def _note(members: tuple[MemberView, ...]) -> str:
    confirmed = sum(each.state == "confirmed" for each in members)
    return _("%(confirmed)s of %(all)s confirmed by both.") % {"confirmed": confirmed, "all": len(members)}
