"""What marks beside a published value mean: flags of the European Statistical System, and statuses of SDMX, in letters or in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from ebpages.reference import vocabulary
from ebpages.reference.vocabulary import Term

MISSING = ":"
CONFIDENTIAL, UNOBSERVED = "c", "O"
# The attributes that SDMX gives an observation; OBS_FLAG is also how files of no standard are read.
Attribute = Literal["OBS_FLAG", "OBS_STATUS", "CONF_STATUS"]
NO_MARK = frozenset(("", MISSING, "nan", "na", "n/a", "null", "none", "_z", "<na>"))
_NORMAL = "A"  # of CL_OBS_STATUS: nothing to say
# D is "definition differs" for SDMX, and "withheld to avoid disclosure" in files of offices that do not use SDMX.
_NOT_ELSEWHERE = "D"
_BETWEEN = re.compile(r"\s*[;,|/+&]\s*|\s+(?:and|и)\s+")
_CODE_AND_LABEL = re.compile(
    r"(?:[\[(]?([A-Za-z])[\])]?\s*[:=\-–—]|([A-Za-z]{2,4})\s*[:=])\s*(\S.+)|([A-Za-z])\s*[\[(](.+)[\])]|[\[(]([A-Za-z])[\])]\s*(\S.+)"
)
_LABEL_AND_CODE = re.compile(r"(\S.+?)\s*[\[(]([A-Za-z])[\])]")
_NEGATED = re.compile(r"\b(?:not?|non|never|free|без|не)\b")
_LONGEST_RUN = 5  # letters of flags that are written together


@dataclass(frozen=True, slots=True)
class Flag(Term):
    """says_why: the flag tells why a value is missing. sdmx, words, stems, unobserved, not_given: as the head of the file says."""

    says_why: bool = False
    confidential: bool = False
    unobserved: bool = False
    not_given: bool = False
    sdmx: str = ""
    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confidentiality(Term):
    """A code of CL_CONF_STATUS. public: the value is free."""

    public: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marking:
    """letters: of the flags that are understood, each once. unknown: what is not understood, as it is printed."""

    letters: str = ""
    unknown: tuple[str, ...] = ()

    def __add__(self, other: "Marking") -> "Marking":
        return Marking(
            _each_once(self.letters + other.letters), tuple(dict.fromkeys((*self.unknown, *other.unknown)))
        )


@cache
def flags() -> dict[str, Flag]:
    """Every flag by its letter, in the order of the file."""
    return vocabulary.by_code(vocabulary.load("flags.yaml", Flag))


def read_marks(
    text: str, attribute: Attribute = "OBS_FLAG", declared: Mapping[str, str] | None = None
) -> Marking:
    """What an attribute of an observation says: "bp", "b p", "p, c", "c: confidential", "break in time series".

    A text in words is known as a whole or not at all. declared: marks of a publisher's own -> the letters that they stand for.
    A confidentiality status that is not understood counts as confidential.
    """
    printed = " ".join(text.split())
    own = declared or {}
    if printed in own:
        return Marking(own[printed])
    if printed.casefold() in NO_MARK:
        return Marking()
    if attribute == "CONF_STATUS":
        return _confidentiality(printed)
    return _known(printed, attribute, own) or _several(printed, attribute, own)


def hides(letters: str) -> bool:
    """Whether flags say that there is a value, kept confidential."""
    return any(letter in flags() and flags()[letter].confidential for letter in letters)


def unobserved(letters: str) -> bool:
    """Whether flags say that there is no value, so that a number beside them is none."""
    return any(letter in flags() and flags()[letter].unobserved for letter in letters)


def not_given(letters: str) -> bool:
    """Whether flags say that there is something to count, which is not given here."""
    return any(letter in flags() and flags()[letter].not_given for letter in letters)


def letters(**attributes: str) -> str:
    """The letters that the attributes of an observation give it, by name: `letters(OBS_STATUS="E", CONF_STATUS="N")` is "ec".

    A letter that is not known is kept; a text that is not is not.
    """
    found = Marking()
    for attribute in get_args(Attribute):
        found += read_marks(attributes.get(attribute, ""), attribute)
    return found.letters + "".join(mark for mark in found.unknown if len(mark) == 1 and mark.isalpha())


def explained(letters: str, language: str, *, missing: bool) -> list[str]:
    """What flags and a missing value say, in words; that there is no value is not repeated where a flag says why."""
    known = [flags().get(letter, Flag(letter, letter, letter)) for letter in letters]
    if missing and not any(flag.says_why for flag in known):
        known.insert(0, flags()[MISSING])
    return [flag.name(language) for flag in known]


def _known(printed: str, attribute: Attribute, own: Mapping[str, str]) -> Marking | None:
    """What is known as a whole: words, letters, or a code with its label."""
    if (bare := printed.strip("()[] ")) in own:
        return Marking(own[bare])
    if (letter := _in_words(printed)) is not None:
        return Marking(letter)
    return _run(printed, attribute, own) or _labelled(printed, attribute, own)


def _in_words(text: str) -> str | None:
    words = _words()
    return words.get(text.casefold(), words.get(text.strip("()[] ").casefold()))


def _run(printed: str, attribute: Attribute, own: Mapping[str, str]) -> Marking | None:
    """Letters written together or apart: "bp", "b p", "(p)". One that is not known beside one that is, is named alone."""
    alphabet = {**_alphabet(attribute), **own}
    found = Marking()
    for token in re.sub(r"[()\[\].:;,|/+&]", " ", printed).split():
        there = [letter for letter in token if letter in alphabet]
        longest = _LONGEST_RUN if token.islower() else 2
        whole = len(there) == len(token) or (len(token) <= 2 and bool(there))
        if len(set(token)) < len(token) or len(token) > longest or not whole:
            return None
        found += Marking("".join(alphabet[letter] for letter in there), tuple(set(token) - set(there)))
    return found


def _labelled(printed: str, attribute: Attribute, own: Mapping[str, str]) -> Marking | None:
    """ "c: confidential", "p - provisional", "provisional (p)"; None where the label is not understood."""
    code, label = _code_and_label(printed)
    said = (_in_words(label) if _in_words(label) is not None else _by_stem(label)) if label else None
    if said is None:
        return None
    beside = (_run(code, attribute, own) or Marking()).letters
    # One letter is what its label says of it, in any office's own list; only that something is confidential is never dropped.
    return Marking(_each_once(said + (beside if len(code) > 1 or hides(beside) else "")))


def _code_and_label(printed: str) -> tuple[str, str]:
    """Both empty where a text is none."""
    if found := _CODE_AND_LABEL.fullmatch(printed):
        return found[1] or found[2] or found[4] or found[6], found[3] or found[5] or found[7]
    if found := _LABEL_AND_CODE.fullmatch(printed):
        return found[2], found[1]
    return "", ""


def _several(printed: str, attribute: Attribute, own: Mapping[str, str]) -> Marking:
    parts = [part for part in _BETWEEN.split(printed) if part]
    known = [_known(part, attribute, own) for part in parts]
    if len(parts) > 1 and any(known):
        found = Marking()
        for part, said in zip(parts, known, strict=True):
            found += said or _half_known(part, attribute, own)
        return found
    return _half_known(printed, attribute, own)


def _half_known(printed: str, attribute: Attribute, own: Mapping[str, str]) -> Marking:
    """A text that holds a word of confidentiality; or a letter with a label that is not understood, which is named."""
    if (stem := _by_stem(printed)) is not None:
        return Marking(stem)
    code, _ = _code_and_label(printed)
    return Marking((_run(code, attribute, own) or Marking()).letters if code else "", (printed,))


def _by_stem(text: str) -> str | None:
    folded = text.casefold()
    if _NEGATED.search(folded):
        return None
    found = (
        flag.code for flag in flags().values() if any(re.search(rf"\b{stem}", folded) for stem in flag.stems)
    )
    return next(found, None)


def _confidentiality(printed: str) -> Marking:
    by_code, by_words = _statuses()
    bare = printed.strip("()[] ")
    code = _code_and_label(printed)[0] or bare
    status = by_words.get(printed.casefold()) or by_words.get(bare.casefold()) or by_code.get(code.upper())
    if status:
        return Marking() if status.public else Marking(CONFIDENTIAL)
    return Marking(CONFIDENTIAL, (printed,) if _by_stem(printed) is None else ())


@cache
def _words() -> dict[str, str]:
    """Every text that a flag is written as -> its letter; a normal value has none."""
    known = dict.fromkeys(
        ("normal", "normal value", "public", "free", "not confidential", "non-confidential"), ""
    )
    for flag in flags().values():
        if flag.code != MISSING:
            known |= dict.fromkeys(map(str.casefold, (flag.en, flag.bg, *flag.words)), flag.code)
    return known


@cache
def _alphabet(attribute: Attribute) -> dict[str, str]:
    """Each code of one letter -> the flag that it stands for."""
    known = {flag.code: flag.code for flag in flags().values() if flag.code != MISSING} | {_NORMAL: ""}
    known |= {flag.sdmx: flag.code for flag in flags().values() if flag.sdmx}
    if attribute == "OBS_FLAG":
        del known[_NOT_ELSEWHERE]
    return known


@cache
def _statuses() -> tuple[dict[str, Confidentiality], dict[str, Confidentiality]]:
    """Confidentiality statuses by their codes, and by the words that they are written in."""
    by_code = vocabulary.by_code(vocabulary.load("confidentiality.yaml", Confidentiality))
    by_words = {
        text.casefold(): status
        for status in by_code.values()
        for text in (status.en, status.bg, *status.words)
    }
    return by_code, by_words


def _each_once(text: str) -> str:
    return "".join(dict.fromkeys(text))
