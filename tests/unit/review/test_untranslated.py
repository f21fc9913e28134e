"""Which words of two names are proposed to the glossary as translations of each other."""

import pytest

from ebpages.registry.names import parse_name
from ebpages.review.untranslated import untranslated


@pytest.mark.parametrize(
    ("bulgarian", "english", "proposed"),
    [
        ("Клъстер Дунавски лодки", "Riverboats Cluster", ("дунавски лодки", "riverboats")),
        ("Клъстер Люлякова долина", "Lilac Valley Cluster", ("люлякова долина", "lilac valley")),
        (
            "Клъстер Тракия Люлякова долина",
            "Trakia Lilac Valley Cluster",
            ("люлякова долина", "lilac valley"),
        ),
        ("Клъстер Синергия", "Sinergia Cluster", ("", "")),
    ],
)
def test_words_without_an_answer_are_a_phrase(
    bulgarian: str, english: str, proposed: tuple[str, str]
) -> None:
    one, other = parse_name(bulgarian), parse_name(english)
    assert (untranslated(one, other), untranslated(other, one)) == proposed


def test_words_in_several_pieces_are_no_phrase() -> None:
    one, other = parse_name("Клъстер Люлякова Тракия долина"), parse_name("Trakia Lilac Valley Cluster")
    assert untranslated(one, other) == ""
