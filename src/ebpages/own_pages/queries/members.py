"""Who belongs to a cluster, as the cluster says and its members confirm."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import VISITOR, Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.language import active_language
from ebpages.faces.shapes import WorkItem
from ebpages.own_pages.models import Membership
from ebpages.own_pages.page_shapes import MemberView
from ebpages.reference.organisation_kinds import organisation_kind, organisation_kinds
from ebpages.registry.queries.public_names import leading, names_of


def members_of(reader: Reader, cluster: str) -> tuple[MemberView, ...]:
    """Those that the cluster names, by name; for a visitor without those who deny it."""
    rows = Membership.objects.seen_by(reader).filter(of_organisation(cluster, "cluster"), ended_at=None)
    return _views(rows, "member_id")


def clusters_of(reader: Reader, member: str) -> tuple[MemberView, ...]:
    """Clusters that name an organisation as their member; those it has not answered first."""
    rows = Membership.objects.seen_by(reader).filter(of_organisation(member, "member"), ended_at=None)
    return tuple(sorted(_views(rows, "cluster_id"), key=lambda each: each.state != "said"))


def membership_of(reader: Reader, public_id: str, key: int) -> Membership | None:
    """A membership that an organisation is part of."""
    part = of_organisation(public_id, "cluster") | of_organisation(public_id, "member")
    found: Membership | None = Membership.objects.seen_by(reader).filter(part, pk=key, ended_at=None).first()
    return found


def public_members(cluster: str) -> tuple[MemberView, ...]:
    return members_of(VISITOR, cluster)


def public_clusters(member: str) -> tuple[MemberView, ...]:
    return clusters_of(VISITOR, member)


def confirmed_members(cluster: str) -> frozenset[str]:
    """Public ids of those that confirm it themselves."""
    rows = Membership.objects.seen_by(VISITOR).filter(of_organisation(cluster, "cluster"), ended_at=None)
    confirmed = rows.exclude(confirmed_at=None).exclude(member=None).values_list("member_id", flat=True)
    return frozenset(leading(confirmed).values())


def work_of_members(reader: Reader) -> Iterator[WorkItem]:
    """Memberships that wait for an answer of organisations that the reader acts for."""
    own = reader.where(Permission.CONFIRM_MEMBERS)
    rows = Membership.objects.seen_by(reader).filter(
        Q(member__in=own) | Q(member__heir__in=own), ended_at=None, confirmed_at=None, denied_at=None
    )
    waiting = list(rows)
    led = leading(each for row in waiting for each in (row.member_id, row.cluster_id))
    names = names_of(led.values())
    for row in waiting:
        member = led[row.member_id]
        yield WorkItem(
            what=_("%(cluster)s says that it is its member") % {"cluster": names[led[row.cluster_id]]},
            about=names[member],
            since=row.said_at,
            step=_("Confirm or deny it"),
            url=reverse("own_pages:members", args=[member]) + "#clusters",
        )


def _views(rows: Iterable[Membership], other: str) -> tuple[MemberView, ...]:
    listed = list(rows)
    led = leading(filter(None, (getattr(row, other) for row in listed)))
    names = names_of(led.values())
    own = "cluster_id" if other == "member_id" else "member_id"
    led |= leading(filter(None, (getattr(row, own) for row in listed)))
    found = {}
    for row in listed:
        there = led.get(getattr(row, other) or "", "")
        if there and there == led.get(getattr(row, own) or ""):
            continue  # merged with the other one
        view = _view(row, there, names)
        known = found.get(there or view.name)
        if known is None or view.state == "confirmed":
            found[there or view.name] = view
    return tuple(sorted(found.values(), key=lambda each: each.name.casefold()))


def _view(row: Membership, there: str, names: dict[str, str]) -> MemberView:
    state = "confirmed" if row.confirmed_at else "denied" if row.denied_at else "said"
    return MemberView(
        key=row.pk,
        name=names[there] if there else row.name,
        url=reverse("registry:organisation", args=[there]) if there else "",
        kind=organisation_kind(row.kind).name(active_language()),
        state=state,
        since=row.confirmed_at or row.denied_at or row.said_at,
    )


def kinds_of_member() -> tuple[tuple[str, str], ...]:
    return tuple((kind.code, kind.name(active_language()).capitalize()) for kind in organisation_kinds())
