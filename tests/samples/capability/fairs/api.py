"""Every page's content as JSON, at the page's own address."""

from django.http import HttpRequest
from ebpages.fairs.queries import fair_views
from ebpages.fairs.shapes import FairView
from ninja import Router

from ebpages.faces.api import Language, in_language
from ebpages.registry.one_build import one_build

router = Router(tags=["fairs"])
router.add_decorator(one_build, mode="view")


@router.get("/fairs", response=list[FairView], url_name="fairs", summary="Trade fairs and who exhibits there")
@in_language
def fairs(request: HttpRequest, language: Language = "bg") -> list[FairView]:
    return list(fair_views())
