"""Website addresses as printed in lists, and when two of them name the same site in spite of printing damage."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz.distance import Levenshtein

# Hosts where many unrelated organisations keep a page: the host alone identifies nobody.
SHARED_HOSTS = ("wordpress.com", "blogspot.com", "facebook.com", "wixsite.com", "google.com", "weebly.com")
_SHORTEST_HOST = 6


@dataclass(frozen=True, slots=True)
class Website:
    """`host` in lower case without www.; `key` is the whole address without punctuation, for comparing damaged print."""

    url: str
    host: str
    key: str


def read_website(url: str) -> Website | None:
    """Parse an address; None when no host can be read from it."""
    text = url.strip().strip("()<>").lower()
    parts = urlsplit(text if "//" in text else "//" + text)
    host = parts.netloc.removeprefix("www.")
    if "." not in host or len(host) < _SHORTEST_HOST:
        return None
    return Website(url, host, _letters(host))


def _letters(text: str) -> str:
    return "".join(character for character in text.removeprefix("www") if character.isalnum())


_SHARED_KEYS = frozenset(map(_letters, SHARED_HOSTS))


def same_site(one: Website, other: Website) -> bool:
    """Whether two addresses are one site when the dots and slashes that printing inserts are left out.

    Hosts are compared by their letters; up to a tenth of them may be lost or doubled ("btccluster", "btcluster").
    """
    a, b = one.key, other.key
    if a in _SHARED_KEYS or b in _SHARED_KEYS:
        return False
    allowed = max(len(a), len(b)) // 10
    return Levenshtein.distance(a, b, score_cutoff=allowed) <= allowed
