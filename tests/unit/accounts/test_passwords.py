"""Which passwords are taken."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from ebpages.accounts.models import Person
from ebpages.accounts.passwords import WORDS

SOMEBODY = Person(email="maria.petrova@example.org", name="Maria Petrova")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("e-Business Pages 2026!", "password_of_our_words"),
        ("ClusterCluster11", "password_of_our_words"),
        ("клъстер-България-2026", "password_of_our_words"),
        ("q1w2e3r4t5y6", "password_too_common"),
        ("eleven-sign", "password_too_short"),
        ("maria.petrova1", "password_too_similar"),
    ],
)
def test_what_is_easily_guessed_is_refused(password: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, SOMEBODY)
    assert code in {each.code for each in refused.value.error_list}


@pytest.mark.parametrize(
    "password",
    ["planina-reka-most-2026", "only small letters", "9182 3746 5501", "a cluster of seven blue hoists", "и" * 3 + " думи от нощта", "x9" + "long " * 30],
)  # fmt: skip
def test_any_signs_may_be_in_it_and_it_may_be_long(password: str) -> None:
    validate_password(password, SOMEBODY)


def test_a_word_stands_before_those_it_contains() -> None:
    later = {word: WORDS[at + 1 :] for at, word in enumerate(WORDS)}
    assert [(w, longer) for w in WORDS for longer in later[w] if w in longer] == []
