"""No number that is not shown can be worked out, whatever tables, filters and totals are put together."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from ebpages.exchange.counted import SIDE, CountedProfiles, CountedRow, counted_values
from ebpages.exchange.small_numbers import (
    chance_change,
    change_of_profiles,
    shown_number,
    small_numbers,
)
from tests.samples.profiles import offer

RULE = small_numbers(date(2026, 11, 30))
FURTHEST = 64  # that a chance change reaches
MONTHS, SECTORS, COUNTRIES = ("2026-08", "2026-09", "2026-10"), ("food", "energy", "ict"), ("BG", "GR", "RO")


def secret(number: int) -> bytes:
    return number.to_bytes(32, "little")


def universe(seed: int, size: int) -> CountedProfiles:
    """Profiles as an exchange has them: most in one country and sector, some with several sectors or none."""
    chance = random.Random(seed)
    rows = [
        CountedRow(
            key, f"owner{chance.randrange(12)}", chance.choice(MONTHS),
            {
                "sector": chance.sample(SECTORS, chance.choice((0, 1, 1, 1, 2))),
                "country": [chance.choices(COUNTRIES, (8, 3, 1))[0]],
                SIDE: [chance.choice(("offer", "request"))],
            },
        )
        for key in range(1, size + 1)
    ]  # fmt: skip
    return CountedProfiles().with_more(rows)


def everything_shown(known: CountedProfiles) -> Iterator[tuple[str, ...]]:
    """Every cell and total of every table under every filter: a month or a period, a sector or all, a country or all, a side or both."""
    yield from product(("", *MONTHS), ("", "any", *SECTORS), ("", *COUNTRIES), ("", "offer", "request"))


def members(known: CountedProfiles, cell: tuple[str, ...]) -> int:
    found = known.having("month", MONTHS)
    for key, value in zip(("month", "sector", "country", SIDE), cell, strict=True):
        if value:
            found &= known.having(key, SECTORS if value == "any" else (value,))
    return found


def number(known: CountedProfiles, found: int, key: bytes) -> int | None:
    return shown_number(found, known.owners_of(found), RULE, key)


def could_be_shown(known: CountedProfiles, found: int) -> tuple[bool, range]:
    """Of a set: whether it could be hidden, and which numbers could be shown, whatever the secret."""
    count, owners = found.bit_count(), sorted(Counter(known.owners_of(found)).values())
    of_others = sum(owners[:-2])
    if count < RULE.fewest_profiles or len(owners) < RULE.fewest_owners or of_others < RULE.fewest_of_others:
        return True, range(0)
    most = (count + FURTHEST + 2) // RULE.multiple * RULE.multiple
    return count - FURTHEST < RULE.fewest_profiles, range(RULE.multiple, most + 1, RULE.multiple)


@pytest.mark.parametrize("seed", range(4))
def test_all_that_is_shown_could_be_shown_of_another_number_in_any_hidden_cell(seed: int) -> None:
    """So no hidden number follows from all the others: with one profile more in it, for another secret, everything shown is the same."""
    known = universe(seed, 45)
    cells = {cell: members(known, cell) for cell in everything_shown(known)}
    shown = {cell: number(known, found, secret(seed)) for cell, found in cells.items()}
    hidden = [cell for cell, told in shown.items() if told is None and cells[cell]]
    assert hidden and any(told is not None for told in shown.values())
    for cell in hidden:
        key = cells[cell].bit_length() - 1
        values = {
            axis: [v for v, has in known.values(axis).items() if has >> key & 1]
            for axis in ("sector", "country", SIDE)
        }
        (month,) = [v for v, has in known.values("month").items() if has >> key & 1]
        one_more = known.with_more([CountedRow(99, known.owners[key], month, values)])
        for other, told in shown.items():
            could_be_hidden, numbers = could_be_shown(one_more, members(one_more, other))
            assert could_be_hidden if told is None else told in numbers, (cell, other, told)


def test_neither_few_profiles_nor_many_of_few_owners_are_shown_for_any_secret() -> None:
    for secret_number in range(300):
        assert shown_number(0b1111, ["a", "b", "c", "d"], RULE, secret(secret_number)) is None
        assert shown_number((1 << 900) - 1, ["a", "b"] * 450, RULE, secret(secret_number)) is None


def test_who_publishes_many_in_a_cell_does_not_learn_whether_another_has_any() -> None:
    """Nor do two who act together: the cell is hidden, whatever a single other organisation has there."""
    for secret_number in range(300):
        for mine in (["me"] * 12, ["me"] * 7 + ["friend"] * 5, ["me"] * 2 + ["friend"] * 4):
            for theirs in ([], ["other"], ["other"] * 9, ["other", "another"]):
                owners = [*mine, *theirs]
                assert shown_number((1 << len(owners)) - 1, owners, RULE, secret(secret_number)) is None


def test_subtracting_is_right_no_more_often_than_guessing() -> None:
    """Ten cells and their total, of which one is hidden: what is left over is the hidden number in few of many cases."""
    hits = 0
    for draw in range(400):
        sets = [((1 << 12) - 1) << (20 * each) for each in range(9)]
        small = 0b11 << 200
        key, owners = secret(draw), list("abcdef")
        total = shown_number(sum(sets) | small, owners, RULE, key) or 0
        hits += total - sum(shown_number(each, owners, RULE, key) or 0 for each in sets) == small.bit_count()
    assert hits < 400 * 0.2


def test_the_same_profiles_have_the_same_number_however_they_are_asked_for() -> None:
    """Else asking in many ways, and the mean of the answers, would tell the count."""
    known = universe(1, 45)
    greek, all_months = known.among(MONTHS, {"country": ("GR",)}), known.having("country", ["GR"])
    assert greek == all_months and number(known, greek, secret(1)) == number(known, all_months, secret(1))
    later = known.with_more([CountedRow(99, "owner1", "2026-11", {"country": ["RO"], SIDE: ["offer"]})])
    assert number(later, later.having("country", ["GR"]), secret(1)) == number(known, greek, secret(1))


def test_changes_of_profiles_add_up_so_the_mean_over_many_sets_is_not_the_count() -> None:
    """Two profiles, found as the difference of a hundred pairs of sets that overlap: the mean is their count in about half of the cases."""
    two, hits = 0b11 << 400, 0
    for draw in range(200):
        chance, key = random.Random(draw), secret(draw)
        others = [chance.getrandbits(300) for _ in range(100)]
        changed = change_of_profiles(two, key)
        assert all(change_of_profiles(s | two, key) - change_of_profiles(s, key) == changed for s in others)
        found = [2 + changed + chance_change(s | two, key) - chance_change(s, key) for s in others]
        hits += round(sum(found) / len(found)) == two.bit_count()
    assert hits < 200 * 0.6


def test_numbers_stay_near_the_count_and_are_not_biased() -> None:
    found = (1 << 1000) - 1
    changes = [chance_change(found, secret(each)) for each in range(2000)]
    assert abs(sum(changes) / len(changes)) < 0.15
    assert 0.25 < changes.count(0) / len(changes) < 0.42
    of_profiles = [change_of_profiles(found, secret(each)) for each in range(100)]
    assert abs(sum(of_profiles) / len(of_profiles)) < 12
    numbers = {shown_number(found, "abcdef" * 2, RULE, secret(each)) for each in range(100)}
    assert all(n is not None and n % 5 == 0 and abs(n - 1000) <= 120 for n in numbers)


def test_what_is_counted_of_a_profile() -> None:
    counted = counted_values(offer(partner_countries=("GR", "RO"), nace=("16.10",)))
    assert counted[SIDE] == ["offer"] and counted["partner_country"] == ["GR", "RO"]
    assert (counted["sector"], counted["trl"], counted["language"]) == (["furniture_wood"], ["6"], ["bg"])
    assert counted_values(offer(type="TR"))[SIDE] == ["request"]
