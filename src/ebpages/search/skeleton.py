"""One key for all the ways in which a word is spelt in Cyrillic and Latin letters."""

import re
from functools import lru_cache

# Sounds that people spell alike share a sign: ъ, у and а (klaster, kluster), й and и, ю and я; 4 is ч and 6 is ш.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "a",
    "ф": "f", "х": "h", "ц": "c", "ч": "4", "ш": "6", "щ": "6t", "ъ": "a", "ь": "a", "ьо": "io", "ю": "ia", "я": "ia",
}  # fmt: skip
_LATIN = {
    "sht": "6t", "tch": "4", "zh": "j", "ts": "c", "tz": "c", "ch": "4", "sh": "6", "kh": "h", "ph": "f", "th": "t",
    "ck": "k", "qu": "kv", "ij": "i", "q": "ia", "u": "a", "w": "v", "x": "ks", "y": "i", "тс": "c",
}  # fmt: skip
_SIGNS = {**_CYRILLIC, **_LATIN}
_SOUND = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)))
# A Cyrillic word without two letters for one sound: most words of most lists.
_LETTER_BY_LETTER = re.compile("(?:(?!ьо|тс)[\u0430-\u044f])*")
_CYRILLIC_LETTERS = str.maketrans({letter: sign for letter, sign in _CYRILLIC.items() if len(letter) == 1})
# c is к before a consonant and at the start of a word before a, o, u (cluster, corporation), else ц (jeleznica)
_HARD_C = re.compile(r"c(?=[bdfgjklmnpqrstvwxz])|^c(?=[aou])|c$")
_DOUBLED = re.compile(r"(\D)\1+")
_ENDING_IN_R = re.compile(r"(?<=[^aeio])[ae]r$")
_SHORTEST = 3


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The key of a folded word: клъстер, klaster and kluster give "klaster"; синергия and sinergiq "sinergia"."""
    hardened = word if "ch" in word or "ck" in word else _HARD_C.sub("k", word)
    if _LETTER_BY_LETTER.fullmatch(hardened):
        signs = hardened.translate(_CYRILLIC_LETTERS)
    else:
        signs = _SOUND.sub(lambda sound: _SIGNS[sound.group()], hardened)
    return _DOUBLED.sub(r"\1", signs)


def skeletons(word: str) -> tuple[str, ...]:
    """The key of a word, and the one without the vowel before a final r, which nobody spells alike (клъстер, клъстър).

    Nothing for a word whose key is too short to tell words apart, or that holds no letter.
    """
    key = skeleton(word)
    if len(key) < _SHORTEST or word.isdigit():
        return ()
    return tuple(dict.fromkeys((key, _ENDING_IN_R.sub("r", key) if len(key) > _SHORTEST + 1 else key)))
