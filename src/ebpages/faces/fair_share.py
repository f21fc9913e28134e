"""How often one network address asks: counted in this process's memory, for as long as a window lasts."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Who asks. Only as many X-Forwarded-For entries are believed as there are proxies of ours (EBPAGES_PROXIES)."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.EBPAGES_PROXIES <= len(forwarded):
        return forwarded[-settings.EBPAGES_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def count_request(request: HttpRequest, what: str, window: int) -> int:
    """Count one more request of this kind from its address, and say how many there were in the window, given in seconds."""
    key = f"{what}:{client_address(request)[:64]}:{int(time.time()) // window}".replace(" ", "")
    cache.add(key, 0, timeout=window)
    return int(cache.incr(key))
