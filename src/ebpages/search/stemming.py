"""Stems of words, so that a search for мебелен finds мебели."""

import re
import threading
from functools import lru_cache

from Stemmer import Stemmer

_BULGARIAN_WORD = re.compile(r"[\u0410-\u044f]{4,}")
# The English stemmer leaves every other word as it is, and takes long to find that out.
_ENGLISH_ENDING = re.compile(r"(?:['sye]|ed|ing|ll|al|ful|li|[cgt]i|er|ator|ic|ism|[ae]nt|ion|ogist)$")

# One rule of each group at most is applied, the groups in order: the article, the ending of number and gender,
# then the suffixes that make a word out of another. (pattern of the ending, what stays, letters that must remain)
_Rule = tuple[re.Pattern[str], str, int]
_LAST_LETTERS = re.compile(r"(?:(\w)|\[(\w+)\])(?:\||$)")


def _rules(*rules: tuple[str, str, int]) -> dict[str, tuple[_Rule, ...]]:
    """The rules of a group by the last letter of the words that they may fit."""
    by_letter: dict[str, tuple[_Rule, ...]] = {}
    for ending, kept, remain in rules:
        for letter in {letter for found in _LAST_LETTERS.findall(ending) for letter in "".join(found)}:
            rule = re.compile(f"(?:{ending})$"), kept, remain
            by_letter[letter] = (*by_letter.get(letter, ()), rule)
    return by_letter


_ARTICLES = _rules(
    ("ият", "", 3), ("ът|ят", "", 3), ("(?<=[ая])та", "", 4), ("(?<=[^аеиоуъюя]т)та", "", 4), ("(?<=[ое])то", "", 4),
    ("(?<=[ие])те", "", 3),
)  # fmt: skip
_INFLECTIONS = _rules(
    ("(?<=[^аеиоуъюя])ове", "", 3), ("(?<=[^аеиоуъюя])еве", "", 3), ("и[яеи]", "", 3), ("[аяоеи]", "", 3),
)  # fmt: skip
_SUFFIXES = (
    _rules(("изъм|изм", "ист", 3)),
    _rules(("ическ", "", 4), ("(?<=[^аеиоуъюя])ск", "", 3), ("(?<=[аеиоуъюя])ск", "с", 3)),
    _rules(("ичен|ичн", "", 4), ("ост", "", 5)),
    _rules(("ен", "", 3), ("(?<=[^аеиоуъюяр])н", "", 3), ("(?<=р)н", "", 4)),
    _rules(("ств", "", 5), ("(?<=ц)ион", "", 4), ("ал", "", 5)),
    _rules(("(?<=[^аеиоуъюя])ител", "", 4), ("ител", "", 6)),
    _rules(("иц|ик", "", 4), ("ов|ев", "", 4)),
    _rules(("(?<=[^аеиоуъюя])ър", "р", 3)),
    _rules(("й", "", 3)),
    _rules(("[аеиоуя]", "", 3)),
    _rules(("ц|ч", "к", 2)),
)  # fmt: skip

# Macedonian, respelt as Bulgarian and then cut by the Bulgarian rules: both then share their stems, and one glossary.
_AS_BULGARIAN = str.maketrans({"љ": "л", "њ": "н", "џ": "дж", "ѕ": "дз", "ј": "й"})
_MACEDONIAN_SOUNDS = (("ијал", "иал"), ("ја", "я"), ("ју", "ю"))
_MACEDONIAN_ENDING = re.compile(r"(?<=\w{4})(?:[аеу]ње(?:то)?|о[тнв])$")
_ALBANIAN_ENDING = re.compile(r"(?<=\w{3})(?:[eai]ve|[iuae][tn]|[tsj]e|je[ts]|[tj]a|es|sh|ve|[iaeu])$")

_per_thread = threading.local()


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in 'bg', 'mk', 'en', 'el' or 'sq'; the word itself in any other language.

    A stem is a key for comparing, not a word: мебел, мебели, мебелен, мебелния all give "мебел". The Bulgarian
    stemmer is light: it takes off articles, endings of number and gender, and the commonest suffixes of adjectives.
    """
    if language == "bg":
        return _bulgarian(word)
    if language == "en" and _ENGLISH_ENDING.search(word):
        return str(_snowball("english").stemWord(word))
    if language == "mk":
        return _macedonian(word)
    if language == "el":
        return str(_snowball("greek").stemWord(word))
    if language == "sq":
        return _ALBANIAN_ENDING.sub("", _ALBANIAN_ENDING.sub("", word))
    return word


def _macedonian(word: str) -> str:
    word = _MACEDONIAN_ENDING.sub("", word)
    for theirs, ours in _MACEDONIAN_SOUNDS:
        word = word.replace(theirs, ours)
    return _bulgarian(word.translate(_AS_BULGARIAN))


def _bulgarian(word: str) -> str:
    if not _BULGARIAN_WORD.fullmatch(word):
        return word
    for rules in (_ARTICLES, _INFLECTIONS, *_SUFFIXES):
        if fitting := rules.get(word[-1]):
            word = _apply(fitting, word)
    return word


def _apply(rules: tuple[_Rule, ...], word: str) -> str:
    for ending, kept, remain in rules:
        match = ending.search(word)
        if match and match.start() >= remain:
            return word[: match.start()] + kept
    return word


def _snowball(algorithm: str) -> Stemmer:
    """One for each thread, because it keeps its word in itself; without its cache, since `stem` has one."""
    stemmers: dict[str, Stemmer] = _per_thread.__dict__
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer(algorithm, 0)
    return stemmers[algorithm]
