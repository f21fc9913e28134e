"""The list of published profiles: counted by sets of bits, followed from change to change."""

from datetime import UTC, date, datetime

from ebpages.exchange.listing import ListedRow, Listing

TODAY = date(2026, 11, 30)


def row(key: int, day: int, **facets: list[str]) -> ListedRow:
    at = datetime(2026, 11, day, tzinfo=UTC)
    return ListedRow(key, facets, at, at.date(), date(2027, 11, day))


LISTING = Listing().followed(
    (), [row(1, 1, type=["TO"], ket=["photonics"]), row(2, 20, type=["TR"]), row(3, 29, type=["TO"])]
)


def keys(listing: Listing, among: int) -> list[int]:
    return list(listing.listed(among, listing.order))


def test_the_newest_stand_first_and_facets_narrow() -> None:
    everybody = LISTING.on_day(TODAY)
    assert keys(LISTING, everybody) == [3, 2, 1]
    assert LISTING.counts("type", everybody, TODAY) == {"TO": 2, "TR": 1}
    chosen = LISTING.chosen({"type": ("TO",), "ket": ("photonics",)}, everybody, TODAY)
    assert keys(LISTING, chosen) == [1]
    assert LISTING.counts("age", everybody, TODAY) == {"7": 1, "30": 3, "90": 3}


def test_what_has_ended_is_left_out_on_its_day() -> None:
    assert keys(LISTING, LISTING.on_day(date(2027, 11, 1))) == [3, 2]


def test_a_change_is_followed_and_the_state_before_stays_as_it_was() -> None:
    changed = LISTING.followed([1, 2], [row(2, 20, type=["BO"]), row(4, 30, type=["BR"])])
    assert keys(changed, changed.on_day(TODAY)) == [4, 3, 2]
    assert changed.counts("type", changed.everybody, TODAY) == {"TO": 1, "BO": 1, "BR": 1}
    assert changed.counts("ket", changed.everybody, TODAY) == {}
    assert keys(LISTING, LISTING.on_day(TODAY)) == [3, 2, 1]
