"""The page about security keeps to what is there: its tests exist, its points are those of the standard, its sums are right."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ebpages.accounts.passwords import WORDS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text()
# Points of levels 1 and 2 in each chapter of ASVS 5.0.0.
CHAPTERS = (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7)
ANSWERS = ("holds", "partly", "not yet", "does not apply")
POINTS = [
    (number, asks, answer, why, shown)
    for number, asks, answer, why, shown in re.findall(
        r"^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE
    )
]
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(test_\w+)`", PAGE)))


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda each: str(each))
def test_a_test_that_the_page_names_exists(path: str, name: str) -> None:
    assert re.search(rf"^\s*def {name}\(", (ROOT / "tests" / path).read_text(), re.MULTILINE)


def test_every_point_of_levels_1_and_2_stands_there_once() -> None:
    numbers = [number for number, *_ in POINTS]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    of_chapters = Counter(int(number.partition(".")[0]) for number in numbers)
    assert tuple(of_chapters[chapter + 1] for chapter in range(len(CHAPTERS))) == CHAPTERS
    assert len(numbers) == 253
    assert numbers == sorted(numbers, key=lambda number: tuple(map(int, number.split("."))))


def test_a_point_is_told_in_few_words_and_answered() -> None:
    assert [number for number, asks, *_ in POINTS if not 2 <= len(asks.split()) <= 12] == []
    assert {answer for _, _, answer, _, _ in POINTS} == set(ANSWERS)
    without_why = [n for n, _, answer, why, _ in POINTS if answer in ("partly", "not yet") and len(why) < 20]
    assert without_why == []


def test_the_sums_are_those_of_the_points() -> None:
    counted = Counter(answer for _, _, answer, _, _ in POINTS)
    said = dict(re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", PAGE, re.MULTILINE))
    assert {answer: int(said[answer]) for answer in ANSWERS} == counted
    assert int(said["all"]) == len(POINTS)


def test_the_words_that_make_no_password_are_named() -> None:
    assert f"These are the words: {', '.join(WORDS)}." in PAGE
