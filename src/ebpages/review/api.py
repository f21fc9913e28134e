"""Review, as JSON: the same queries, actions and permissions as the pages."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from ebpages.accounts.readers import reader_of
from ebpages.faces.api import LARGEST_PAGE, Key, Language, Paging, found, in_language
from ebpages.review import actions, queries
from ebpages.review.shapes import (
    AnsweredFinding,
    AnswerIn,
    DecisionIn,
    DecisionView,
    Lesson,
    Letter,
    OpinionIn,
    PairView,
    Part,
    PartIn,
    Queue,
)

router = Router(tags=["review"])
PAIR = "/review/pairs/{record:a}/{record:b}"


class QueuePage(Paging):
    size: int = Field(queries.MOST_SHOWN, ge=1, le=LARGEST_PAGE)


@router.get(
    "/review", response=Queue, url_name="review_queue", summary="Pairs that wait to be decided, best first"
)
@in_language
def queue(request: HttpRequest, page: Query[QueuePage], language: Language = "bg") -> Any:
    """left: of how many pairs these are a page."""
    return queries.queue(reader_of(request), (page.page - 1) * page.size, page.size)


@router.post(
    "/review/next",
    response={200: PairView, 204: None},
    url_name="review_next",
    summary="The next pair, kept for the reader for fifteen minutes; 204 where none is left",
)
@in_language
def next_pair(request: HttpRequest, language: Language = "bg") -> Any:
    reader = reader_of(request)
    pair = actions.take_next(by=reader)
    return Status(200, found(queries.pair(reader, *pair))) if pair else Status(204, None)


@router.get(
    PAIR,
    response=PairView,
    url_name="review_pair",
    summary="Two rows side by side: evidence, differences, reasons, and what each decision would do",
)
@in_language
def pair(request: HttpRequest, a: str, b: str, language: Language = "bg") -> Any:
    return found(queries.pair(reader_of(request), a, b))


@router.post(
    f"{PAIR}/decision",
    response={201: DecisionView},
    url_name="review_decision",
    summary="Decide what the first row is to the second one",
)
@in_language
def decide(request: HttpRequest, a: str, b: str, decision: DecisionIn, language: Language = "bg") -> Any:
    made = actions.decide(by=reader_of(request), a=a, b=b, relation=decision.relation, why=decision.why)
    return Status(201, queries.decision_views([made])[0])


@router.post(f"{PAIR}/later", response={204: None}, url_name="review_later", summary="See the pair last")
@in_language
def later(request: HttpRequest, a: str, b: str, language: Language = "bg") -> Any:
    actions.put_off(by=reader_of(request), a=a, b=b)
    return Status(204, None)


@router.post(
    f"{PAIR}/opinion", response={204: None}, url_name="review_opinion", summary="Ask for a second opinion"
)
@in_language
def opinion(request: HttpRequest, a: str, b: str, opinion: OpinionIn, language: Language = "bg") -> Any:
    actions.ask_opinion(by=reader_of(request), a=a, b=b, of=opinion.of, question=opinion.question)
    return Status(204, None)


@router.get(
    "/review/decisions",
    response=list[DecisionView],
    url_name="review_decisions",
    summary="What was decided, by whom, when and why; the newest first",
)
@in_language
def decisions(request: HttpRequest, language: Language = "bg") -> Any:
    return queries.decisions()


@router.delete(
    "/review/decisions/{int:key}",
    response={204: None},
    url_name="review_decision_taken_back",
    summary="Take a decision back; it stays stored",
)
@in_language
def take_back(request: HttpRequest, key: Key, language: Language = "bg") -> Any:
    actions.take_back(by=reader_of(request), judgement=key)
    return Status(204, None)


@router.post(
    "/review/organisations/{slug:public_id}/part",
    response=Part,
    url_name="review_part",
    summary="Part rows from an organisation, or say with `preview` what that would do",
)
@in_language
def part(request: HttpRequest, public_id: str, part: PartIn, language: Language = "bg") -> Any:
    effect = queries.part_effect(public_id, actions.pairs_to_part(public_id, part.records))
    if not part.preview:
        actions.part(by=reader_of(request), organisation=public_id, records=part.records, why=part.why)
    return effect


@router.get(
    "/review/findings/answered",
    response=list[AnsweredFinding],
    url_name="review_findings_answered",
    summary="Findings with an answer that still counts",
)
@in_language
def answered(request: HttpRequest, language: Language = "bg") -> Any:
    return queries.answered_findings()


@router.put(
    "/review/findings/{slug:finding}/answer",
    response={204: None},
    url_name="review_finding_answer",
    summary="Say what was done about a finding",
)
@in_language
def answer(request: HttpRequest, finding: str, answer: AnswerIn, language: Language = "bg") -> Any:
    actions.answer_finding(by=reader_of(request), finding=finding, answer=answer.answer, reason=answer.reason)
    return Status(204, None)


@router.delete(
    "/review/findings/{slug:finding}/answer",
    response={204: None},
    url_name="review_finding_answer",
    summary="Take an answer back: the finding is open again",
)
@in_language
def reopen(request: HttpRequest, finding: str, language: Language = "bg") -> Any:
    actions.reopen_finding(by=reader_of(request), finding=finding)
    return Status(204, None)


@router.get(
    "/review/letters/{slug:slug}",
    response=Letter,
    url_name="review_letter",
    summary="The open findings of a list as a letter to its publisher, with the rows",
)
@in_language
def letter(request: HttpRequest, slug: str, language: Language = "bg") -> Any:
    return found(queries.letter(slug))


@router.get(
    "/review/lessons",
    response=list[Lesson],
    url_name="review_lessons",
    summary="What decisions would teach the rules, as proposals",
)
@in_language
def lessons(request: HttpRequest, language: Language = "bg") -> Any:
    return queries.lessons()
