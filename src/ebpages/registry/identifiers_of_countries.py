"""Identifiers of Bulgaria and its neighbours: how each kind is written, and whether its check digit holds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from ebpages.declared.schema import Declared, Text, read_document, read_entry, refuse_twice
from ebpages.declared.text import read_text
from ebpages.registry.identifiers import is_placeholder, read_identifier

FILE = Path(__file__).parent / "data" / "identifier_kinds.yaml"
_BETWEEN = re.compile(r"[\s./:-]+")
_GREEK_CAPITALS = str.maketrans(
    "ΑΒΕΗΙΚΜΝΟΡΣΤΥΧΖ", "ABEHIKMNOPSTYXZ"
)  # ΗΕ of Cyprus is written in either alphabet
# What an odd place of a Cypriot number counts, by its digit.
_CYPRIOT = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)


class IdentifierKind(Declared):
    """country: ISO code, empty for any. A number whose check fails is refused where the rule is certain, else warned of."""

    code: str
    country: str = ""
    label: Text
    help: Text
    written: tuple[str, ...] = ()
    pattern: str
    source: str = Field(min_length=1)
    certainty: Literal["official", "published", "own", "unverified"]


@dataclass(frozen=True, slots=True)
class CheckedIdentifier:
    """value: as it is stored. problem: why it cannot be one. warning: why it should be looked at again. Codes of sentences."""

    kind: str
    value: str
    problem: str = ""
    warning: str = ""

    def sentence(self, language: str) -> str:
        """What is wrong or doubtful, or nothing."""
        code = self.problem or self.warning
        if not code:
            return ""
        known = identifier_kinds().get(self.kind)
        label, help_ = (known.label.name(language), known.help.name(language)) if known else ("", "")
        params = {"kind": self.kind, "value": self.value, "label": label, "help": help_}
        return _sentences()[code].fill(language, params)


@cache
def identifier_kinds() -> Mapping[str, IdentifierKind]:
    """By code, in the order of the form. Raises BrokenDeclaration."""
    listed = read_document(FILE)["kinds"]
    kinds = [
        read_entry(FILE.name, "kind", IdentifierKind, number, entry) for number, entry in enumerate(listed, 1)
    ]
    refuse_twice(FILE.name, "kind", (kind.code for kind in kinds))
    return {kind.code: kind for kind in kinds}


def check_identifier(kind: str, text: str) -> CheckedIdentifier:
    """Read a number as people write it. Only what is no part of it is left out; no digit is ever guessed."""
    known = identifier_kinds().get(kind)
    if known is None:
        return CheckedIdentifier(kind, text, problem="unknown_kind")
    value = _bare(known, text)
    if not re.fullmatch(known.pattern, value, re.ASCII):
        return CheckedIdentifier(kind, value, problem="pattern")
    if value.isdigit() and (is_placeholder(value) if kind == "bg_eik" else len(set(value)) == 1):
        return CheckedIdentifier(kind, value, problem="placeholder")
    if kind not in _CHECKS or _CHECKS[kind](value):
        return CheckedIdentifier(kind, value)
    if known.certainty == "unverified":
        return CheckedIdentifier(kind, value, warning="check")
    return CheckedIdentifier(kind, value, problem="check")


@cache
def _sentences() -> Mapping[str, Text]:
    listed = read_document(FILE)["sentences"]
    return {code: read_text(FILE.name, code, entry) for code, entry in listed.items()}


def _bare(kind: IdentifierKind, text: str) -> str:
    if kind.code == "other":
        return " ".join(text.split())
    bare = _BETWEEN.sub("", text).upper()
    for prefix in kind.written:
        bare = bare.removeprefix(prefix)
    return bare.translate(_GREEK_CAPITALS)


def _digits(value: str) -> list[int]:
    return [int(sign) for sign in value]


def _afm(value: str) -> bool:
    *first, check = _digits(value)
    return sum(digit << (8 - place) for place, digit in enumerate(first)) % 11 % 10 == check


def _tic(value: str) -> bool:
    first = _digits(value[:8])
    total = sum(_CYPRIOT[digit] for digit in first[::2]) + sum(first[1::2])
    return not value.startswith("12") and value[8] == chr(ord("A") + total % 26)


def _north_macedonian(value: str) -> bool:
    """The weights 7 to 2, again and again, modulo 11."""
    *first, check = _digits(value)
    return -sum((7 - place % 6) * digit for place, digit in enumerate(first)) % 11 % 10 == check


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "bg_eik": lambda value: read_identifier(value).valid,
    "gr_afm": _afm,
    "cy_tic": _tic,
    "mk_edb": _north_macedonian,
    "mk_embs": _north_macedonian,
}
