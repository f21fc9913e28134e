"""Texts side by side, letter by letter."""

from ebpages.review.letters import Piece, differences


def marked(one: str, other: str) -> tuple[str, str]:
    return tuple(  # type: ignore[return-value]
        "".join(f"[{part.text}]" if part.differs else part.text for part in parts)
        for parts in differences(one, other)
    )


def test_a_letter_in_another_spelling_is_marked_on_both_sides() -> None:
    assert marked("Клъстер Мебел", "Клъстър Мебел") == ("Клъст[е]р Мебел", "Клъст[ъ]р Мебел")


def test_what_one_side_has_more_is_marked_there_alone() -> None:
    assert marked("Български мебелен клъстер", "Мебелен клъстер")[1].count("[") == 1
    assert marked("Клъстер", "Клъстер") == ("Клъстер", "Клъстер")


def test_of_texts_without_likeness_nothing_is_marked() -> None:
    assert differences("Зелена синергия", "Green Synergy") == (
        (Piece("Зелена синергия", False),),
        (Piece("Green Synergy", False),),
    )


def test_an_empty_text_has_no_pieces() -> None:
    assert differences("", "Клъстер") == ((), (Piece("Клъстер", False),))
