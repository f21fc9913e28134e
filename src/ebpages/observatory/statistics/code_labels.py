"""Titles of dimensions and texts of codes in both languages, for publishers who give them only in English or not at all."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ebpages.declared.schema import read_document
from ebpages.declared.text import Text, read_text
from ebpages.reference.countries import country
from ebpages.reference.vocabulary import UnknownCode

_PLACES = ("geo", "ref_area")
FILE = Path(__file__).parents[1] / "data" / "statistics" / "labels.yaml"


def dimension_title(dimension: str, english: str = "") -> Text:
    """The title of a dimension; what its publisher calls it in English stands before what we call it."""
    return _joined(_titles().get(dimension.lower()), english)


def code_label(dimension: str, code: str, english: str = "") -> Text:
    """The text of a code; the publisher's own English stands before ours. Empty where nobody has one."""
    return _joined(_labels().get(dimension.lower(), {}).get(code) or _place(dimension, code), english)


def _place(dimension: str, code: str) -> Text | None:
    if dimension.lower() not in _PLACES:
        return None
    try:
        found = country(code)
    except UnknownCode:
        return None
    return Text(found.bg, found.en)


def _joined(known: Text | None, english: str) -> Text:
    return Text(known.bg, english or known.en) if known else Text("", english)


@cache
def _labels() -> Mapping[str, Mapping[str, Text]]:
    return {
        dimension: {
            code: read_text(FILE.name, f"{dimension}.{code}", text) for code, text in entry["codes"].items()
        }
        for dimension, entry in _dimensions().items()
    }


@cache
def _titles() -> Mapping[str, Text]:
    return {name: read_text(FILE.name, name, entry["title"]) for name, entry in _dimensions().items()}


def _dimensions() -> Mapping[str, Any]:
    dimensions: Mapping[str, Any] = read_document(FILE)["dimensions"]
    return dimensions
