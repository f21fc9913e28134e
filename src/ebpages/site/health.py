"""Is this host fit to serve? For load balancers and monitors.

/livez: the process answers; restart it where it does not. /readyz: pages can be served; send nobody here while they cannot. /healthz, the
oldest: the database answers and holds a register. /metrics: counts for Prometheus, for whom the operator names alone.
"""

import secrets
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ebpages.faces.fair_share import client_address
from ebpages.jobs.queries import count_by_state
from ebpages.registry.queries import registry_is_built
from ebpages.site import metrics
from ebpages.site.readiness import Part, parts


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database or the disk: whoever restarts a process because of those mends nothing."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, though a part may be missing; 503 while they cannot. Says how each part is."""
    found = parts()
    ready = all(part.ok for part in found.values() if part.needed)
    shown = {name: {"ok": part.ok, "needed": part.needed, **part.more} for name, part in found.items()}
    return JsonResponse({"ready": ready, "parts": shown}, status=200 if ready else 503)


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


@require_safe
@never_cache
def prometheus(request: HttpRequest) -> HttpResponse:
    """Raises Http404 for everybody but those whom EBPAGES_METRICS_FROM or EBPAGES_METRICS_TOKEN lets in."""
    if not _may_see_metrics(request):
        raise Http404("no such page")
    lines = "\n".join((*metrics.lines(), *_gauges(parts()), ""))
    return HttpResponse(lines, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_see_metrics(request: HttpRequest) -> bool:
    token = settings.EBPAGES_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    try:
        address = ip_address(client_address(request))
    except ValueError:
        return False
    return any(address in network for network in settings.EBPAGES_METRICS_FROM)


def _gauges(found: dict[str, Part]) -> Iterator[str]:
    """What the database and the disk say now; what they cannot say is left out."""
    oks = {f'{{part="{name}"}}': float(part.ok) for name, part in found.items()}
    yield from metrics.gauge("ebpages_ready", "1 where a part is in order, 0 where it is not.", oks)
    for name, part, key, explained in (
        ("ebpages_build_age_seconds", "registry", "age_seconds", "Time since the register was built."),
        ("ebpages_disk_free_bytes", "disk", "free_bytes", "Room on the disk of the data folder."),
        ("ebpages_worker_sign_age_seconds", "worker", "seconds_since_sign", "Time since a worker showed that it lives."),
    ):  # fmt: skip
        value = found[part].more.get(key)
        if isinstance(value, int):
            yield from metrics.gauge(name, explained, {"": value})
    if found["database"].ok and found["migrations"].ok:
        states = {f'{{state="{state}"}}': float(count) for state, count in count_by_state().items()}
        yield from metrics.gauge("ebpages_jobs", "Background jobs that are kept, by state.", states)
    if resident := _resident_bytes():
        yield from metrics.gauge(
            "ebpages_resident_bytes", "Memory of the process that answered.", {"": resident}
        )


def _resident_bytes() -> int:
    """0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:")), 0)
