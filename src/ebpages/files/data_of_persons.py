"""What tells of a person in a text: names with a patronymic, personal numbers, addresses of e-mail."""

import re
from collections.abc import Iterable

_EGN = re.compile(r"[0-9]{10}")
_EGN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
# Given name, patronymic and family name, as Bulgarian lists print them, in either alphabet.
_PATRONYMIC = r"(?:ов|ев|ова|ева|ович|евич|ov|ev|ova|eva)"
_FAMILY = r"(?:ов|ев|ова|ева|ски|ска|шки|шка|чки|чка|ov|ev|ova|eva|ski|ska|shki|shka|chki|chka)"
PERSON = re.compile(
    rf"(?:(?:инж|д-р|проф|доц|г-н|г-жа|dr|prof|eng|mr|mrs|ms)\.?\s+)*[^\W\d]+\s+[^\W\d]+{_PATRONYMIC}\s+[^\W\d]+{_FAMILY}(?:\s*-\s*[^\W\d]+)?",
    re.IGNORECASE,
)
# Any ten digits, whether the check digit holds or not, any digest, and words that only come with a person.
_MARKS = re.compile(
    r"(?<!\d)\d{10}(?!\d)|\b[0-9a-f]{40,}\b|[^\s@]+@[^\s@]+|\b(?:егн|лнч|egn|роден[аи]?|управител\w*|съдружни\w*|представлява\w*|прокурист\w*)\b",
    re.IGNORECASE,
)
_NAME_INSIDE = re.compile(rf"\b{PERSON.pattern}\b", re.IGNORECASE)
_SHORTEST_NAME = 5


def is_personal_number(text: str) -> bool:
    """Whether digits are a Bulgarian personal number (EGN): a day of birth and a check digit that holds.

    To the month 20 is added for those who were born before 1900, 40 since 2000.
    """
    if not _EGN.fullmatch(text.strip()):
        return False
    digits = [int(digit) for digit in text.strip()]
    century, month, day = *divmod(int(text.strip()[2:4]), 20), int(text.strip()[4:6])
    check = sum(w * d for w, d in zip(_EGN_WEIGHTS, digits, strict=False)) % 11 % 10
    return century <= 2 and 1 <= month <= 12 and 1 <= day <= 31 and check == digits[9]


def tells_of_person(text: str, names: Iterable[str] = ()) -> bool:
    """Whether a text may tell of a person, for texts that are left out whole then: in doubt, yes.

    names: of persons that stand elsewhere in what the text was taken from; each alone gives the text away.
    """
    if _MARKS.search(text) or _NAME_INSIDE.search(text):
        return True
    folded = " ".join(text.casefold().split())
    return any(len(name) >= _SHORTEST_NAME and " ".join(name.casefold().split()) in folded for name in names)
