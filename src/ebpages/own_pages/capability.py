"""Own pages among the capabilities."""

from collections.abc import Iterator

from ebpages.accounts.access import SIGNED_IN, Access, AccessTable
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.capabilities import Capability
from ebpages.faces.shapes import WorkItem
from ebpages.faces.upkeep import Check, KeptFolder
from ebpages.own_pages.notice_kinds import OF_ACTING

_INSIDE = Access(Permission.SEE_INSIDE, organisation="public_id")
_PEOPLE = Access(Permission.MANAGE_PEOPLE, organisation="public_id")
_ACTING: AccessTable = {
    "my_work": SIGNED_IN,
    "organisation": SIGNED_IN,
    "POST organisation": Access(Permission.CLAIM_PAGE),
    "withdraw": SIGNED_IN,
    "document": SIGNED_IN,
    "claims": Access(Permission.DECIDE_CLAIMS),
    "decide": Access(Permission.DECIDE_CLAIMS),
    "people": _INSIDE,
    "invite": _PEOPLE,
    "withdraw_invitation": _PEOPLE,
    "role": _PEOPLE,
    "leave": SIGNED_IN,
    "invitation": SIGNED_IN,
}

_ENTRIES: AccessTable = {
    "new_organisation": Access(Permission.PROPOSE_ORGANISATION),
    "proposal": Access(Permission.PROPOSE_ORGANISATION),
    "change_proposal": Access(Permission.PROPOSE_ORGANISATION),
    "proposals": Access(Permission.REVIEW_PAGES),
    "review": Access(Permission.REVIEW_PAGES),
}


def state() -> str:
    """Its pages are shown to one reader each and never kept."""
    return ""


def work(reader: Reader) -> Iterator[WorkItem]:
    from ebpages.own_pages.queries.entries import work_of_entries
    from ebpages.own_pages.queries.work import work_of_acting

    yield from work_of_acting(reader)
    yield from work_of_entries(reader)


def verify() -> Iterator[Check]:
    from ebpages.own_pages.queries.checks import checks

    yield from checks()


CAPABILITY = Capability(
    name="own_pages",
    state=state,
    access={**_ACTING, **_ENTRIES},
    kept=(KeptFolder("private"),),
    verify=verify,
    work=work,
    notices={**OF_ACTING},
)
