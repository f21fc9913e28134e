"""What own pages add to an organisation, as JSON: the same as its page shows to everybody."""

from django.http import HttpRequest
from ninja import Router

from ebpages.faces.api import Language, in_language
from ebpages.own_pages import queries
from ebpages.own_pages.page_shapes import MembersView

router = Router(tags=["own pages"])


@router.get(
    "/organisations/{public_id}/members",
    response=MembersView,
    url_name="members",
    summary="Who belongs to an organisation, and to whom it belongs, with who confirms it",
)
@in_language
def members(request: HttpRequest, public_id: str, language: Language = "bg") -> MembersView:
    return MembersView(queries.public_members(public_id), queries.public_clusters(public_id))
