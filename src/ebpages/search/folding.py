"""Bring spellings of the same words to one form: case, quotes, dashes, accents and look-alike letters."""

import re
import unicodedata
from collections.abc import Callable

# Letters that print alike. Pairs go by position; capitals and small letters apart, because H looks like Н but h does
# not look like н. A Greek Σ in a Cyrillic word stands for С (ЗДРАВΟΣЛОВЕН): the hand that left it meant the sound.
_LATIN_TO_CYRILLIC = dict(zip("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук", strict=True))
_GREEK_TO_CYRILLIC = dict(zip("ΑΒΓΕΗΚΛΜΟΠΡΣΤΥΦΧαγεκοπρσςτυφχ", "АВГЕНКЛМОПРСТУФХагекопрсстуфх", strict=True))
_CYRILLIC_TO_LATIN = dict(zip("АВСЕНКМОРТХУІЈЅасеорхукіјѕ", "ABCEHKMOPTXYIJSaceopxykijs", strict=True))
_GREEK_TO_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΣΤΥΧαεικνορςτυχ", "ABEZHIKMNOPSTYXaeikvopstux", strict=True))
_TO_CYRILLIC = {**_LATIN_TO_CYRILLIC, **_GREEK_TO_CYRILLIC}
_TO_LATIN = {**_CYRILLIC_TO_LATIN, **_GREEK_TO_LATIN}

_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BREVE = "\u0306"
# In a text of nothing else every word has one script, no accents but those of й, and nothing to compose: most names are such texts.
_PLAIN = re.compile(
    "(?:[\\x00-/:-@\\[-`{-\\x7f]++|[0-9A-Za-z]++(?![\u0410-\u044f])|[0-9\u0410-\u044f]++(?![A-Za-z]))*+"
)


def fold(text: str) -> str:
    """Lower case, one space between words, no punctuation, no accents, every word in one script where it can be.

    Keeps й apart from и. Spellings (клъстър, кльстер) are not touched: they are a matter of names.
    """
    return " ".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order."""
    if _is_plain(text):
        return tuple(_WORD.findall(text.casefold()))
    plain = unify_look_alikes(
        _without_accents(_composed(text))
    )  # an accent would hide what a letter looks like
    return tuple(_WORD.findall(plain.casefold()))


def look_alikes(text: str) -> tuple[str, ...]:
    """The letters that are foreign to the word they stand in and look like one of its own, in order."""
    found: list[str] = []
    if _is_plain(text):
        return ()
    for word in _WORD.findall(_composed(text)):
        table = _replacements(word)
        found.extend(letter for letter in word if letter in table)
    return tuple(found)


def invisible(text: str) -> tuple[str, ...]:
    """The characters of a text that no eye sees (soft hyphens, marks of direction, spaces without width), by their codes."""
    return tuple(dict.fromkeys(f"U+{ord(sign):04X}" for sign in _INVISIBLE.findall(text)))


def without_invisible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def unify_look_alikes(text: str) -> str:
    """The text with look-alike letters replaced by those of the script of their word; nothing else changes but NFKC."""
    return text if _is_plain(text) else _WORD.sub(_unified, _composed(text))


def _is_plain(text: str) -> bool:
    """Whether each word of a text is of one script for certain, and already as it would be composed."""
    return text.isascii() or bool(_PLAIN.fullmatch(text))


def script(letter: str) -> str:
    """'cyrillic', 'latin', 'greek', or '' for anything else, digits included."""
    if not letter.isalpha():
        return ""
    point = ord(letter)
    if 0x0400 <= point <= 0x052F:
        return "cyrillic"
    if 0x0370 <= point <= 0x03FF or 0x1F00 <= point <= 0x1FFF:
        return "greek"
    return "latin" if point <= 0x024F or 0x1E00 <= point <= 0x1EFF else ""


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))


def _unified(match: re.Match[str]) -> str:
    word = match.group()
    table = _replacements(word)
    return "".join(table.get(letter, letter) for letter in word) if table else word


def _replacements(word: str) -> dict[str, str]:
    """The letters to replace in a word; none when it has one script, or letters that belong to two for certain."""
    if word.isascii():
        return {}
    scripts = [script(letter) for letter in word]
    cyrillic, latin, greek = (scripts.count(name) for name in ("cyrillic", "latin", "greek"))
    if (cyrillic > 0) + (latin > 0) + (greek > 0) < 2 or greek > cyrillic + latin:
        return {}
    surely_cyrillic = _has(
        word, lambda letter: script(letter) == "cyrillic" and letter not in _CYRILLIC_TO_LATIN
    )
    surely_latin = _has(word, lambda letter: script(letter) == "latin" and letter not in _LATIN_TO_CYRILLIC)
    if surely_cyrillic and surely_latin:
        return {}
    is_cyrillic = surely_cyrillic or (not surely_latin and cyrillic >= latin)
    return _TO_CYRILLIC if is_cyrillic else _TO_LATIN


def _has(word: str, condition: Callable[[str], bool]) -> bool:
    return any(condition(letter) for letter in word)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    for mark in unicodedata.normalize("NFD", text):
        is_short_i = mark == _BREVE and bool(kept) and kept[-1] in "иИ"
        if is_short_i or unicodedata.category(mark) != "Mn":
            kept.append(mark)
    return unicodedata.normalize("NFC", "".join(kept))
