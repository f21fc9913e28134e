"""What printing, typing and scanning do to a text: each damage takes a text and gives it damaged, or unchanged."""

import random
import re
from collections.abc import Callable

from ebpages.search.transliteration import latin_spellings, to_latin

_CLUSTER = re.compile("клъстер", re.IGNORECASE)
_CLUSTER_SPELLINGS = ("клъстър", "кльстер", "кълъстер", "кълстер", "клъстър", "кластер")
_LOOK_ALIKES = dict(zip("АВСЕНКМОРТХаеорсух", "ABCEHKMOPTXaeopcyx", strict=True))
_OCR = {
    "н": "и",
    "и": "н",
    "ш": "щ",
    "щ": "ш",
    "г": "т",
    "л": "п",
    "п": "л",
    "ц": "щ",
    "б": "в",
    "з": "э",
    "ю": "го",
    "ъ": "ь",
    "е": "с",
    "m": "rn",
    "l": "i",
    "o": "c",
}
_WORD = re.compile(r"\w{5,}")


def cluster_spelling(rng: random.Random, text: str) -> str:
    spelling = rng.choice(_CLUSTER_SPELLINGS)
    return _CLUSTER.sub(lambda found: _cased(spelling, found.group()), text)


def look_alike_letters(rng: random.Random, text: str) -> str:
    spots = [n for n, letter in enumerate(text) if letter in _LOOK_ALIKES]
    for spot in rng.sample(spots, min(len(spots), rng.randint(1, 3))):
        text = text[:spot] + _LOOK_ALIKES[text[spot]] + text[spot + 1 :]
    return text


def ocr_letter(rng: random.Random, text: str) -> str:
    spots = [n for n, letter in enumerate(text) if letter.lower() in _OCR]
    if not spots:
        return text
    spot = rng.choice(spots)
    return text[:spot] + _cased(_OCR[text[spot].lower()], text[spot]) + text[spot + 1 :]


def broken_word(rng: random.Random, text: str) -> str:
    return _in_word(rng, text, lambda word: _insert(word, rng.randint(2, len(word) - 2), " "))


def slip(rng: random.Random, text: str) -> str:
    """One letter lost, doubled, or swapped with the next."""
    change = rng.choice((_lost, _doubled, _swapped))
    return _in_word(rng, text, lambda word: change(word, rng.randint(1, len(word) - 2)))


def cut(rng: random.Random, text: str) -> str:
    words = text.split()
    return " ".join(words[: rng.randint(max(3, len(words) - 3), len(words) - 1)]) if len(words) > 3 else text


def spliced_firm(rng: random.Random, text: str) -> str:
    firm = 'ЕООД "' + rng.choice(("Ален мак", "Вихър", "Орбита", "Прогрес")) + '"'
    return _in_word(rng, text, lambda word: _insert(word, len(word) // 2, firm))


def in_latin(rng: random.Random, text: str) -> str:
    """Transliterated, officially or as people type."""
    return to_latin(text) if rng.random() < 0.6 else informal(rng, text)


def informal(rng: random.Random, text: str) -> str:
    return " ".join(_informal_word(rng, word) for word in text.split(" "))


def damaged_site(rng: random.Random, site: str) -> str:
    """Dots inserted, or a letter lost or doubled, as a narrow column does."""
    if rng.random() < 0.5:
        spot = rng.randint(len("http://") + 2, len(site) - 3)
        return _insert(site, spot, ".") if site[spot] != "." and site[spot - 1] != "." else site
    spot = rng.randint(len("http://") + 1, site.rfind(".") - 1)
    return rng.choice((_lost, _doubled))(site, spot)


def printed_identifier(rng: random.Random, digits: str) -> str:
    """A space before the last digit, or marks of underlining left over."""
    style = rng.random()
    if style < 0.45:
        return f"{digits[:-1]} {digits[-1]}"
    return f"<u>{digits}</u>" if style < 0.55 else digits


def _informal_word(rng: random.Random, word: str) -> str:
    spellings = sorted(latin_spellings(word)) if word.isalpha() else [word]
    return _cased(rng.choice(spellings), word)


def _in_word(rng: random.Random, text: str, change: Callable[[str], str]) -> str:
    found = list(_WORD.finditer(text))
    if not found:
        return text
    word = rng.choice(found)
    return text[: word.start()] + change(word.group()) + text[word.end() :]


def _insert(text: str, spot: int, what: str) -> str:
    return text[:spot] + what + text[spot:]


def _lost(text: str, spot: int) -> str:
    return text[:spot] + text[spot + 1 :]


def _doubled(text: str, spot: int) -> str:
    return text[:spot] + text[spot] + text[spot:]


def _swapped(text: str, spot: int) -> str:
    return text[: spot - 1] + text[spot] + text[spot - 1] + text[spot + 1 :]


def _cased(text: str, model: str) -> str:
    if (model.isupper() and len(model) > 1) or (model.isupper() and len(text) == 1):
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text
