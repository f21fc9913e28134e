"""What gives an anonymous owner away: its names and numbers in any spelling, hosts, addresses, telephone and patent numbers, brands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Prefix

from ebpages.exchange.check.findings import CheckFinding, finding
from ebpages.registry.names import stop_words
from ebpages.search.folding import without_invisible, words
from ebpages.search.skeleton import skeleton
from ebpages.search.stemming import stem

_AT = r"(?:\s?@\s?|\s?[\[({]\s?(?:at|@|ат|ет)\s?[\])}]\s?)"
_DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot|точка)\s?[\])}]\s?| (?:dot|точка) )"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)\S+|[\w.+-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)*|\b[\w.+-]+ at [\w-]+ dot \w+|"
    rf"(?<![\w.])(?:[\w-]+{_DOT})+(?:bg|com|eu|org|net|info|biz|io|gr|mk|al|rs|ro|tr|бг|ею|мкд|срб|ελ|ευ)\b(?:/\S*)?",
    re.IGNORECASE,
)
# +359 2 812 3456 and 00359…; as Bulgarians write it, 0 and eight or nine digits (066/12 34 56); or whatever stands after "тел."
_TELEPHONE = re.compile(
    r"(?<![\w.])(?:\+|00)\d[\d ()/.-]{7,}\d|(?<![\w.,+])\(?0[1-9](?:[ ()/.–-]{0,2}\d){7,8}(?!\d)|"
    r"\b(?:тел|tel|phone|gsm|моб)\b[.: №]{0,3}[\d(+][\d ()/.-]{3,}\d",
    re.IGNORECASE,
)
_DAYS = re.compile(r"\d\d([./-])\d\d\1\d{4}\b")  # 01.02.2026 has the digits of a telephone number
_NUMBER_OF_FIRM = re.compile(
    r"\b(?:еик|булстат|ддс|eik|bulstat|uic|vat)\b[\s:№.]*(?:bg)?\s?\d{9,13}\b", re.IGNORECASE
)
# An office and six digits or more: EP 1234567 B1, WO2019/123456, BG 66789 B1, US 10,123,456.
_PATENT = re.compile(
    r"\b(?:EP|WO|US|BG|GR|DE|FR|GB|RO|RS|TR|MK|AL|PCT)[ /-]?(?:[A-Z]{2})?\d{4}[/ ]?\d{4,}\w*|"
    r"\b(?:EP|US|BG|GR|DE|FR|GB|RO|RS|TR|MK|AL)[ -]?\d[\d ,.]{3,}\d(?: ?[A-Z]\d?)?\b"
)
_BRAND = re.compile(r"\S*\w\s?[®™©]")
_SPACED = re.compile(r"(?<!\w)[^\W_](?:[\W_]{1,3}[^\W_](?!\w)){3,}")  # П р и м е р
_SMALL = re.compile(r"\b[a-zа-яα-ω]\w+")  # words that a small letter begins
_SHORTEST_NAME = 4  # letters; a shorter one is a word like any other
_SHORTEST_NUMBER = 6  # digits
_SHORTEST_RUN = 8  # letters of a name that is looked for without its spaces
_LONGEST_ENDING = 3  # letters in which two forms of one word differ


@dataclass(frozen=True, slots=True)
class OwnerTraces:
    """names: as lists and the owner itself write them, with its brands. hosts: of its websites. numbers: of registers, letters and digits alone.

    words: names of one word without their legal form, and acronyms: they are names only where no small letter begins them
    (Сензор ООД beside: безконтактен сензор).
    """

    names: Sequence[str] = ()
    hosts: Sequence[str] = ()
    numbers: Sequence[str] = ()
    words: Sequence[str] = ()


def traces_in(
    text: str, sentence_of: Callable[[str], str], field: str, language: str, owner: OwnerTraces
) -> Iterator[CheckFinding]:
    """Each trace once, with the sentence where it stands."""
    text = without_invisible(text)
    spoken = _keys(_SPACED.sub(lambda run: re.sub(r"[\W_]", "", run.group()), text))
    found_as_names = (each for each in owner.words if _is_written_as_name(_keys(each), text))
    for name in (*owner.names, *found_as_names):
        if len(name) >= _SHORTEST_NAME and _names(_keys(name), spoken):
            yield finding("names_owner", field, language, sentence_of(name), word=name)
            break
    signs = re.sub(r"[\W_]", "", text).casefold()
    own_numbers = [
        each for each in owner.numbers if len(each) >= _SHORTEST_NUMBER and each.casefold() in signs
    ]
    for found in own_numbers or dict.fromkeys(each.group() for each in _NUMBER_OF_FIRM.finditer(text)):
        yield finding("names_owner", field, language, sentence_of(found), word=found)
    told = []
    for code, pattern in (
        ("names_address", _ADDRESS), ("names_address", _TELEPHONE), ("names_patent", _PATENT), ("names_brand", _BRAND),
    ):  # fmt: skip
        for found in dict.fromkeys(match.group().strip() for match in pattern.finditer(text)):
            if not _DAYS.match(found):
                told.append(found.casefold())
                yield finding(code, field, language, sentence_of(found), word=found)
    for host in owner.hosts:
        if host and host.casefold() in text.casefold() and not any(host.casefold() in each for each in told):
            yield finding("names_address", field, language, sentence_of(host), word=host)


def _keys(text: str) -> list[tuple[str, str]]:
    """How each word of a text and its stem sound, whatever alphabet they are written in; no prepositions and articles."""
    return [(skeleton(each), skeleton(stem(each, "bg"))) for each in words(text) if each not in stop_words()]


def _names(name: Sequence[tuple[str, str]], spoken: Sequence[tuple[str, str]]) -> bool:
    """Whether a name stands among the words of a text, in any of its forms (в Примерния технически университет) or without spaces."""
    if not name:
        return False
    is_word = _same_word if len(name) > 1 else _with_article
    for start in range(len(spoken) - len(name) + 1):
        if all(is_word(one, spoken[start + place]) for place, one in enumerate(name)):
            return True
    run = "".join(sound for sound, _stem in name)
    return len(run) >= _SHORTEST_RUN and any(run in sound for sound, _stem in spoken)


def _is_written_as_name(name: Sequence[tuple[str, str]], text: str) -> bool:
    return not _names(name, _keys(" ".join(_SMALL.findall(text))))


def _same_word(one: tuple[str, str], other: tuple[str, str]) -> bool:
    shared = Prefix.similarity(one[0], other[0])
    return (
        one[0] == other[0]
        or (one[1] == other[1] and len(one[1]) >= _SHORTEST_NAME)
        or (shared >= _SHORTEST_NAME and max(len(one[0]), len(other[0])) - shared <= _LONGEST_ENDING)
    )


def _with_article(name: tuple[str, str], word: tuple[str, str]) -> bool:
    """A name of one word is told from words like it by all its letters."""
    own, other = name[0], word[0]
    longer = len(other) - len(own)
    return own == other or (len(own) > _SHORTEST_NAME and other.startswith(own) and longer <= _LONGEST_ENDING)
