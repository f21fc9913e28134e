"""Bulgarian in Latin letters, officially and as people type it, and back.

The official table is the Transliteration Act (State Gazette 19/2009), with its final -ия = -ia and България = Bulgaria.
"""

import re
from functools import lru_cache
from itertools import islice, product

_OFFICIAL = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
}  # fmt: skip

# As typed in mail addresses, brand names and chats; the official spelling comes first.
_INFORMAL = {
    "в": ("v", "w"), "ж": ("zh", "j"), "й": ("y", "i", "j"), "к": ("k", "c"), "х": ("h", "kh"),
    "ц": ("ts", "c", "tz"), "ч": ("ch", "4"), "ш": ("sh", "6"), "щ": ("sht", "6t"), "ъ": ("a", "u", "y"),
    "ь": ("y", "i"), "ю": ("yu", "iu", "ju"), "я": ("ya", "ia", "ja", "q"), "ия": ("ia", "iya", "ija", "iq"),
}  # fmt: skip
_MOST_SPELLINGS = 512

# What a group of Latin letters may stand for, likeliest first.
_READINGS = {
    "sht": ("щ", "шт"), "zh": ("ж",), "ts": ("ц", "тс"), "tz": ("ц",), "ch": ("ч",), "sh": ("ш",), "kh": ("х",),
    "yu": ("ю",), "iu": ("ю", "иу"), "ju": ("ю", "жу"), "ya": ("я",), "ja": ("я", "жа"), "ia": ("ия", "я", "иа"),
    "ija": ("ия", "ижа"), "iya": ("ия",), "iq": ("ия",), "yo": ("ьо", "йо"), "io": ("ио", "йо", "ьо"),
    "ck": ("к",), "ph": ("ф",), "th": ("т",), "6t": ("щ",),
    "a": ("а", "ъ"), "b": ("б",), "c": ("к", "ц"), "d": ("д",), "e": ("е",), "f": ("ф",), "g": ("г",), "h": ("х",),
    "i": ("и", "й"), "j": ("ж", "й"), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",),
    "q": ("я", "к"), "r": ("р",), "s": ("с",), "t": ("т",), "u": ("у", "ъ"), "v": ("в",), "w": ("в",),
    "x": ("кс", "х"), "y": ("й", "ъ", "и"), "z": ("з",), "4": ("ч",), "6": ("ш",),
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(_READINGS, key=len, reverse=True)) + "|.", re.DOTALL)
_MOST_READINGS = 16
_LONGEST_WORD = 64

_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+")
_FINAL_IYA = re.compile(r"ия(?![\u0400-\u052f])", re.IGNORECASE)


def to_latin(bg: str) -> str:
    """The official transliteration. Capitals stay capitals: Щърк = Shtark, ЩЪРК = SHTARK."""
    return _CYRILLIC_WORD.sub(lambda match: _word_to_latin(match.group()), bg)


@lru_cache(maxsize=4096)
def latin_spellings(word: str) -> frozenset[str]:
    """How a Bulgarian word is written in Latin letters, officially and commonly, in small letters.

    A letter is spelt the same way throughout one spelling; at most 512 spellings, the nearest to the official first.
    """
    small = word.casefold()
    groups = re.findall(r"ия(?![\u0400-\u052f])|.", small, re.DOTALL)
    varied = [group for group in dict.fromkeys(groups) if group in _INFORMAL]
    choices = product(*(_INFORMAL[group] for group in reversed(varied)))
    spellings = {to_latin(small)}
    for choice in islice(choices, _MOST_SPELLINGS - 1):
        table = dict(zip(reversed(varied), choice, strict=True))
        spellings.add("".join(table.get(group) or _OFFICIAL.get(group, group) for group in groups))
    return frozenset(spellings)


@lru_cache(maxsize=4096)
def to_cyrillic(latin: str) -> tuple[str, ...]:
    """What Bulgarian a word in Latin letters may be: at most 16 readings in small letters, the likeliest first."""
    readings: list[tuple[int, str]] = [(0, "")]
    for group in _GROUP.findall(latin.casefold()[:_LONGEST_WORD]):
        options = _READINGS.get(group, (group,))
        if len(options) == 1:
            readings = [(cost, text + options[0]) for cost, text in readings]
            continue
        longer = [
            (cost + rank, text + option) for cost, text in readings for rank, option in enumerate(options)
        ]
        readings = sorted(longer, key=lambda reading: reading[0])[:_MOST_READINGS]
    return tuple(dict.fromkeys(text for _, text in readings))


@lru_cache(maxsize=16384)
def _word_to_latin(word: str) -> str:
    if word.casefold() == "българия":
        return _cased_like("bulgaria", word)
    ending = _FINAL_IYA.search(word)
    body = word[: ending.start()] if ending else word
    latin = "".join(_letter_to_latin(word, position) for position in range(len(body)))
    return latin + "".join(
        target.upper() if letter.isupper() else target
        for letter, target in zip(word[len(body) :], "ia", strict=False)
    )


def _letter_to_latin(word: str, position: int) -> str:
    letter = word[position]
    latin = _OFFICIAL.get(letter.lower(), letter)
    if not letter.isupper():
        return latin
    neighbour = word[position + 1 : position + 2] or word[position - 1 : position] if position else word[1:2]
    return latin.upper() if neighbour.isupper() else latin.capitalize()


def _cased_like(text: str, model: str) -> str:
    if model.isupper():
        return text.upper()
    return text.capitalize() if model[:1].isupper() else text
