"""Claims and what recomputation says of them, as JSON."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ebpages.faces.api import Language, in_language
from ebpages.observatory.claims.expectation import VERDICTS, Verdict
from ebpages.observatory.queries import claims as queries
from ebpages.observatory.shapes import ClaimView
from ebpages.registry.earlier import day_of_reading

router = Router()


class ClaimFilters(Schema):
    verdict: list[Verdict] = Field(default_factory=list, max_length=len(VERDICTS))
    on: date | None = Field(None, description="Claims made up to this day; today when left out")


class ClaimsAnswer(Schema):
    """Claims in the order of their publication; `counts`: how many of all have each verdict."""

    total: int
    counts: dict[str, int]
    claims: list[ClaimView]


@router.get(
    "/observatory/claims",
    response=ClaimsAnswer,
    url_name="claims",
    summary="Published claims, recomputed",
    description=(
        "Each with its verdict: `agrees`, `differs`, `sources_conflict` where other sources say different things, or"
        " `cannot_be_told` with what is missing and what would settle it. `printed` is the sentence itself, `measured` what can be"
        " measured in its place, `supposed` what follows on a condition."
    ),
)
@in_language
def claims(request: HttpRequest, asked: Query[ClaimFilters], language: Language = "bg") -> ClaimsAnswer:
    every = queries.claims(asked.on or day_of_reading())
    shown = [claim for claim in every if not asked.verdict or claim.verdict in asked.verdict]
    return ClaimsAnswer(total=len(shown), counts=queries.verdicts(every), claims=shown)
