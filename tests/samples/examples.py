"""How many examples Hypothesis tries, where one costs more than in other tests."""

from hypothesis import settings

USUAL = 15  # of a test that says nothing else


def examples(number: int) -> settings:
    """So many in the usual profile; `--hypothesis-profile=long` tries more in proportion."""
    return settings(max_examples=number * settings.default.max_examples // USUAL)


def searches_long() -> bool:
    """Whether `--hypothesis-profile=long` asks for the long form."""
    return settings.default.max_examples > USUAL
