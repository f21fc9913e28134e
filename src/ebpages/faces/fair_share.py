"""How often a network or a person asks: counted for all processes of this host, for as long as a window lasts."""

import logging
import time
from functools import cache
from ipaddress import ip_address, ip_network
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from ebpages.faces.shared_counts import CannotBeShared, SharedCounts

logger = logging.getLogger(__name__)


def client_address(request: HttpRequest) -> str:
    """Who asks. Only as many X-Forwarded-For entries are believed as there are proxies of ours (EBPAGES_PROXIES)."""
    header = request.headers.get("X-Forwarded-For", "")
    forwarded = [part.strip() for part in header.split(",")] if header else []  # none: asked past the proxy
    if 0 < settings.EBPAGES_PROXIES <= len(forwarded):
        return forwarded[-settings.EBPAGES_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """The network that an address belongs to: who has one address of it usually has them all. What is no address stays as it is."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    ip = getattr(ip, "ipv4_mapped", None) or ip
    length = settings.EBPAGES_NETWORK_IPV4 if ip.version == 4 else settings.EBPAGES_NETWORK_IPV6
    return str(ip_network((ip, length), strict=False))


def count_request(request: HttpRequest, what: str, window: int) -> int:
    """Count one more request of this kind from its network, and say how many there were in the window, given in seconds."""
    return count(f"{what} {network_of(client_address(request))}", window)


def count(name: str, window: int) -> int:
    """Count one more of this name, and say how many there were in the window, given in seconds."""
    began = int(time.time()) // window * window
    counts = _counts(Path(settings.EBPAGES_HOME))
    if counts is not None:
        try:
            return counts.count(name, began=began)
        except CannotBeShared as problem:
            _say(str(problem))
    key = f"{name} {began}".replace(" ", "_")
    own_memory = caches["own_memory"]
    own_memory.add(key, 0, timeout=window)
    return int(own_memory.incr(key))


@cache
def _counts(home: Path) -> SharedCounts | None:
    """None where they cannot be shared."""
    try:
        return SharedCounts(home / "limits", settings.SECRET_KEY)
    except CannotBeShared as problem:
        _say(str(problem))
        return None


@cache
def _say(problem: str) -> None:
    logger.warning("requests are counted for each process alone: %s", problem)
