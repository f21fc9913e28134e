"""The texts about the site as JSON. Reports are the operator's alone: no operation shows them."""

from django.http import HttpRequest
from ninja import Router

from ebpages.contact import queries
from ebpages.contact.shapes import OperatorPage
from ebpages.faces.api import Language, in_language

router = Router(tags=["contact"])


@router.get("/contact", response=OperatorPage, url_name="operator", summary="Who runs this site")
@in_language
def operator(request: HttpRequest, language: Language = "bg") -> OperatorPage:
    return queries.operator_page("operator")


@router.get(
    "/contact/privacy", response=OperatorPage, url_name="privacy", summary="What is stored of visitors"
)
@in_language
def privacy(request: HttpRequest, language: Language = "bg") -> OperatorPage:
    return queries.operator_page("privacy")


@router.get(
    "/contact/accessibility",
    response=OperatorPage,
    url_name="accessibility",
    summary="How accessible the pages are",
)
@in_language
def accessibility(request: HttpRequest, language: Language = "bg") -> OperatorPage:
    return queries.operator_page("accessibility")
