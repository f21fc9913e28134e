"""Answers that are kept, and places for work that takes long."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from ebpages.faces.kept import Answer, KeptAnswers
from ebpages.faces.places import NoPlace, Places


def answer(size: int) -> Answer:
    return Answer.of(os.urandom(size), {"Content-Type": "text/plain"})


def test_what_is_kept_comes_back_as_it_was() -> None:
    kept = KeptAnswers(100_000)
    kept.keep("a", Answer.of("клъстер".encode() * 100, {"ETag": "x"}))
    found = kept.get("a")
    assert found is not None
    assert (found.content.decode(), dict(found.headers)) == ("клъстер" * 100, {"ETag": "x"})
    assert kept.get("b") is None


def test_no_more_is_kept_than_there_is_room_and_what_was_not_asked_for_longest_leaves() -> None:
    kept = KeptAnswers(70_000)
    for key in "abcd":
        kept.keep(key, answer(5_000))
    kept.get("a")
    for key in "efghij":
        kept.keep(key, answer(5_000))
    assert kept.size <= 70_000
    assert kept.get("a") is not None and kept.get("b") is None


def test_what_was_asked_for_last_is_at_hand_and_the_rest_is_packed_within_the_same_room() -> None:
    kept = KeptAnswers(100_000)
    for key in "abcdef":
        kept.keep(key, Answer.of(key.encode() * 10_000, {}))
        kept.get(key)
    found = {key: kept.get(key) for key in "fa"}
    assert [bool(each and each.at_hand) for each in (kept._answers["f"], kept._answers["b"])] == [True, False]
    assert all(each and each.content == key.encode() * 10_000 for key, each in found.items())
    assert 20_000 + 6 * 3_000 <= kept.size <= 20_000 + 6 * 3_200
    kept.forget()
    assert kept.size == 0 and kept.get("a") is None


def test_an_answer_that_would_take_all_the_room_is_not_kept() -> None:
    kept = KeptAnswers(70_000)
    kept.keep("small", answer(1_000))
    kept.keep("large", answer(20_000))
    assert kept.get("large") is None and kept.get("small") is not None


def test_one_works_out_what_others_wait_for() -> None:
    kept, start, worked_out = KeptAnswers(70_000), Barrier(4), list[str]()

    def ask() -> None:
        start.wait()
        with kept.alone("a"):
            if kept.get("a") is None:
                worked_out.append("a")
                kept.keep("a", answer(10))

    with ThreadPoolExecutor(4) as threads:
        for asked in [threads.submit(ask) for _ in range(4)]:
            asked.result()
    assert worked_out == ["a"]


def test_beyond_the_places_nobody_waits() -> None:
    places, inside, leave = Places(working=1, waiting=0, patience=60), Event(), Event()

    def work() -> None:
        with places.one():
            inside.set()
            leave.wait()

    with ThreadPoolExecutor(1) as threads:
        working = threads.submit(work)
        inside.wait()
        with pytest.raises(NoPlace), places.one():
            pass
        leave.set()
        working.result()
    with places.one():
        pass


def test_whoever_waits_too_long_is_told_to_come_back() -> None:
    places = Places(working=1, waiting=1, patience=0.01)
    with places.one(), pytest.raises(NoPlace), places.one():
        pass


def test_a_place_is_free_again_after_a_failure() -> None:
    places = Places(working=1, waiting=0, patience=0)
    with pytest.raises(ValueError, match="x"), places.one():
        raise ValueError("x")
    with places.one():
        pass
