"""Who belongs to a cluster: the cluster says it, the member confirms or denies it."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts import audit
from ebpages.accounts.actions import Refused, Unusable, must
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.action_log import log_when_stored
from ebpages.own_pages.actions.editions import say_page
from ebpages.own_pages.actions.telling import tell_those_who_may
from ebpages.own_pages.models import LONGEST_MEMBER, Membership
from ebpages.own_pages.queries.page import published_values
from ebpages.reference.organisation_kinds import organisation_kinds
from ebpages.registry import models as registry
from ebpages.registry.queries.public_names import leads_to, name_in_languages
from ebpages.registry.search_documents import KIND
from ebpages.search.actions import hold_writers, record_changes

logger = logging.getLogger(__name__)

MOST_MEMBERS = 1000


def add_member(*, by: Reader, cluster: str, member: str = "", name: str = "", kind: str) -> Membership:
    """Say that somebody belongs to a cluster. member: a public id; name: of who is not in the registry. Raises Refused."""
    try:
        return _add_member(by=by, cluster=cluster, member=member, name=" ".join(name.split()), kind=kind)
    except IntegrityError:
        raise Refused(_("This member is in the list already.")) from None


@transaction.atomic
def _add_member(*, by: Reader, cluster: str, member: str, name: str, kind: str) -> Membership:
    hold_writers()
    must(by, Permission.PUBLISH_PAGE, cluster)
    if kind not in {each.code for each in organisation_kinds()}:
        raise Unusable(_("Choose what kind of organisation the member is."))
    if bool(member) == bool(name):
        raise Unusable(_("Name the member, or give the address of its page here."))
    if len(name) > LONGEST_MEMBER:
        raise Unusable(_("The name may have at most %(most)s characters.") % {"most": LONGEST_MEMBER})
    if member:
        known = registry.PublicId.objects.filter(id=member).values_list("heir", flat=True)
        if not known:
            raise Unusable(_("No organisation ever had the id %(id)s.") % {"id": member})
        member = known[0] or member
    if member == cluster:
        raise Refused(_("An organisation is no member of itself. Name another one."))
    standing = Membership.objects.for_writing().filter(of_organisation(cluster, "cluster"), ended_at=None)
    if member and standing.filter(of_organisation(member, "member")).exists():
        raise Refused(_("This member is in the list already."))
    if standing.count() >= MOST_MEMBERS:
        raise Refused(_("A list holds at most %(most)s members.") % {"most": MOST_MEMBERS})
    made: Membership = Membership.objects.create(
        cluster_id=cluster,
        member_id=member or None,
        name=name,
        folded=name.casefold(),
        kind=kind,
        said_by_id=by.person or None,
    )
    _note(by, "members.say", made, cluster)
    if member:
        tell_those_who_may(Permission.CONFIRM_MEMBERS, member, "members.named", _members(member), by,
                           cluster=name_in_languages(cluster))  # fmt: skip
    _shown(by, made)
    return made


@transaction.atomic
def end_member(*, by: Reader, membership: Membership) -> None:
    """Say no more that somebody belongs to the cluster. What was denied stays in its list, so that nobody is asked again. Raises Refused."""
    hold_writers()
    cluster = leads_to(membership.cluster_id)
    must(by, Permission.PUBLISH_PAGE, cluster)
    ended = (
        Membership.objects.for_writing()
        .filter(pk=membership.pk, ended_at=None, denied_at=None)
        .update(ended_at=timezone.now())
    )
    if not ended:
        raise Refused(_("This member has denied it, or is no longer in the list."))
    _note(by, "members.end", membership, cluster)
    _shown(by, membership)


@transaction.atomic
def answer_membership(*, by: Reader, membership: Membership, confirmed: bool) -> None:
    """Say, for the member, whether it belongs to the cluster; it may say otherwise later. Raises Refused."""
    hold_writers()
    if membership.member_id is None:
        raise Refused(_("This member is not in the register."))
    member, cluster = leads_to(membership.member_id), leads_to(membership.cluster_id)
    must(by, Permission.CONFIRM_MEMBERS, member)
    now = timezone.now()
    answered = (
        Membership.objects.for_writing()
        .filter(pk=membership.pk, ended_at=None)
        .update(
            confirmed_at=now if confirmed else None,
            denied_at=None if confirmed else now,
            answered_by=by.person or None,
        )
    )
    if not answered:
        raise Refused(_("The cluster no longer says this."))
    _note(by, "members.confirm" if confirmed else "members.deny", membership, member)
    tell_those_who_may(
        Permission.PUBLISH_PAGE,
        cluster,
        "members.confirmed" if confirmed else "members.denied",
        _members(cluster),
        by,
        member=name_in_languages(member),
    )
    _shown(by, membership)


def _members(organisation: str) -> str:
    return f"/my/organisations/{organisation}/members/"


def _note(by: Reader, action: str, membership: Membership, organisation: str) -> None:
    audit.note(
        by=by, action=action, kind="membership", object_id=str(membership.pk), organisation=organisation,
        after={"cluster": membership.cluster_id, "member": membership.member_id or membership.name},
    )  # fmt: skip
    log_when_stored(logger, "%s: membership %s, by %s", action, membership.pk, by.code)


def _shown(by: Reader, membership: Membership) -> None:
    """On the pages of both, and in what programs ask for."""
    both = [leads_to(each) for each in (membership.cluster_id, membership.member_id) if each]
    for organisation in both:
        say_page(by=by, organisation=organisation, values=published_values(organisation))
    record_changes(kind=KIND, ids=both)
