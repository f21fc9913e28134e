"""Website addresses as printed in lists, and when two of them name the same site in spite of printing damage."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz.distance import Levenshtein

# Hosts where many unrelated organisations keep a page: the host alone identifies nobody.
SHARED_HOSTS = ("wordpress.com", "blogspot.com", "facebook.com", "wixsite.com", "google.com", "weebly.com")
_SHORTEST_HOST = 6
_NUMBER = re.compile(r"\d+")
_ENDING = 2


@dataclass(frozen=True, slots=True)
class Website:
    """`host` in lower case without www.; `key` is the whole address without punctuation, for comparing damaged print."""

    url: str
    host: str
    key: str


def read_website(url: str) -> Website | None:
    """Parse an address; None when no host can be read from it."""
    text = url.strip().strip("()<>").lower()
    try:
        host = urlsplit(text if "//" in text else "//" + text).netloc.removeprefix("www.")
    except ValueError:  # a bracket that looks like the beginning of a number of a network
        return None
    key = _letters(host)
    return Website(url, host, key) if "." in host and len(host) >= _SHORTEST_HOST and key else None


def _letters(text: str) -> str:
    return "".join(character for character in text.removeprefix("www") if character.isalnum())


_SHARED_KEYS = frozenset(map(_letters, SHARED_HOSTS))


def ending(site: Website) -> str:
    """The last letters of the host: .bg, .eu, .com."""
    return site.key[-_ENDING:]


def numbers(site: Website) -> list[str]:
    """The numbers in the host."""
    return _NUMBER.findall(site.key)


def same_site(one: Website, other: Website) -> bool:
    """Whether two addresses are one site when the dots and slashes that printing inserts are left out.

    Hosts are compared by their letters; up to a tenth of them may be lost or doubled ("btccluster", "btcluster"),
    but not in the ending: namesakes are told apart by .bg and .eu.
    """
    a, b = one.key, other.key
    if numbers(one) != numbers(other):  # sou1.example and sou2.example are two schools, not one misprinted
        return False
    if a in _SHARED_KEYS or b in _SHARED_KEYS:
        return False
    if ending(one) != ending(other):
        return False
    allowed = max(len(a), len(b)) // 10
    return Levenshtein.distance(a, b, score_cutoff=allowed) <= allowed
