"""Claims in words: what is expected, what was found, and why the two agree, differ or cannot be compared."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from ebpages.declared.interval import Interval
from ebpages.declared.schema import read_document
from ebpages.declared.text import Text, Vocabulary, read_text
from ebpages.observatory.claims.claim_data import Gap, RecomputedCodes, RecomputedNumber
from ebpages.observatory.claims.expectation import Expectation, Verdict, exponent
from ebpages.observatory.claims.measure import Reported, ReportedValue
from ebpages.observatory.property import PROPERTIES
from ebpages.publish.numerals import fewest_decimals, write_date, write_number
from ebpages.publish.typography import day
from ebpages.registry.printed_order import Ground
from ebpages.registry.wording import list_title, property_label

_FILE = Path(__file__).parents[1] / "data" / "claim_sentences.yaml"
_SPACE = "\N{NO-BREAK SPACE}"
_TIMES = Text(bg="пъти", en="times")
_POINTS = Text(bg="процентни пункта", en="percentage points")
_VOCABULARIES: Mapping[str, Vocabulary] = {"list": list_title, "property": property_label}


def expected_text(expected: Expectation, language: str, prop: str = "") -> str:
    """What the publication says, in short: "243", "more than 50 %", names of codes of a property."""
    if expected.words:
        return expected.words.name(language)
    if expected.day:
        return _day(expected.day, language)
    if expected.includes:
        return names(expected.includes, prop, language)
    shown = [write_number(number, language, max(0, -exponent(number))) for number in expected.numbers]
    text = say(expected.way, language, a=shown[0], b=shown[-1])
    return _with_unit(_signed(text, expected), expected, language)


def found_text(found: RecomputedNumber, expected: Expectation, language: str) -> str:
    """The number found; between bounds, what the members that are there give and what is possible. Empty where nothing is known."""
    within = _within(found, expected, language)
    if found.within.exact or found.seen is None:
        return "" if _says_nothing(found.within) else _with_unit(within, expected, language)
    text = say("seen_within", language, seen=_seen(found, expected, language), within=within)
    return _with_unit(text, expected, language)


def codes_text(found: RecomputedCodes, prop: str, language: str) -> str:
    return names(found.seen, prop, language)


def why(verdict: Verdict, found: RecomputedNumber, expected: Expectation, language: str) -> str:
    """One or two sentences: what recomputation gives, and what is missing where that matters."""
    within = _with_unit(_within(found, expected, language), expected, language)
    if verdict == "differs":
        return _off(found, expected, within, language)
    seen = _seen(found, expected, language)
    if verdict == "agrees":
        code = "agrees" if found.within.exact or not seen else "agrees_within"
        counted = (gap for gap in found.gaps if gap.code == "stating")
        return " ".join(
            (say(code, language, found=within, seen=seen, within=within), *gaps_text(counted, language))
        )
    code = "cannot_unbounded" if _says_nothing(found.within) else "cannot" if seen else "cannot_unseen"
    return " ".join((say(code, language, seen=seen, within=within), *gaps_text(found.gaps, language)))


def why_of_codes(
    verdict: Verdict, found: RecomputedCodes, expected: Expectation, prop: str, language: str
) -> str:
    if verdict == "agrees":
        return say("codes_agree", language)
    missing = [code for code in expected.includes or () if code not in found.certain]
    text = names(missing, prop, language)
    if verdict == "differs":
        return say("codes_differ", language, missing=text)
    return " ".join((say("codes_cannot", language, missing=text), *gaps_text(found.gaps, language)))


def reports_found(measure: Reported, expected: Expectation, language: str) -> str:
    """What other sources say, each value once."""
    said = dict.fromkeys(_reported(each, expected, language) for each in measure.by)
    return "; ".join(said)


def why_of_reports(measure: Reported, expected: Expectation, language: str) -> str:
    """Which source says what."""
    by_source: dict[str, list[str]] = {}
    for each in measure.by:
        by_source.setdefault(each.source.title.name(language), []).append(_reported(each, expected, language))
    reports = (f"{title} – {', '.join(values)}" for title, values in by_source.items())
    return say("reported", language, reports="; ".join(reports))


def condition(ground: Ground, language: str) -> str:
    """The condition of a ground as the head of what follows from it."""
    text = ground.condition.name(language)
    return text[:1].upper() + text[1:]


def seen_on(ground: Ground, language: str) -> str:
    """What speaks for a ground, of which day, and how sure it is."""
    return " ".join(
        (ground.seen_on.name(language), say("supposition", language, month=day(ground.as_of, language)))
    )


def gaps_text(gaps: Iterable[Gap], language: str) -> tuple[str, ...]:
    """What is missing, a sentence each."""
    return tuple(" ".join(say(gap.code, language, **dict(gap.params)).split()) for gap in gaps)


def names(codes: Iterable[str], prop: str, language: str) -> str:
    """Values of a property by their names."""
    return "; ".join(PROPERTIES[prop].name(code, language) for code in codes)


def bounds_text(within: Interval, decimals: int, language: str) -> str:
    """Bounds in words: "74", "33 to 58", "at least 72", "not known"."""
    if _says_nothing(within):
        return say("nothing", language)
    low = write_number(within.low, language, decimals)
    if within.exact:
        return low
    if math.isinf(within.high):
        return say("at_least", language, a=low)
    return say("between", language, a=low, b=write_number(within.high, language, decimals))


def say(code: str, language: str, **params: object) -> str:
    """A sentence of `claim_sentences.yaml` with its params filled in."""
    sentence = _sentences()[code].fill(language, params, _VOCABULARIES)
    return sentence.replace("..", ".")  # an abbreviation ends a sentence


# steps below


def _reported(each: ReportedValue, expected: Expectation, language: str) -> str:
    if each.day:
        return _day(each.day, language)
    assert each.value is not None
    text = _signed(write_number(each.value, language, fewest_decimals([each.value])), expected)
    return _with_unit(text, expected, language)


def _day(text: str, language: str) -> str:
    """A day in figures, a month or a year in words."""
    return write_date(date.fromisoformat(text), language) if len(text) == 10 else day(text, language)


def _off(found: RecomputedNumber, expected: Expectation, within: str, language: str) -> str:
    by = expected.off_by(found.within)
    if not by or expected.words:  # what is said in words has no number to be away from
        return say("differs", language, found=within)
    text = write_number(abs(by), language, _decimals(by, expected))
    if expected.unit == "per_cent":
        text = f"{text}{_SPACE}{_POINTS.name(language)}"
    code = f"differs_{'less' if by < 0 else 'more'}{'' if found.within.exact else '_at_least'}"
    return say(code, language, found=within, by=_with_unit(text, expected, language))


def _within(found: RecomputedNumber, expected: Expectation, language: str) -> str:
    """The bounds in words, without the unit; one number where they meet."""
    decimals = max(_decimals(bound, expected) for bound in (found.within.low, found.within.high))
    text = bounds_text(found.within, decimals, language)
    return text if _says_nothing(found.within) else _signed(text, expected)


def _seen(found: RecomputedNumber, expected: Expectation, language: str) -> str:
    if found.seen is None:
        return ""
    return _signed(write_number(found.seen, language, _decimals(found.seen, expected)), expected)


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


@cache
def _sentences() -> Mapping[str, Text]:
    entries = read_document(_FILE)["sentences"]
    return {code: read_text(_FILE.name, code, entry, _VOCABULARIES) for code, entry in entries.items()}
