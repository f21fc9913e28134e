"""Is this host fit to serve? For load balancers and monitors."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ebpages.registry.queries import registry_is_built


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and holds a registry, else 503; says which of the two is missing."""
    state = {"database": True, "registry": False}
    try:
        connection.ensure_connection()
        state["registry"] = registry_is_built()
    except DatabaseError:
        state["database"] = connection.connection is not None
    return JsonResponse(state, status=200 if all(state.values()) else 503)
