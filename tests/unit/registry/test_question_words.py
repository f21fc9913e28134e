"""What the words of a question name."""

import pytest

from ebpages.registry.question_words import read_question_words, read_states


@pytest.mark.parametrize(
    ("words", "sectors", "regions", "rest"),
    [
        ("храни", ["food"], [], "храни"),
        ("месо", ["food"], [], "месо"),
        ("food Ruse", ["food"], ["BG323"], "food"),
        ("хляб в Русе", ["food"], ["BG323"], "хляб"),
        ("мед", ["food"], [], "мед"),
        ("риба", ["food"], [], "риба"),
        ("fish", ["food"], [], "fish"),
        ("IT", ["ict"], [], "it"),
        ("мебели", ["furniture_wood"], [], "мебели"),
        ("wood near Plovdiv", ["furniture_wood"], ["BG421"], "wood"),
        ("вино", ["wine"], [], "вино"),
        ("хотел", ["tourism"], [], "хотел"),
        ("robots", ["mechanical_engineering"], [], "robots"),
        ("Велико Търново", [], ["BG321"], ""),
        ("Подемна техника", [], [], "подемна техника"),
        ("", [], [], ""),
    ],
)
def test_words_name_sectors_and_places(words: str, sectors: list[str], regions: list[str], rest: str) -> None:
    read = read_question_words(words)
    assert ([sector.code for sector in read.sectors], list(read.regions), read.rest) == (
        sectors,
        regions,
        rest,
    )


@pytest.mark.parametrize(
    ("words", "states", "rest"),
    [
        ("начинаещи клъстери в Русе", {"stage": ("start_up",)}, "в Русе"),
        ("Start-up, София", {"stage": ("start_up",)}, "София"),
        ("зрели или развиващи се", {"stage": ("developed", "developing")}, "или"),
        ("не е действащ", {"activity": ("inactive",)}, ""),
        (
            "некатегоризиран, в ликвидация",
            {"stage": ("not_categorised",), "activity": ("in_liquidation",)},
            "",
        ),
        ("Клъстер за устойчиво развитие", {}, "Клъстер за устойчиво развитие"),
        ("R&D Стартекс", {}, "R&D Стартекс"),
    ],
)
def test_words_name_stages_and_states_of_activity(
    words: str, states: dict[str, tuple[str, ...]], rest: str
) -> None:
    assert read_states(words) == (states, rest)
