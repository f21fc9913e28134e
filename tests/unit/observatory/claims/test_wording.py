import math
import re
from pathlib import Path

import ebpages.observatory
from ebpages.declared.interval import Interval, exactly
from ebpages.observatory.claims import wording
from ebpages.observatory.claims.claim_data import Gap, RecomputedCodes, RecomputedNumber
from ebpages.observatory.claims.expectation import Expectation
from ebpages.observatory.claims.measure import Reported

ROOM = Path(ebpages.observatory.__file__).parent


def expect(**given: object) -> Expectation:
    return Expectation.model_validate(given)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_an_expectation_says_what_was_printed() -> None:
    said = {
        "243": {"is": 243},
        "около 2 пъти": {"about": 2, "unit": "times"},
        "повече от 50 %": {"more_than": 50, "unit": "per_cent"},
        "от 6 до 7": {"between": [6, 7]},
        "5,7 %": {"is": "5.7", "unit": "per_cent"},
        "28.04.2017 г.": {"day": "2017-04-28"},
        "33 млн. евро": {"is": 33, "precision": "0.1", "unit": {"bg": "млн. евро", "en": "million EUR"}},
    }
    assert {text: plain(wording.expected_text(expect(**given), "bg")) for text, given in said.items()} == {
        text: text for text in said
    }


def test_a_number_found_says_its_bounds() -> None:
    expected = expect(**{"is": 42})
    assert wording.found_text(RecomputedNumber(exactly(74), 74), expected, "en") == "74"
    assert (
        wording.found_text(RecomputedNumber(Interval(33, 58), 33), expected, "en")
        == "33 (possible: 33 to 58)"
    )
    assert (
        wording.found_text(RecomputedNumber(Interval(72, math.inf), 53), expected, "bg")
        == "53 (възможно: поне 72)"
    )
    assert wording.found_text(RecomputedNumber(Interval(0, math.inf), None), expected, "bg") == ""


def test_a_difference_says_by_how_much() -> None:
    told = wording.why("differs", RecomputedNumber(exactly(74), 74), expect(**{"is": 82}), "bg")
    assert told == "Преизчислението дава 74. Отпечатаното е по-голямо с 8."


def test_a_difference_between_bounds_is_said_as_the_least_it_can_be() -> None:
    told = wording.why("differs", RecomputedNumber(Interval(5, 30), 5), expect(**{"is": 3}), "en")
    assert told == "Recomputation gives 5 to 30. The printed number is smaller by at least 2."


def test_a_difference_of_shares_is_in_percentage_points() -> None:
    expected = expect(**{"is": "5.7", "unit": "per_cent"})
    told = plain(wording.why("differs", RecomputedNumber(exactly(10.9), 10.9), expected, "en"))
    assert told == "Recomputation gives 10.9 %. The printed number is smaller by 5.2 percentage points."


def test_other_sources_are_named_with_what_they_say() -> None:
    measure = reported(("A", "2017-04-28"), ("B", "2017-04"))
    expected = expect(day="2017-04-28")
    assert plain(wording.reports_found(measure, expected, "en")) == "28 April 2017; April 2017"
    assert (
        plain(wording.why_of_reports(measure, expected, "en"))
        == "Other sources: A – 28 April 2017; B – April 2017."
    )


def reported(*days: tuple[str, str]) -> Reported:
    by = [{"source": {"title": {"bg": title, "en": title}}, "day": day} for title, day in days]
    return Reported.model_validate({"kind": "reported", "by": by})


def test_what_cannot_be_told_says_what_is_missing() -> None:
    gaps = (
        Gap("unstated", (("unstated", 18), ("found", 53), ("property", "founded"))),
        Gap("lost", (("lost", 25), ("list", "bsmepa"))),
    )
    found = RecomputedNumber(Interval(35, 78), 35, gaps)
    told = wording.why("cannot_be_told", found, expect(**{"is": 42}), "en")
    assert "18 of the 53 rows found state no year of founding." in told
    assert "25 rows of “Clusters categorised by BSMEPA” are lost." in told


def test_one_row_is_told_in_the_singular() -> None:
    gap = Gap("lost", (("lost", 1), ("list", "bsmepa")))
    assert wording.gaps_text([gap], "bg") == ("1 ред от „Клъстери, категоризирани от ИАНМСП“ е изгубен.",)


def test_an_abbreviation_at_the_end_needs_no_second_full_stop() -> None:
    expected = expect(**{"is": 5, "unit": {"bg": "хил. лв.", "en": "thousand BGN"}})
    assert wording.why("agrees", RecomputedNumber(exactly(5), 5), expected, "bg").endswith("хил. лв.")


def test_codes_are_told_by_their_names() -> None:
    expected = expect(includes=["start_up", "developed"])
    found = RecomputedCodes(frozenset({"start_up"}), frozenset({"start_up"}), ("start_up",))
    told = wording.why_of_codes("differs", found, expected, "stage", "en")
    assert told == "Those found do not include: developed cluster."


def test_every_gap_that_the_code_names_has_a_sentence() -> None:
    code = "".join(
        (ROOM / "claims" / name).read_text(encoding="utf-8") for name in ("members.py", "recomputation.py")
    )
    named = set(re.findall(r'Gap\("(\w+)"', code))
    assert len(named) >= 7
    for gap in named:
        assert wording._sentences()[gap]
