"""Which mentions are compared at all."""

from collections import Counter

from ebpages.registry.mention import Mention
from ebpages.registry.names import parse_name
from ebpages.registry.resolution.candidates import Candidates, Sketch, blocks, crowded_blocks, parts


def mentions(*names: str) -> list[Mention]:
    return [Mention(f"list:{row}", (1, row), parse_name(name)) for row, name in enumerate(names, 1)]


def test_mentions_that_share_a_word_or_a_spelling_of_one_are_compared() -> None:
    hoists, misprinted, other = mentions("Подемна Техника ООД", "Подемна Техкика", "Клъстер Зърно")
    candidates = Candidates([hoists, misprinted, other], frozenset(), {})
    assert candidates.of(hoists) == [misprinted] and candidates.of(misprinted) == [hoists]
    assert candidates.of(other) == []


def test_a_mention_without_a_name_is_compared_with_nobody() -> None:
    (nameless,) = mentions("")
    assert Candidates([], frozenset(), {}).of(nameless) == []


def test_a_word_of_too_many_names_tells_nothing() -> None:
    many = mentions(*(f"Мебел {'абвгдежз'[n // 8]}{'иклмнопр'[n % 8]}{n}" for n in range(61)))
    assert "мебел" in crowded_blocks(many)
    assert "мебел" not in crowded_blocks(many[:60])


def test_a_sketch_never_counts_too_little() -> None:
    many = mentions(*(f"Клъстер Марица {n}" for n in range(300)))
    sketch = Sketch(Counter(part for mention in many for part in parts(mention)))
    assert sketch.count("марица") == 255
    assert all(sketch.count(block) >= 1 for mention in many for block in blocks(mention))
