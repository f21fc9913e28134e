"""Review among the capabilities."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from ebpages.accounts.access import Access
from ebpages.accounts.notice_kinds import NoticeKind
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.faces.capabilities import Capability
from ebpages.faces.shapes import WorkItem

_REVIEW = Access(Permission.REVIEW_DATA)
_PAGES = (
    "queue queue_file next pair decided take_back organisation findings finding letter letter_file lessons"
)
_OPERATIONS = "queue next pair decision later opinion decisions decision_taken_back part findings_answered finding_answer letter lessons"


def state() -> str:
    """Its own pages are never kept; what it changes on others is noted in the log of changes, which is part of their state."""
    return ""


def work(reader: Reader) -> Iterator[WorkItem]:
    from ebpages.review.queries.queue import work_of_review

    yield from work_of_review(reader)


CAPABILITY = Capability(
    name="review",
    state=state,
    access={
        **dict.fromkeys(_PAGES.split(), _REVIEW),
        **dict.fromkeys((f"api:review_{name}" for name in _OPERATIONS.split()), _REVIEW),
    },
    costs={"review": "search"},
    work=work,
    audited={
        "pair.decide": gettext_noop("Pair of organisations decided"),
        "pair.take_back": gettext_noop("Decision on a pair taken back"),
        "record.part": gettext_noop("Rows parted from an organisation"),
        "opinion.ask": gettext_noop("Second opinion asked for"),
        "finding.answer": gettext_noop("Finding answered"),
        "finding.reopen": gettext_noop("Answer to a finding taken back"),
    },
    notices={
        "opinion.asked": NoticeKind(
            gettext_noop("%(person)s asks for your opinion: %(one)s"),
            gettext_noop("%(person)s asks you to decide what %(one)s and %(other)s are to each other."),
            gettext_noop("See the pair and decide"),
        ),
        "opinion.given": NoticeKind(
            gettext_noop("Second opinion on %(one)s"),
            gettext_noop("%(person)s has decided the pair %(one)s and %(other)s: %(answer)s. %(reason)s"),
            gettext_noop("See the pair"),
        ),
    },
)
