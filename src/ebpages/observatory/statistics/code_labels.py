"""Titles of dimensions and texts of codes in both languages, for publishers who give them only in English or not at all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ebpages.observatory.statistics.dataset import Words
from ebpages.reference.countries import country
from ebpages.reference.vocabulary import BrokenVocabulary, UnknownCode

_PLACES = ("geo", "ref_area")
FILE = Path(__file__).parents[1] / "data" / "statistics" / "labels.yaml"


def dimension_title(dimension: str, english: str = "") -> Words:
    """The title of a dimension; what its publisher calls it in English stands before what we call it."""
    return _joined(_titles().get(dimension.lower()), english)


def code_label(dimension: str, code: str, english: str = "") -> Words:
    """The text of a code; the publisher's own English stands before ours. Empty where nobody has one."""
    return _joined(_labels().get(dimension.lower(), {}).get(code) or _place(dimension, code), english)


def _place(dimension: str, code: str) -> Words | None:
    if dimension.lower() not in _PLACES:
        return None
    try:
        found = country(code)
    except UnknownCode:
        return None
    return Words(found.bg, found.en)


def _joined(known: Words | None, english: str) -> Words:
    return Words(known.bg, english or known.en) if known else Words(en=english)


@cache
def _labels() -> Mapping[str, Mapping[str, Words]]:
    return {
        dimension: {code: _words(f"{dimension}.{code}", text) for code, text in entry["codes"].items()}
        for dimension, entry in _dimensions().items()
    }


@cache
def _titles() -> Mapping[str, Words]:
    return {dimension: _words(dimension, entry["title"]) for dimension, entry in _dimensions().items()}


@cache
def _dimensions() -> Mapping[str, Any]:
    dimensions: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["dimensions"]
    return dimensions


def _words(where: str, entry: Any) -> Words:
    if not isinstance(entry, dict) or entry.keys() != {"bg", "en"}:
        raise BrokenVocabulary(FILE.name, where, "a text is missing", "Write it as {bg: …, en: …}")
    return Words(str(entry["bg"]), str(entry["en"]))
