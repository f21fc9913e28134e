"""The technology watch, as JSON."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from ebpages.accounts.reader import VISITOR, Reader
from ebpages.accounts.readers import reader_of
from ebpages.exchange.api_refusals import refuse_strange
from ebpages.exchange.queries.technology_watch import technology_figure
from ebpages.exchange.technology_shapes import TechnologyFigure, TechnologyQuestion
from ebpages.faces.api import Language, in_language

router = Router(tags=["exchange"])
_Values = Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=1)]


class TechnologyFilters(Schema):
    """Each filter takes one value, so that sets of profiles cannot be put together at will."""

    by: Literal["sector", "month", "country", "partner_country", "trl", "form"] = "sector"
    months: Literal["24", "12", "6", "3"] = Field("24", description="So many months that are over")
    sector: _Values = []
    country: _Values = []
    type: _Values = []
    text_language: _Values = Field([], description="Languages of the text")

    def question(self) -> TechnologyQuestion:
        chosen = {
            "sector": self.sector,
            "country": self.country,
            "type": self.type,
            "language": self.text_language,
        }
        return TechnologyQuestion(
            self.by, int(self.months), {key: tuple(values) for key, values in chosen.items() if values}
        )


@router.get(
    "/exchange/technology-watch",
    response=TechnologyFigure,
    url_name="technology_watch",
    summary="What is offered and sought, by sector, country, month, readiness or cooperation; small numbers are null",
)
@in_language
def technology_watch(
    request: HttpRequest, filters: Query[TechnologyFilters], language: Language = "bg"
) -> Any:
    return _answer(request, filters, VISITOR)


@router.get(
    "/my/technology-watch",
    response=TechnologyFigure,
    url_name="own_technology_watch",
    summary="The same, with the exact numbers of my organisations and of members of my clusters",
)
@in_language
def own_technology_watch(
    request: HttpRequest, filters: Query[TechnologyFilters], language: Language = "bg"
) -> Any:
    return _answer(request, filters, reader_of(request))


def _answer(request: HttpRequest, filters: TechnologyFilters, reader: Reader) -> TechnologyFigure:
    question = filters.question()
    refuse_strange(request, {*TechnologyFilters.model_fields, "language"}, question.chosen)
    return technology_figure(question, reader)
