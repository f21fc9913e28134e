"""Why a pair is joined, in words."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ebpages.declared.schema import read_document
from ebpages.declared.text import Text, read_text
from ebpages.linking.comparison import BRANCH, EQUAL, NEAR, OTHER_NUMBER, SAME_NUMBER
from ebpages.search.skeleton import skeleton

FILE = Path(__file__).parent / "data" / "reasons.yaml"
RARE = 8000  # thousandths of a bit: a word that one name in 256 holds
MOST_WORDS = 3
_LEFT_OVER = 6000
_BEGINNING = 4  # signs of a sound; the ends of words differ from language to language
_OF_IDENTIFIERS = {
    EQUAL: "identifier_equal", BRANCH: "identifier_of_branch", SAME_NUMBER: "number_equal", NEAR: "identifier_near",
    OTHER_NUMBER: "number_differs",
}  # fmt: skip
_OF_COLUMNS = ("place", "form", "website")
Word = Mapping[str, Any]  # left_word, right_word, bits, respelt


def reasons(pair: Mapping[str, Any], words: Sequence[Word], language: str) -> str:
    """pair: a row of decided pairs. words: what its names share, that which tells most first."""
    texts = _texts()
    return "; ".join(texts[code].fill(language, params) for code, params in _found(pair, words))


def _found(pair: Mapping[str, Any], words: Sequence[Word]) -> Iterator[tuple[str, Mapping[str, object]]]:
    if pair["identifiers"]:
        yield _OF_IDENTIFIERS[pair["identifiers"]], {}
    yield from _of_names(pair, words)
    for column in _OF_COLUMNS:
        if pair[column]:
            yield f"{column}_equal" if pair[column] == 1 else f"{column}_differs", {}
    ties = max(pair["ties_l"], pair["ties_r"]) - 1
    others = max(pair["pairs_l"], pair["pairs_r"]) - 1
    if ties:
        yield "ties", {"count": ties}
    elif others:
        yield "others", {"count": others}


def _of_names(pair: Mapping[str, Any], words: Sequence[Word]) -> Iterator[tuple[str, Mapping[str, object]]]:
    if pair["name_unknown"]:
        yield "name_unknown", {}
        return
    if pair["name_equal"]:
        yield "name_equal", {}
    elif pair["name_other"]:
        yield "names_contradict", {}
    yield from _of_words([word for word in words if not word["respelt"]], pair["two_scripts"])
    if respelt := [word for word in words if word["respelt"]]:
        yield "respelt", {"pairs": _pairs(respelt)}
    if pair["acronym"]:
        yield "acronym", {}
    if pair["numerals"] == 2:
        yield "numerals_differ", {}
    if (
        max(pair["left_over_l"], pair["left_over_r"]) > _LEFT_OVER
        and not pair["name_other"]
        and not pair["acronym"]
    ):
        yield "left_over", {}


def _of_words(words: Sequence[Word], two_scripts: bool) -> Iterator[tuple[str, Mapping[str, object]]]:
    met = [word for word in words if two_scripts and word["is_entry"]]
    spelt = [word for word in met if _is_one_word(word)]
    translated = [word for word in met if word not in spelt]
    for code, found in (
        ("rare_words", [word for word in words if word["bits"] >= RARE and word not in met]),
        ("common_words", [word for word in words if word["bits"] < RARE and word not in met]),
    ):
        if found:
            listed = ", ".join(f"'{word['left_word']}'" for word in found)
            yield code, {"count": len(found), "words": listed}
    if spelt:
        yield "transliterated", {"pairs": _pairs(spelt)}
    if translated:
        yield "translated", {"pairs": _pairs(translated)}


def _is_one_word(word: Word) -> bool:
    """Whether the two words are one in two alphabets, by how they begin when spoken: клъстер and cluster, технологии and technologies."""
    return skeleton(word["left_word"])[:_BEGINNING] == skeleton(word["right_word"])[:_BEGINNING]


def _pairs(words: Sequence[Word]) -> str:
    return ", ".join(f"'{word['left_word']}' / '{word['right_word']}'" for word in words)


@cache
def _texts() -> Mapping[str, Text]:
    return {code: read_text(FILE.name, code, entry) for code, entry in read_document(FILE)["reasons"].items()}
