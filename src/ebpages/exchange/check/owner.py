"""What gives an anonymous owner away: its names and hosts, addresses, telephone and patent numbers, brands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ebpages.exchange.check.findings import CheckFinding, finding
from ebpages.search.folding import fold

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[a-z0-9-]+\.)+(?:bg|com|eu|org|net|gr|mk|al|rs|ro|tr)\b(?:/\S*)?",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\w.])(?:\+|00)\d[\d ()/.-]{7,}\d")
# An office and six digits or more: EP 1234567 B1, WO2019/123456, BG 66789 B1, US 10,123,456.
_PATENT = re.compile(
    r"\b(?:EP|WO|US|BG|GR|DE|FR|GB|RO|RS|TR|MK|AL|PCT)[ /-]?(?:[A-Z]{2})?\d{4}[/ ]?\d{4,}\w*|"
    r"\b(?:EP|US|BG|GR|DE|FR|GB|RO|RS|TR|MK|AL)[ -]?\d[\d ,.]{3,}\d(?: ?[A-Z]\d?)?\b"
)
_BRAND = re.compile(r"\S*\w\s?[®™©]")
_SHORTEST_NAME = 4  # letters; a shorter one is a word like any other


@dataclass(frozen=True, slots=True)
class OwnerTraces:
    """names: as lists and the owner itself write them, with its brands. hosts: of its websites."""

    names: Sequence[str] = ()
    hosts: Sequence[str] = ()


def traces_in(
    text: str, sentence_of: Callable[[str], str], field: str, language: str, owner: OwnerTraces
) -> Iterator[CheckFinding]:
    """Each trace once, with the sentence where it stands."""
    folded = f" {fold(text)} "
    for name in owner.names:
        key = fold(name)
        if len(key) >= _SHORTEST_NAME and f" {key} " in folded:
            yield finding("names_owner", field, language, sentence_of(name), word=name)
            break
    for host in owner.hosts:
        if host and host.casefold() in text.casefold():
            yield finding("names_address", field, language, sentence_of(host), word=host)
    for code, pattern in (
        ("names_address", _ADDRESS), ("names_address", _TELEPHONE), ("names_patent", _PATENT), ("names_brand", _BRAND),
    ):  # fmt: skip
        for found in dict.fromkeys(match.group().strip() for match in pattern.finditer(text)):
            yield finding(code, field, language, sentence_of(found), word=found)
