"""Claims in words: what is expected, what was found, and why the two agree, differ or cannot be compared."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from ebpages.declared.interval import Interval
from ebpages.declared.schema import Text
from ebpages.observatory.claims.expectation import Expectation, Verdict
from ebpages.observatory.claims.ground import Gap, Measured, MeasuredCodes
from ebpages.observatory.property import PROPERTIES
from ebpages.reference.vocabulary import BrokenVocabulary
from ebpages.registry.wording import property_label
from ebpages.sources.catalogue import UnknownSource, source

_FILE = Path(__file__).parents[1] / "data" / "claim_sentences.yaml"
_SPACE = "\N{NO-BREAK SPACE}"
_TIMES = Text(bg="пъти", en="times")


def expected_text(expected: Expectation, language: str, prop: str = "") -> str:
    """What the publication says, in short: "243", "more than 50 %", names of codes of a property."""
    if expected.words:
        return expected.words.name(language)
    if expected.day:
        return (
            f"{expected.day:%d.%m.%Y} г." if language == "bg" else f"{expected.day.day} {expected.day:%B %Y}"
        )
    if expected.includes:
        return names(expected.includes, prop, language)
    shown = [number_text(number, -_least_exponent(number), language) for number in expected.numbers]
    told = say(expected.way, language, a=shown[0], b=shown[-1])
    return _with_unit(_signed(told, expected), expected, language)


def found_text(found: Measured, expected: Expectation, language: str) -> str:
    """The number found; between bounds, what the members that are there give and what is possible."""
    within = _within(found, expected, language)
    if found.within.exact or found.seen is None:
        return within if _says_nothing(found.within) else _with_unit(within, expected, language)
    told = say("seen_within", language, seen=_seen(found, expected, language), within=within)
    return _with_unit(told, expected, language)


def codes_text(found: MeasuredCodes, prop: str, language: str) -> str:
    return names(found.seen, prop, language) or say("nothing", language)


def why(verdict: Verdict, found: Measured, expected: Expectation, language: str) -> str:
    """One or two sentences: what recomputation gives, and what is missing where that matters."""
    within = _with_unit(_within(found, expected, language), expected, language)
    if verdict == "differs":
        return _off(found, expected, within, language)
    seen = _seen(found, expected, language)
    if verdict == "agrees":
        code = "agrees" if found.within.exact or not seen else "agrees_within"
        return say(code, language, found=within, seen=seen, within=within)
    code = "cannot_unbounded" if _says_nothing(found.within) else "cannot" if seen else "cannot_unseen"
    return " ".join((say(code, language, seen=seen, within=within), *gaps_text(found.gaps, language)))


def why_of_codes(
    verdict: Verdict, found: MeasuredCodes, expected: Expectation, prop: str, language: str
) -> str:
    if verdict == "agrees":
        return say("codes_agree", language)
    missing = [code for code in expected.includes or () if code not in found.certain]
    told = names(missing, prop, language)
    if verdict == "differs":
        return say("codes_differ", language, missing=told)
    return " ".join((say("codes_cannot", language, missing=told), *gaps_text(found.gaps, language)))


def gaps_text(gaps: Iterable[Gap], language: str) -> tuple[str, ...]:
    """What is missing, a sentence each."""
    return tuple(" ".join(say(gap.code, language, **_params(gap, language)).split()) for gap in gaps)


def names(codes: Iterable[str], prop: str, language: str) -> str:
    """Values of a property by their names."""
    return "; ".join(PROPERTIES[prop].name(code, language) for code in codes)


def bounds_text(within: Interval, decimals: int, language: str) -> str:
    """Bounds in words: "74", "33 to 58", "at least 72", "not known"."""
    if _says_nothing(within):
        return say("nothing", language)
    low = number_text(within.low, decimals, language)
    if within.exact:
        return low
    if math.isinf(within.high):
        return say("at_least", language, a=low)
    return say("between", language, a=low, b=number_text(within.high, decimals, language))


def number_text(value: float | Decimal, decimals: int, language: str) -> str:
    """A number as the language writes it: 1\N{NO-BREAK SPACE}379,5 or 1,379.5, with a true minus."""
    text = f"{value:,.{max(0, decimals)}f}".replace("-", "\N{MINUS SIGN}")
    return text.translate({ord(","): _SPACE, ord("."): ","}) if language == "bg" else text


def say(code: str, language: str, **params: object) -> str:
    """A sentence of `claim_sentences.yaml` with its params filled in."""
    told = _Filler().vformat(_sentences()[code].name(language), (), params)
    return told.replace("..", ".")  # an abbreviation ends a sentence


# steps below


def _off(found: Measured, expected: Expectation, within: str, language: str) -> str:
    by = expected.off_by(found.within)
    if not by:
        return say("differs", language, found=within)
    told = _with_unit(number_text(abs(by), _decimals(by, expected), language), expected, language)
    return say("differs_less" if by < 0 else "differs_more", language, found=within, by=told)


def _within(found: Measured, expected: Expectation, language: str) -> str:
    """The bounds in words, without the unit; one number where they meet."""
    decimals = max(_decimals(bound, expected) for bound in (found.within.low, found.within.high))
    text = bounds_text(found.within, decimals, language)
    return text if _says_nothing(found.within) else _signed(text, expected)


def _seen(found: Measured, expected: Expectation, language: str) -> str:
    if found.seen is None:
        return ""
    return _signed(number_text(found.seen, _decimals(found.seen, expected), language), expected)


def _decimals(value: float, expected: Expectation) -> int:
    """As precise as printed; a number that is not whole with one decimal at least."""
    if math.isinf(value):
        return 0
    whole = abs(value - round(value)) < 1e-9 and expected.unit != "per_cent"
    return expected.decimals or (0 if whole else 1)


def _says_nothing(within: Interval) -> bool:
    return math.isinf(within.low) or (within.low <= 0 and math.isinf(within.high))


def _signed(text: str, expected: Expectation) -> str:
    """A sign of per cent stands behind every number, any other unit once behind all that is said."""
    return f"{text}{_SPACE}%" if expected.unit == "per_cent" else text


def _with_unit(text: str, expected: Expectation, language: str) -> str:
    if expected.unit == "per_cent" or expected.unit is None:
        return text
    unit = _TIMES if expected.unit == "times" else expected.unit
    return f"{text}{_SPACE}{unit.name(language)}"


def _least_exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _params(gap: Gap, language: str) -> dict[str, object]:
    told: dict[str, object] = dict(gap.params)
    if "list" in told:
        told["list"] = _list_title(str(told["list"]), language)
    if "property" in told:
        told["property"] = property_label(str(told["property"]), language)
    return told


def _list_title(slug: str, language: str) -> str:
    try:
        return source(slug).title(language)
    except UnknownSource:
        return slug


class _Filler(Formatter):
    """Fills {name}; {name:one|many} gives a word that goes with the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return str(value)
        one, _, many = format_spec.partition("|")
        return one if int(value) == 1 else many


@cache
def _sentences() -> Mapping[str, Text]:
    found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["sentences"]
    return {code: _text(code, entry) for code, entry in found.items()}


def _text(code: str, entry: Any) -> Text:
    """Check one sentence: both languages, with the same params in both."""
    try:
        text = Text.model_validate(entry)
    except ValueError:
        raise BrokenVocabulary(_FILE.name, code, "it is not a bg and an en text", "Write both") from None
    if params_of(text.bg) != params_of(text.en):
        raise BrokenVocabulary(_FILE.name, code, "bg and en have different params", "Use the same in both")
    return text


def params_of(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)
