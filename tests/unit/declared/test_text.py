import pytest
from pydantic import ValidationError

from ebpages.declared.schema import BrokenDeclaration, Declared, read_entry
from ebpages.declared.text import Text, read_text
from ebpages.reference.vocabulary import BrokenVocabulary

COLOURS = {"colour": lambda code, language: {"r": {"bg": "червено", "en": "red"}}[code][language]}


class Entry(Declared):
    title: Text


def test_a_text_of_one_language_stands_in_for_the_other() -> None:
    assert Text("ред", "row").name("bg") == "ред"
    assert Text("", "row").name("bg") == "row"
    assert Text("ред", "").name("en") == "ред"


def test_placeholders_are_filled_as_they_say() -> None:
    text = Text("{n} {n:ред|реда} – {c:colour}{none}", "{n} {n:row|rows}: {c:colour}{none}")
    assert text.fill("en", {"n": 1, "c": "r"}, COLOURS) == "1 row: red"
    assert text.fill("bg", {"n": 2, "c": "r"}, COLOURS) == "2 реда – червено"


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"bg": "текст"}, "not a bg and an en text"),
        ({"bg": "Ред", "продължен": None, "en": "Row"}, "not a bg and an en text"),
        ({"bg": "текст", "en": ""}, "not a bg and an en text"),
        ({"bg": "{count} реда", "en": "{number} rows"}, "different placeholders"),
        ({"bg": "{x:shape}", "en": "{x:shape}"}, "'shape' is no vocabulary"),
        (None, "not a bg and an en text"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_with_file_and_key(entry: object, problem: str) -> None:
    with pytest.raises(BrokenVocabulary, match=f"steps.yaml, some_code: .*{problem}"):
        read_text("steps.yaml", "some_code", entry, COLOURS)


def test_the_words_of_a_choice_may_differ_between_languages() -> None:
    entry = {"bg": "{n:ред|реда}", "en": "{n:row|rows}"}
    assert read_text("steps.yaml", "rows", entry).fill("bg", {"n": 3}) == "реда"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ({"bg": "а"}, "entry 1, title.en: field required. Add the key"),
        ({"bg": "а", "en": ""}, "entry 1, title.en: string should have at least 1 character"),
        ({"bg": "а", "en": "a", "el": "α"}, "entry 1, title.el: extra inputs are not permitted. Take the key out"),
        ("a", "entry 1, title: input should be a valid dictionary or instance of Text"),
    ],
)  # fmt: skip
def test_a_declared_text_is_refused_with_its_key(title: object, told: str) -> None:
    with pytest.raises(BrokenDeclaration) as refused:
        read_entry("mine.yaml", "entry", Entry, 1, {"title": title})
    assert told in str(refused.value)
    with pytest.raises(ValidationError):
        Entry(title=title)  # type: ignore[arg-type]
