"""The exchange among the capabilities."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils.translation import gettext_noop

from ebpages.accounts.access import SIGNED_IN, Access, open_to_everybody
from ebpages.accounts.notice_kinds import NoticeKind
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.case_notices import OF_CASES
from ebpages.faces.capabilities import Capability, MenuEntry, Panel
from ebpages.faces.shapes import MissingStep, WorkItem
from ebpages.faces.upkeep import Check

_INSIDE = Access(Permission.SEE_INSIDE)
_DRAFT = Access(Permission.DRAFT_PROFILES)
_DRAFT_THERE = Access(Permission.DRAFT_PROFILES, organisation="public_id")
_REVIEW = Access(Permission.REVIEW_PROFILES)
# Reviewers read what was handed in to them on the same pages as its own people.
_CASES = Access(Permission.WORK_ON_CASES)
_READ = Access(Permission.SEE_INSIDE, or_else=Permission.REVIEW_PROFILES)


def state() -> str:
    """What it changes on pages that are kept is noted in the log of changes, which is part of their state."""
    return ""


def work(reader: Reader) -> Iterator[WorkItem]:
    from ebpages.exchange.queries.case_work import work_of_cases
    from ebpages.exchange.queries.own import work_of_own
    from ebpages.exchange.queries.review import work_of_reviewer

    yield from work_of_own(reader)
    yield from work_of_cases(reader)
    yield from work_of_reviewer(reader)


def panels(public_id: str) -> Iterator[Panel]:
    from ebpages.exchange.queries.panels import panels as added

    yield from added(public_id)


def missing(reader: Reader, public_id: str) -> Iterator[MissingStep]:
    from ebpages.exchange.queries.own import step_to_publish

    yield from step_to_publish(reader, public_id)


def check() -> None:
    from ebpages.exchange.barriers import barrier_rules
    from ebpages.exchange.cases.moves import case_table
    from ebpages.exchange.cases.non_disclosure import agreement_template
    from ebpages.exchange.check import check_rules
    from ebpages.exchange.examples import example_contents
    from ebpages.exchange.match_rules import match_rules
    from ebpages.exchange.mechanisms import mechanism_rules
    from ebpages.exchange.small_numbers import small_numbers
    from ebpages.exchange.support import kinds_of_support
    from ebpages.exchange.technology_keywords import keywords
    from ebpages.exchange.wording import wording

    barrier_rules()
    case_table()
    agreement_template()
    check_rules()
    small_numbers(datetime.now(tz=UTC).date())
    keywords()
    match_rules()
    kinds_of_support()
    mechanism_rules()
    wording()
    example_contents(datetime.now(tz=UTC).date())


def verify() -> Iterator[Check]:
    from ebpages.exchange.queries.checks import checks

    yield from checks()


_SEE, _REASONS = gettext_noop("See the profile"), gettext_noop("Read the reasons")
CAPABILITY = Capability(
    name="exchange",
    state=state,
    access={
        **open_to_everybody(
            "api:case_routes mechanisms barriers api:mechanisms api:barriers technology_watch_citation who_can_help api:who_can_help profiles profiles_file feed embed embed_code profile one_pager attachment api:profiles api:profile api:profile_linked "
            "technology_watch technology_watch_file api:technology_watch public_matches stop_watch_by_mail api:public_matches api:answering_organisations"
        ),
        "express_interest": SIGNED_IN,
        **dict.fromkeys(
            (
                "cases", "case", "case_move", "case_message", "case_add_document", "case_file", "case_add_task", "case_finish_task",
                "case_agreement", "case_ask_intermediary", "answer_help", "end_help", "case_pdf", "case_archive", "api:cases", "api:case",
                "api:case_move", "api:case_messages", "api:case_documents", "api:case_file", "api:case_tasks", "api:case_task",
                "api:case_agreement", "api:case_agreement_file", "api:case_intermediary", "api:help_requests", "api:help_answer",
                "api:help_end", "api:case_archive",
            ),
            _CASES,
        ),
        **dict.fromkeys(("case_sign", "api:case_signature"), Access(Permission.WORK_ON_CASES, confirmed=True)),
        **dict.fromkeys(("case_funnel", "api:case_funnel"), Access(Permission.WORK_ON_CASES, organisation="public_id")),
        **dict.fromkeys(
            ("own", "watches", "stop_watch", "api:watches", "api:watch", "own_technology_watch", "api:own_technology_watch"),
            SIGNED_IN,
        ),
        **dict.fromkeys(("matches", "match", "api:matches", "own_barriers", "api:own_barriers", "assess", "api:assessments"), _INSIDE),
        **dict.fromkeys(("POST match", "take_back_match", "api:match", "POST assess", "api:assess_barrier"), _DRAFT),
        **dict.fromkeys(
            ("fitting_profiles", "api:fitting_profiles", "open_barriers", "api:open_barriers"), Access(Permission.SEE_INSIDE, organisation="public_id")
        ),
        "begin": _DRAFT_THERE,
        "import_file": _DRAFT_THERE,
        "own_file": Access(Permission.SEE_INSIDE, organisation="public_id"),
        **dict.fromkeys(("preview", "history", "compare", "attachments", "own_attachment"), _READ),
        "edit": _READ,
        "POST edit": _DRAFT,
        **dict.fromkeys(("hand_in", "take_back", "withdraw", "renew", "add_attachment", "remove_attachment"), _DRAFT),
        "queue": _REVIEW,
        "review": _REVIEW,
        **dict.fromkeys(("api:own_profiles", "api:own_profile", "api:own_versions", "api:own_comparison"), _READ),
        "POST api:own_profiles": _DRAFT,
        "POST api:own_profile": _DRAFT,
        "api:attachments": _READ,
        "POST api:attachments": _DRAFT,
        **dict.fromkeys(
            (
                "api:hand_in_profile", "api:take_back_profile", "api:withdraw_profile", "api:renew_profile", "api:attachment",
                "api:import_profiles", "api:check_content",
            ),
            _DRAFT,
        ),
        "api:profiles_to_review": _REVIEW,
        "api:profile_to_review": _REVIEW,
        "api:profile_decision": _REVIEW,
    },
    menu=(MenuEntry(20, "exchange:profiles", gettext_noop("Exchange")),),
    costs={"exchange": "search", "exchange/technology-watch": "work", "my/technology-watch": "work", "my/profiles": "search", "my/cases": "search", "agency/profiles": "search"},
    check=check,
    verify=verify,
    panels=panels,
    work=work,
    missing=missing,
    audited={
        "profile.draft": gettext_noop("Profile saved"),
        "profile.hand_in": gettext_noop("Profile handed in for review"),
        "profile.take_back": gettext_noop("Profile taken back from review"),
        "profile.withdraw": gettext_noop("Profile withdrawn"),
        "profile.renew": gettext_noop("Profile renewed"),
        "profile.expire": gettext_noop("Profile expired"),
        "profile.decide": gettext_noop("Profile reviewed"),
        "barrier.assess": gettext_noop("Barrier assessed"),
        "case.interest": gettext_noop("Interest expressed in a profile"),
        "case.move": gettext_noop("Transfer case moved to another step"),
        "case.end": gettext_noop("Transfer case ended"),
        "case.message": gettext_noop("Message written in a transfer case"),
        "case.document": gettext_noop("Document added to a transfer case"),
        "case.task": gettext_noop("Task written down in a transfer case"),
        "case.task_done": gettext_noop("Task of a transfer case done"),
        "case.agreement": gettext_noop("Non-disclosure agreement made"),
        "case.sign": gettext_noop("Non-disclosure agreement signed"),
        "case.ask_intermediary": gettext_noop("Intermediary asked in a transfer case"),
        "case.intermediary": gettext_noop("Request to an intermediary answered or ended"),
        "match.judge": gettext_noop("Match judged"),
        "match.take_back": gettext_noop("Judgement of a match taken back"),
        "watch.start": gettext_noop("Watch started"),
        "watch.stop": gettext_noop("Watch ended"),
        "attachment.add": gettext_noop("Document of a profile added"),
        "attachment.remove": gettext_noop("Document of a profile removed"),
    },
    notices={
        **OF_CASES,
        "watch.found": NoticeKind(
            gettext_noop("New in the exchange: %(about)s"),
            gettext_noop("Newly published profiles fit what you watch (%(about)s): %(n)s."),
            gettext_noop("See them"),
        ),
        "profile.publish": NoticeKind(
            gettext_noop("Published: %(profile)s"),
            gettext_noop("The profile “%(profile)s” of %(organisation)s was reviewed and is published."),
            _SEE,
        ),
        "profile.hold": NoticeKind(
            gettext_noop("On hold: %(profile)s"),
            gettext_noop(
                "The profile “%(profile)s” of %(organisation)s was reviewed and put on hold. The reviewer says what to improve."
            ),
            _REASONS,
        ),
        "profile.reject": NoticeKind(
            gettext_noop("Not accepted: %(profile)s"),
            gettext_noop("The profile “%(profile)s” of %(organisation)s was reviewed and not accepted."),
            _REASONS,
        ),
        "profile.expires_soon": NoticeKind(
            gettext_noop("Soon shown no more: %(profile)s"),
            gettext_noop("The profile “%(profile)s” of %(organisation)s is shown until %(day)s. Renew it if it still holds."),
            gettext_noop("Renew it"),
        ),
        "profile.expired": NoticeKind(
            gettext_noop("Expired: %(profile)s"),
            gettext_noop("The profile “%(profile)s” of %(organisation)s is shown no more. You can renew it."),
            gettext_noop("Renew it"),
        ),
    },
)  # fmt: skip
