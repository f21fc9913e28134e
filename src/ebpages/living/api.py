"""Living sources as JSON, each at the page's own address, with the attribution that its licence asks for."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.errors import HttpError

from ebpages.faces.api import Language, in_language
from ebpages.living import queries
from ebpages.living.shapes import (
    LivingSourceDetail,
    LivingSourceView,
    RegisterClusters,
    ResearchProjects,
    TimelineView,
)
from ebpages.registry.one_build import one_build

router = Router(tags=["living sources"])
router.add_decorator(one_build, mode="view")
OnDay = Annotated[
    date | None, Query(description="What was known of this day; without it, what is known today")
]


@router.get("/living-sources", response=list[LivingSourceView], url_name="living_sources", summary="How fresh each living source is")  # fmt: skip
@in_language
def living_sources(request: HttpRequest, language: Language = "bg") -> list[LivingSourceView]:
    """Licence and attribution of each, what failed and what is to be done."""
    return list(queries.source_views())


@router.get("/living-sources/clusters", response=RegisterClusters, url_name="register_clusters", summary="The clusters that the Trade Register knows, on any day")  # fmt: skip
@in_language
def register_clusters(request: HttpRequest, language: Language = "bg", on: OnDay = None) -> RegisterClusters:
    """Bodies whose name held the word for cluster, in any spelling, with their state, and what happened month by month."""
    return queries.register_clusters(on.isoformat() if on else "")


@router.get("/living-sources/{slug:name}", response=LivingSourceDetail, url_name="living_source", summary="One living source: what failed, which days are missing, its newest editions")  # fmt: skip
@in_language
def living_source(request: HttpRequest, name: str, language: Language = "bg") -> LivingSourceDetail:
    found = queries.source_detail(name)
    if found is None:
        raise HttpError(404, _("There is no living source “%(name)s”.") % {"name": name})
    return found


@router.get("/organisations/{slug:public_id}/timeline", response=TimelineView, url_name="timeline", summary="What the register says of an organisation, event by event, on any day")  # fmt: skip
@in_language
def timeline(
    request: HttpRequest, public_id: str, language: Language = "bg", on: OnDay = None
) -> TimelineView:
    """Each event with the line of the register; the state beside that of every list, and where they contradict each other."""
    found = queries.timeline(public_id, on.isoformat() if on else "")
    if found is None:
        raise HttpError(404, _("There is no organisation “%(name)s”.") % {"name": public_id})
    return found


@router.get("/organisations/{slug:public_id}/research-projects", response=ResearchProjects, url_name="research_projects", summary="The EU research projects that an organisation takes part in")  # fmt: skip
@in_language
def research_projects(request: HttpRequest, public_id: str, language: Language = "bg") -> ResearchProjects:
    """By CORDIS, joined by EIK; with partners, and with how many of the projects state a contribution."""
    return queries.research_projects(public_id)
