"""Transfer cases as their sides read them: lists, one case, whose turn it is."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.exchange.case_shapes import (
    CaseCard,
    CaseIntermediaryView,
    CaseMessageView,
    CaseMoveView,
    CaseStepView,
    CaseTaskView,
    PossibleMove,
    TransferCase,
)
from ebpages.exchange.cases.moves import ENDED, FIRST, OWNER, case_table
from ebpages.exchange.in_words import value_in_words
from ebpages.exchange.models import (
    Attachment,
    Case,
    CaseDocument,
    CaseIntermediary,
    CaseMessage,
    CaseMove,
    CaseTask,
    ProfileVersion,
)
from ebpages.exchange.queries import case_files
from ebpages.exchange.queries.case_agreements import agreement_view
from ebpages.exchange.queries.case_parties import CaseParty, know_the_owner, parties_of, party_of, side_name
from ebpages.faces.language import active_language
from ebpages.registry.queries.public_names import leading, names_of

PAGE = 15  # messages, documents, cases


def find_case(reader: Reader, code: str) -> Case | None:
    found: Case | None = (
        Case.objects.seen_by(reader).select_related("profile", "by").filter(code=code).first()
    )
    return found


def find_intermediary(reader: Reader, code: str) -> CaseIntermediary | None:
    rows = CaseIntermediary.objects.seen_by(reader).select_related("case")
    found: CaseIntermediary | None = rows.filter(code=code).first()
    return found


def find_task(reader: Reader, case: Case, number: int) -> CaseTask | None:
    rows = CaseTask.objects.seen_by(reader).select_related("case")
    found: CaseTask | None = rows.filter(case=case, pk=number).first()
    return found


def interested_organisations(reader: Reader) -> list[tuple[str, str]]:
    """For which the reader may express interest: ids and names."""
    names = names_of(reader.where(Permission.WORK_ON_CASES))
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def open_cases_with(reader: Reader, reference: str) -> list[str]:
    """Codes of the reader's open cases with a profile, as the interested side."""
    works_for = {*reader.where(Permission.WORK_ON_CASES)}
    rows = Case.objects.seen_by(reader).filter(profile__reference=reference, closed_at=None)
    led = leading(each.interested_id for each in rows)
    return [each.code for each in rows if led[each.interested_id] in works_for]


def own_cases(reader: Reader, *, over: bool, start: int = 0, size: int = PAGE) -> tuple[CaseCard, ...]:
    """Open ones, those that wait longest first; or those that are over, the newest first."""
    rows = Case.objects.seen_by(reader).filter(closed_at__isnull=not over).select_related("profile")
    ordered = rows.order_by("-closed_at", "-pk") if over else rows.order_by("turn_at", "pk")
    return cards_of_cases(reader, ordered[start : start + size])


def count_cases(reader: Reader, *, over: bool) -> int:
    return Case.objects.seen_by(reader).filter(closed_at__isnull=not over).count()


def cards_of_cases(reader: Reader, rows: Iterable[Case]) -> tuple[CaseCard, ...]:
    cases = list(rows)
    titles = titles_of(cases)
    parties = parties_of(reader, cases)
    cases = [each for each in cases if each.pk in parties]
    known = know_the_owner(cases, parties)
    led = leading(key for each in cases for key in (each.owner_id, each.interested_id))
    names = names_of([*led.values(), *(each.organisation for each in parties.values())])
    return tuple(
        _card(
            each, parties[each.pk], titles[each.pk], names[parties[each.pk].organisation], names[led[each.interested_id]],
            names[led[each.owner_id]] if each.pk in known else "",
        )
        for each in cases
    )  # fmt: skip


def titles_of(cases: Iterable[Case]) -> dict[int, str]:
    """Of their profiles as they were published when each case began, in the active language where there is one."""
    rows, at = list(cases), active_language()
    wanted = {(each.profile_id, each.profile_version) for each in rows}
    versions = ProfileVersion.objects.for_writing().filter(
        profile__in={each for each, _number in wanted}, number__in={number for _key, number in wanted}
    )
    found = {}
    for version in versions:
        said = version.said
        shown = at if at in said.languages and said.in_language(at).title.strip() else said.original
        found[version.profile_id, version.number] = said.in_language(shown).title.strip()
    return {each.pk: found.get((each.profile_id, each.profile_version), each.code) for each in rows}


