"""Evidence in words."""

import pytest

from ebpages.linking.comparison import EQUAL
from ebpages.linking.reasons import reasons

NOTHING = dict.fromkeys(
    ("identifiers", "acronym", "name_equal", "name_unknown", "name_other", "two_scripts", "numerals", "place", "form", "website",
     "left_over_l", "left_over_r"), 0
) | {"ties_l": 1, "ties_r": 1, "pairs_l": 1, "pairs_r": 1}  # fmt: skip
RARE = {"left_word": "подемна", "right_word": "подемна", "bits": 14_000, "respelt": False, "is_entry": False}

ENTRY = {"left_word": "клъстер", "right_word": "cluster", "bits": 1_000, "respelt": False, "is_entry": True}


@pytest.mark.parametrize(
    ("pair", "words", "said"),
    [
        ({"identifiers": EQUAL, "place": 1}, [RARE], "identifier equal; rare word 'подемна'; place equal"),
        ({"name_equal": 1, "form": 2}, [], "name equal; legal form differs"),
        ({"identifiers": EQUAL, "name_other": 1}, [], "identifier equal; names contradict"),
        (
            {},
            [RARE | {"right_word": "подемма", "respelt": True}],
            "'подемна' / 'подемма' are spellings of one word",
        ),
        (
            {"two_scripts": 1},
            [ENTRY, ENTRY | {"left_word": "мебели", "right_word": "furniture"}],
            "'клъстер' / 'cluster' are one word, transliterated; 'мебели' / 'furniture' are translations",
        ),
        ({"name_equal": 1, "ties_r": 3}, [], "name equal; 2 other rows fit about as well"),
        ({"name_equal": 1, "pairs_l": 2}, [], "name equal; 1 other row fits too, better or worse"),
        ({"name_equal": 1, "pairs_l": 2, "ties_l": 2}, [], "name equal; 1 other row fits about as well"),
        ({"name_unknown": 1, "website": 1}, [], "name unknown; website equal"),
    ],
)
def test_each_piece_of_evidence_is_said_in_words(
    pair: dict[str, int], words: list[dict[str, object]], said: str
) -> None:
    assert reasons(NOTHING | pair, words, "en") == said


def test_bulgarian_counts_as_bulgarian_does() -> None:
    assert (
        reasons(NOTHING | {"name_equal": 1, "ties_l": 2}, [], "bg")
        == "еднакво име; още 1 ред съвпада почти толкова добре"
    )
    assert reasons(NOTHING | {"name_equal": 1, "ties_l": 3}, [], "bg").endswith(
        "още 2 реда съвпадат почти толкова добре"
    )
