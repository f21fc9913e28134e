"""Events are replayed in their order, whatever the order in which they came; the state on a day is that of a replay up to it."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ebpages.living.register_history import RegisterHistory, Row, history
from ebpages.living.wording import event_sentence, texts
from ebpages.sources.trade_register_daily.reader import read
from tests.samples.register_days import deed, field, new_body, number, part, seat, xml

ID = number(1)
ERASED = field("00020", "КЛЪСТЕР РОЗА", op="Erase", record=1, day="2025-03-04")
LIQUIDATION = field("00070", record=30).replace("00070", "05010").replace("Managers", "Terms")


def rows(day: str, *deeds: str) -> list[Row]:
    return [(day, row) for row in read(xml(day, *deeds), f"{day}.xml").rows]


STORY = [
    *rows("2024-01-10", new_body(ID, "КЛЪСТЕР РОЗА", "2024-01-10")),
    *rows("2025-03-04", deed(ID, "РОЗА БЪЛГАРИЯ", ERASED, field("00020", "РОЗА БЪЛГАРИЯ", record=8, day="2025-03-04"))),
    *rows("2025-06-01", deed(ID, "РОЗА БЪЛГАРИЯ", seat("SOF", "гр. София", "68134", record=9, day="2025-06-01"))),
    *rows("2025-09-01", deed(ID, "РОЗА БЪЛГАРИЯ", part("B6_Liquidation", LIQUIDATION))),
    *rows("2025-10-01", deed(ID, "РОЗА БЪЛГАРИЯ", part("B6_Liquidation", LIQUIDATION.replace('"Add"', '"Erase"')))),
    *rows("2026-01-02", deed(ID, "РОЗА БЪЛГАРИЯ", field("00270", "1", record=40), status="L")),
]  # fmt: skip


def told(of: RegisterHistory) -> list[tuple[str, str]]:
    return [(event.day, event.kind) for event in of.events]


def test_a_body_is_entered_renamed_moved_wound_up_and_struck_off() -> None:
    whole = history(STORY)
    assert told(whole) == [
        ("2024-01-10", "registered"), ("2025-03-04", "name_changed"), ("2025-06-01", "seat_changed"), ("2025-09-01", "liquidation_began"),
        ("2025-10-01", "liquidation_ended"), ("2026-01-02", "struck_off"),
    ]  # fmt: skip
    assert whole.state is not None
    assert (whole.state.condition, whole.state.since, whole.state.text("name")) == (
        "struck_off",
        "2026-01-02",
        "РОЗА БЪЛГАРИЯ",
    )
    sentences = [event_sentence(event, "bg") for event in whole.events]
    assert sentences[1] == "Преименуване от КЛЪСТЕР РОЗА на РОЗА БЪЛГАРИЯ."
    assert sentences[2] == "Седалището е преместено от гр. Перник в гр. София."


def test_the_state_on_a_day_is_that_of_the_files_up_to_it() -> None:
    states = {
        day: history(STORY, day).state for day in ("2023-12-31", "2024-02-01", "2025-09-15", "2025-12-31")
    }
    assert states["2023-12-31"] is None
    conditions = {day: (state.condition, state.seen) for day, state in states.items() if state}
    assert conditions == {
        "2024-02-01": ("active", "2024-01-10"), "2025-09-15": ("in_liquidation", "2025-09-01"), "2025-12-31": ("active", "2025-10-01"),
    }  # fmt: skip


@given(st.permutations(STORY), st.sampled_from(["", "2025-03-04", "2025-09-30"]))
def test_the_order_in_which_files_come_changes_nothing(shuffled: list[Row], until: str) -> None:
    assert history(shuffled, until) == history(STORY, until)


changes = st.builds(
    lambda name, operation, group, entry, value: {
        "sub": "1", "field": name, "operation": operation, "record": "", "group": group, "entry": entry, "day": "", "value": {"text": value}
    },
    st.sampled_from(["name", "seat", "liquidation", "struck_off", "branch"]),
    st.sampled_from(["add", "erase"]),
    st.sampled_from("12"),
    st.sampled_from("123"),
    st.sampled_from(["а", "б"]),
)  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(["2024-01-01", "2024-01-02", "2024-01-03"]), st.lists(changes, max_size=4), st.sampled_from("NL")), max_size=6),
    st.randoms(),
)  # fmt: skip
def test_no_order_of_any_events_changes_what_follows(days: list[tuple[str, list[Mapping[str, Any]], str]], chance: Any) -> None:  # fmt: skip
    given_rows: list[Row] = [
        (day, {"identifier": ID, "status": status, "name": "", "form": "", "changes": of_day})
        for day, of_day, status in days
    ]
    shuffled = chance.sample(given_rows, len(given_rows))
    assert history(shuffled) == history(given_rows)


def test_a_name_whose_former_one_is_not_known_is_no_renaming() -> None:
    only = rows("2025-03-04", deed(ID, "РОЗА", field("00020", "РОЗА", day="2025-03-04")))
    assert told(history(only)) == [("2025-03-04", "name_entered")]


def test_the_status_of_the_deed_alone_tells_that_it_is_closed_and_again_open() -> None:
    closed = rows("2025-03-04", deed(ID, "РОЗА", status="C"))
    assert told(history(closed)) == [("2025-03-04", "struck_off")]
    again = [
        *closed,
        *rows("2025-04-01", deed(ID, "РОЗА", field("00020", "РОЗА", day="2025-04-01"), status="E")),
    ]
    assert history(again).state.condition == "active"  # type: ignore[union-attr]


def test_an_heir_of_a_conversion_is_named_by_its_number() -> None:
    conversion = field("00070", f"<UIC>{number(7)}</UIC>", record=3).replace("Managers", "Conv").replace("00070", "02010")  # fmt: skip
    found = history(rows("2026-01-02", deed(ID, "РОЗА", part("V2_Conversion", conversion))))
    assert found.state is not None and found.state.heirs == (number(7),)
    assert event_sentence(found.events[0], "en") == f"A conversion was entered: {number(7)}."


def test_every_kind_of_event_has_a_sentence_and_every_field_a_name() -> None:
    from ebpages.sources.connector import connector

    assert set(connector("trade_register_daily").fields.values()) == set(texts("fields"))
    kinds = {event.kind for event in history(STORY).events}
    assert kinds <= set(texts("events"))