def _card(
    case: Case, party: CaseParty, title: str, organisation: str, interested: str, owner: str
) -> CaseCard:
    """owner: "" where it is not known to the reader."""
    table, at = case_table(), active_language()
    step = table.steps[case.step]
    due = (
        timezone.localtime(case.turn_at).date() + timedelta(days=step.days)
        if step.days and case.turn
        else None
    )
    return CaseCard(
        code=case.code,
        url=reverse("exchange:case", args=[case.code]),
        title=title,
        reference=case.profile.reference or "",
        side=party.side,
        side_name=side_name(party.side),
        organisation=party.organisation,
        organisation_name=organisation,
        partner=interested if party.side == OWNER else owner,
        route=table.routes[case.route].name.name(at),
        step=case.step,
        step_name=step.name.name(at),
        turn=case.turn,
        is_my_turn=case.turn == party.side,
        turn_name=side_name(case.turn) if case.turn else "",
        turn_at=timezone.localtime(case.turn_at),
        due=due,
        is_late=due is not None and due < timezone.localdate(),
        version=case.version,
        is_over=case.closed_at is not None,
    )


def case_view(
    reader: Reader, case: Case, *, messages_page: int = 1, documents_page: int = 1
) -> TransferCase | None:
    """None for who is of neither side."""
    party = party_of(reader, case)
    if party is None:
        return None
    (card,) = cards_of_cases(reader, [case])
    at, is_known = active_language(), bool(know_the_owner([case], {case.pk: party}))
    led = leading([case.owner_id, case.interested_id])
    names = names_of(led.values())
    known = case_table().reasons.get(case.reason)
    moves = tuple(CaseMove.objects.seen_by(reader).filter(case=case).select_related("by"))
    messages = CaseMessage.objects.seen_by(reader).filter(case=case)
    start = (documents_page - 1) * PAGE
    return TransferCase(
        card=card,
        is_intermediary=party.for_side,
        steps=_steps(case, moves),
        expected=case_table().steps[case.step].expected.name(at),
        cooperation=value_in_words("partnership_types", (case.cooperation,), at),
        unclear=case.unclear,
        about_us=case.about_us,
        interested_name=names[led[case.interested_id]],
        interested_by=case.by.get_full_name() if case.by else "",
        owner_name=names[led[case.owner_id]] if is_known else "",
        moves=_possible_moves(reader, case, party),
        history=tuple(_move_view(case, each, party) for each in reversed(moves)),
        messages=message_views(messages, party, messages_page),
        messages_total=messages.count(),
        documents=case_files.documents(reader, case, party, start, PAGE),
        documents_total=case_files.documents_of_case(reader, case).count(),
        tasks=task_views(reader, case, party),
        agreement=agreement_view(reader, case, party),
        intermediaries=intermediary_views(reader, case),
        can_write=case.contact_at is not None and case.step != ENDED,
        reason=known.name.name(at) if known else "",
        words=case.words,
    )


def _steps(case: Case, moves: Iterable[CaseMove]) -> tuple[CaseStepView, ...]:
    """Of the route; where a case has ended, its end in the place of what would have followed."""
    table, at = case_table(), active_language()
    came = {FIRST: case.at, **{each.step: each.at for each in moves}}
    route = list(table.routes[case.route].steps)
    if case.step == ENDED:
        passed = [each for each in route if each in came]
        route = [*passed, ENDED]
    here = route.index(case.step)
    return tuple(
        CaseStepView(
            each,
            table.steps[each].name.name(at),
            "here" if n == here else "passed" if n < here else "ahead",
            came.get(each) if n <= here else None,
        )
        for n, each in enumerate(route)
    )


def _possible_moves(reader: Reader, case: Case, party: CaseParty) -> tuple[PossibleMove, ...]:
    table, at = case_table(), active_language()
    route = [*table.routes[case.route].steps, ENDED]
    found = []
    for rule in table.moves_from(case.route, case.step):
        if not table.refusal(
            case.route, case.step, case.turn, rule.code, party.side, for_side=party.for_side, in_force=case.nda_is_in_force
        ):  # fmt: skip
            to = rule.leads_to(case.route)
            leads_on = to != ENDED and route.index(to) > route.index(case.step)
            opens = tuple(table.openings[each].name.name(at) for each in rule.opens)
            url = reverse("exchange:case_move", args=[case.code, rule.code])
            found.append(
                PossibleMove(
                    rule.code, rule.name.name(at), url, leads_on, opens, opened_by(reader, case, party, rule.opens), rule.asks == "reason",
                )
            )  # fmt: skip
    return tuple(found)


