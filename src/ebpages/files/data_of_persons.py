"""What tells of a person in a text: names with a patronymic, personal numbers, addresses of e-mail, how to reach somebody."""

import re
import unicodedata
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
    r"(?<!\d)\d{10}(?!\d)|\b[0-9a-f]{40,}\b|[^\s@]@[^\s@]|\b(?:егн|лнч|egn|роден[аи]?|управител\w*|съдружни\w*|представлява\w*|прокурист\w*)\b",
    re.IGNORECASE,
)
_NAME_INSIDE = re.compile(rf"\b{PERSON.pattern}\b", re.IGNORECASE)
_SHORTEST_NAME = 5
# Nine digits and more, however they are parted: numbers of persons, telephones, accounts.
_LONG_NUMBER = re.compile(r"\d(?:[\s.,/()\-‐-―_]{0,3}\d){8,}")
_CONTACTS = re.compile(
    r"@|[\[({<]\s*(?:at|ат|маймун\w*|кльомба)\s*[\])}>]|\+\s*\d|\b[a-z]{2}\d{2}(?:\s?[a-z\d]{4}){3,}|"
    r"\b(?:тел|телефон\w*|моб|факс|gsm|iban|tel|phone|fax|e-?mail|имейл|контакт\w*|contacts?|адрес\w*|address|"
    r"ул|улица|бул|булевард|пл|ж\.?\s?к|кв|бл|вх|ет|ап|апартамент)(?:\b|(?=\d))",
    re.IGNORECASE,
)
_CAPITAL = r"[^\W\d_a-zа-я][^\W\d]"
_TWO_NAMES = rf"{_CAPITAL}+\s+(?:{_CAPITAL}+\s+)?{_CAPITAL}*"
# Two names after what somebody is, or after the end of what was said before; there an adjective (-ски) is none, for bodies are called so.
_NAME_AFTER = re.compile(
    r"\b(?i:собствени[кц]\w*|ликвидатор\w*|синди[кц]\w*|управля\w*|директор\w*|председател\w*|наследни[кц]\w*|"
    r"пълномощни[кц]\w*|owners?|managers?|liquidators?)"
    rf"\W{{1,5}}{_TWO_NAMES}(?i:{_FAMILY})\b|(?:\b(?i:лице|при|чрез|от)|[,;:.]|\s[-‐-―])\W{{0,5}}{_TWO_NAMES}(?i:{_PATRONYMIC})\b"
)
_NAME_IN_PROSE = re.compile(
    rf"\b[А-ЯA-Z][а-яa-z]+\s+[А-ЯA-Z][а-яa-z]*{_FAMILY}\b|(?i:\b(?:инж|д-р|проф|доц|г-н|г-жа|адв)\b)\.?\s+[А-ЯA-Z]|"
    r",\s*[А-ЯA-Z][^\W\d]+\s+(?:№\s*)?\d"
)
_TAIL_WITH_NUMBER = re.compile(r";|,[^,]*\d")


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


def tells_of_person_or_contact(text: str, names: Iterable[str] = (), *, is_prose: bool = False) -> bool:
    """As `tells_of_person`, for what people wrote themselves: also telephones, streets, accounts, and two names after what somebody is.

    is_prose: no name of a body, so that two capital words like a person's name are one, and more may follow a comma.
    """
    return any(_may_tell(each, tuple(names), is_prose) for each in _as_seen(text))


def _as_seen(text: str) -> set[str]:
    """A text without signs that are not seen: they may stand inside a word, or between two."""
    whole = unicodedata.normalize("NFKC", text)
    return {
        " ".join("".join(between if _is_unseen(sign) else sign for sign in whole).split())
        for between in ("", " ")
    }


def _is_unseen(sign: str) -> bool:
    return not sign.isspace() and not sign.isprintable()


def _may_tell(text: str, names: tuple[str, ...], is_prose: bool) -> bool:
    return bool(
        tells_of_person(text, names)
        or _LONG_NUMBER.search(text)
        or _CONTACTS.search(text)
        or _NAME_AFTER.search(text)
        or (_NAME_IN_PROSE if is_prose else _TAIL_WITH_NUMBER).search(text)
    )
