"""A search in other words: what is asked in one language is met in the texts of others."""

import pytest

from ebpages.exchange.other_words import asked_words, met, tokens_of
from ebpages.exchange.profile import Content, Texts


def profile(language: str, title: str) -> Content:
    return Content(type="TO", original=language, texts={language: Texts(title=title)})


WHEY = profile("bg", "Пречистване на суроватка за малки мандри")
WOOD = profile("en", "Non-destructive measurement of wood moisture")
HERBS = profile("bg", "Търсят се сушени билки")
CHEESE = profile("mk", "Се бара пакување за меко сирење")


@pytest.mark.parametrize(
    ("asked", "content", "words"),
    [
        ("barishte", HERBS, (("barishte", "билки"),)),
        ("cheese whey", WHEY, (("whey", "суроватка"),)),
        ("ξύλο", WOOD, (("ξυλο", "wood"),)),
        ("Сирене", CHEESE, (("сирене", "сирење"),)),
        ("measuring the wood", WOOD, (("measuring", "measurement"), ("wood", "wood"))),
        ("wood", WHEY, ()),
        ("of the и на", WHEY, ()),
    ],
)
def test_words_are_met_in_the_language_of_the_text(
    asked: str, content: Content, words: tuple[tuple[str, str], ...]
) -> None:
    found = met(asked_words(asked), content)
    assert found == words
    held = set(tokens_of(content))
    assert [each.word for each in asked_words(asked) if held & {*each.tokens}] == [word for word, _ in words]


def test_the_keywords_of_a_profile_are_met_by_their_names() -> None:
    pump = Content(
        type="TR",
        original="bg",
        texts={"bg": Texts(title="Търси се термопомпа")},
        technology_keywords=("energy-heat",),
    )
    assert met(asked_words("heat pump"), pump) == (("heat", "heating"), ("pump", "термопомпа"))


@pytest.mark.parametrize(
    "text", ["", "\0", "123 456", "🔋" * 50, "λέξη " * 800, "х" * 4000, "a\tb|c:d", "cлънчeви"]
)
def test_any_text_may_be_asked(text: str) -> None:
    assert len(met(asked_words(text), WHEY)) <= 12