def opened_by(reader: Reader, case: Case, party: CaseParty, opens: Iterable[str]) -> tuple[str, ...]:
    """Titles of documents of the reader's side that the other side reads once a move has been made."""
    levels = [each for each in opens if each.startswith("after_")]
    if not levels:
        return ()
    own = CaseDocument.objects.seen_by(reader).filter(case=case, side=party.side, level__in=levels)
    titles = [f"{each.title} ({each.number})" for each in own]
    if party.side == OWNER:
        of_profile = Attachment.objects.for_writing().filter(
            profile=case.profile_id, level__in=levels, version__lte=case.profile.published_version or 0
        )
        titles += [each.title for each in of_profile]
    return tuple(titles)


def _move_view(case: Case, row: CaseMove, party: CaseParty) -> CaseMoveView:
    table, at = case_table(), active_language()
    is_shown = row.side == party.side or case.contact_at is not None
    return CaseMoveView(
        row.number,
        table.moves[row.move].name.name(at),
        table.steps[row.step].name.name(at),
        side_name(row.side),
        row.by.get_full_name() if row.by and is_shown else "",
        timezone.localtime(row.at),
    )


def message_views(
    messages: QuerySet[CaseMessage], party: CaseParty, page: int
) -> tuple[CaseMessageView, ...]:
    """The newest first."""
    rows = list(messages.select_related("by")[(page - 1) * PAGE : page * PAGE])
    led = leading(each.organisation_id for each in rows)
    names = names_of(led.values())
    return tuple(
        CaseMessageView(
            each.pk,
            each.text,
            each.asks,
            each.side == party.side,
            side_name(each.side),
            names[led[each.organisation_id]],
            each.by.get_full_name() if each.by else "",
            timezone.localtime(each.at),
        )
        for each in rows
    )


def messages_of(reader: Reader, case: Case, page: int) -> tuple[CaseMessageView, ...]:
    party = party_of(reader, case)
    rows = CaseMessage.objects.seen_by(reader).filter(case=case)
    return message_views(rows, party, page) if party else ()


def task_views(reader: Reader, case: Case, party: CaseParty) -> tuple[CaseTaskView, ...]:
    today = timezone.localdate()
    rows = CaseTask.objects.seen_by(reader).filter(case=case).order_by("done_at", "due", "pk")
    views = [
        CaseTaskView(
            each.pk,
            each.text,
            each.side,
            side_name(each.side),
            each.side == party.side,
            each.due,
            each.done_at,
            each.done_at is None and each.due is not None and each.due < today,
        )
        for each in rows
    ]
    return tuple(
        sorted(views, key=lambda each: (each.done_at is not None, each.due is None, each.due or today))
    )


def intermediary_views(reader: Reader, case: Case) -> tuple[CaseIntermediaryView, ...]:
    rows = list(
        CaseIntermediary.objects.seen_by(reader).filter(
            case=case, state__in=(CaseIntermediary.ASKED, CaseIntermediary.ACCEPTED)
        )
    )
    led = leading(each.organisation_id for each in rows)
    names = names_of(led.values())
    states = {
        CaseIntermediary.ASKED: _("asked; has not answered yet"),
        CaseIntermediary.ACCEPTED: _("acts for this side"),
    }
    return tuple(
        CaseIntermediaryView(
            each.code,
            each.side,
            side_name(each.side),
            led[each.organisation_id],
            names[led[each.organisation_id]],
            each.state,
            states[each.state],
            each.at,
        )
        for each in rows
    )


def all_messages(reader: Reader, case: Case) -> list[CaseMessageView]:
    """The oldest first."""
    rows = CaseMessage.objects.seen_by(reader).filter(case=case)
    pages = range(1, -(-rows.count() // PAGE) + 1)
    return [each for page in pages for each in messages_of(reader, case, page)][::-1]
