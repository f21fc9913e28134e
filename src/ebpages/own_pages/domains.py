"""Whether an e-mail address is at the domain of a website: whoever has the one has been let in by who has the other."""

from collections.abc import Iterable

from ebpages.registry.websites import SHARED_HOSTS, read_website

# Everybody may have an address or a page there.
OF_EVERYBODY = frozenset(
    (
        *SHARED_HOSTS, "abv.bg", "mail.bg", "dir.bg", "gbg.bg", "hit.bg", "free.bg", "data.bg", "gmail.com", "googlemail.com", "yahoo.com",
        "hotmail.com", "outlook.com", "live.com", "icloud.com", "proton.me", "protonmail.com", "aol.com", "mail.ru", "yandex.ru",
        "yandex.com", "gmx.de", "gmx.net", "web.de", "zoho.com", "linkedin.com", "instagram.com", "business.site", "site.bg",
        "alle.bg", "github.io",
    )
)  # fmt: skip


def hosts_of(websites: Iterable[str]) -> tuple[str, ...]:
    """Hosts that are an organisation's own, each once, as they are compared."""
    read = (read_website(url) for url in websites)
    hosts = (_comparable(site.host.rpartition("@")[2].partition(":")[0]) for site in read if site)
    return tuple(dict.fromkeys(host for host in hosts if host and not _is_of_everybody(host)))


def host_of_address(email: str, hosts: Iterable[str]) -> str:
    """The host that an address is at or below; "" where it is at none. hosts: of `hosts_of`."""
    domain = _comparable(email.rpartition("@")[2])
    return next((host for host in hosts if domain == host or domain.endswith(f".{host}")), "")


def _is_of_everybody(host: str) -> bool:
    return any(host == shared or host.endswith(f".{shared}") for shared in OF_EVERYBODY)


def _comparable(host: str) -> str:
    """In small letters, and letters beyond ASCII as the network writes them; "" for what can be no host."""
    try:
        return host.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
