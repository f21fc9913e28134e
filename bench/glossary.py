"""`python -m bench.glossary FOLDER`: learn the exchange's glossary from parallel vocabularies that may be redistributed.

FOLDER holds `freedict-eng-bul.dict.dz`, `freedict-ell-eng.dict.dz` (WikDict, from Wiktionary: CC BY-SA 3.0; Debian packages them as dict-freedict-…)
and `NACE_REV2_bg.csv`, `NACE_REV2_el.csv`, `NACE_REV2_en.csv` (Eurostat, NACE Rev. 2: reuse with attribution). Bulgarian and English words
of this program's own vocabularies are added. No text of the test set is read.
"""

import csv
import gzip
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ebpages.exchange.matching.glossary import GLOSSARY
from ebpages.exchange.matching.terms import stems
from ebpages.reference import glossary, vocabulary
from ebpages.reference.industries import industries
from ebpages.reference.sectors import Sector

Label = tuple[str, ...]
Pairs = list[tuple[Label, Label]]
_ROUNDS = 6
_LEAST = 0.12  # a translation that is less probable than this, either way, is chance
_MOST = 4
_LONGEST = 12  # words of a label: longer ones align badly
_ENTRY = re.compile(r"^(?P<word>[^/<]+?) (?:/.*/ )?<(?P<kind>[^>]*)>$")
_NUMBER = re.compile(r"^\s*\d+\. ?|\s+\d+\.\s*$")
_LEFT_OUT = {"pn", "suffix", "prefix", "letter", "symbol", "interj", "num"}
_SCRIPTS = {
    "bg": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "en": re.compile("[A-Za-z]"),
}
_HEAD = """# source: learnt by bench/glossary.py from WikDict (Wiktionary; FreeDict eng-bul 2022.11.18, ell-eng 2022.11.18), NACE Rev. 2 labels (Eurostat) and own vocabularies
# licence: CC BY-SA 3.0 for this file (WikDict, Wiktionary); NACE labels: Eurostat, reuse with attribution
# certainty: unverified
"""


def main() -> None:
    folder = Path(sys.argv[1])
    rows: list[tuple[str, str, str, int]] = []
    for language, dictionary in (("bg", "freedict-eng-bul"), ("el", "freedict-ell-eng")):
        pairs = [*_dictionary(folder / f"{dictionary}.dict.dz", language), *_nace(folder, language)]
        if language == "bg":
            pairs += _own()
        rows += [(language, english, word, weight) for english, word, weight in _learn(pairs)]
        print(f"{language}: {len(pairs):,} pairs of labels", file=sys.stderr)
    text = io.StringIO()
    text.write(_HEAD)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("language", "english", "word", "weight"))
    writer.writerows(sorted(rows))
    GLOSSARY.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(f"{GLOSSARY}: {len(rows):,} pairs of words", file=sys.stderr)


def _dictionary(path: Path, language: str) -> Iterator[tuple[Label, Label]]:
    """Headwords with their translations; glosses, in the script of the English side, are left out."""
    is_english_first = "eng-" in path.name
    target = _SCRIPTS[language if is_english_first else "en"]
    word, at_translation = "", False
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        entry = _ENTRY.match(line.rstrip())
        if entry:
            word = "" if _LEFT_OUT & set(re.split(r"[,. ]+", entry["kind"])) else entry["word"]
            at_translation = True
        elif word and target.search(line) and (at_translation or is_english_first):
            for translation in _NUMBER.sub("", line).split(","):
                pair = (word, translation) if is_english_first else (translation, word)
                yield stems(pair[0].removeprefix("to "), "en"), stems(pair[1], language)
            at_translation = False


def _nace(folder: Path, language: str) -> Iterator[tuple[Label, Label]]:
    english, other = (_nace_labels(folder / f"NACE_REV2_{code}.csv", code) for code in ("en", language))
    for code in english.keys() & other.keys():
        yield stems(english[code], "en"), stems(other[code], language)


def _nace_labels(path: Path, language: str) -> dict[str, str]:
    """Some Greek labels end in letters of another one, which was printed below."""
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(text))
    rubbish = re.compile("[A-Za-z]+" if language != "en" else "(?!)")
    return {row[1]: rubbish.sub("", row[2]) for row in rows if len(row) > 2 and row[1] != "Code"}


def _own() -> Iterator[tuple[Label, Label]]:
    for entry in glossary.entries():
        if entry.role != "place":
            yield from ((stems(en, "en"), stems(bg, "bg")) for en in entry.en for bg in entry.bg)
    for term in (*industries(), *vocabulary.load("sectors.yaml", Sector).terms):
        yield stems(term.en, "en"), stems(term.bg, "bg")


def _learn(pairs: Iterable[tuple[Label, Label]]) -> Iterator[tuple[str, str, int]]:
    """Words that translate each other, with the geometric mean of both probabilities in per cent.

    IBM model 1 (Brown et al. 1993), both ways: a word that stands in many labels explains only its share of each.
    """
    kept = [pair for pair in pairs if pair[0] and pair[1] and max(map(len, pair)) <= _LONGEST]
    forward, backward = _align(kept), _align([(there, here) for here, there in kept])
    best: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (english, word), probability in forward.items():
        both = (probability * backward.get((word, english), 0.0)) ** 0.5
        if both >= _LEAST and len(english) > 1 and len(word) > 1:
            best[english].append((both, word))
    for english, words in best.items():
        for both, word in sorted(words, reverse=True)[:_MOST]:
            yield english, word, round(100 * both)


def _align(pairs: Pairs) -> dict[tuple[str, str], float]:
    """The probability of each word there, given one here."""
    probability: dict[tuple[str, str], float] = {}
    for _ in range(_ROUNDS):
        counts: Counter[tuple[str, str]] = Counter()
        for here, there in pairs:
            for word in there:
                shares = [
                    (given, probability.get((given, word), 1.0 if not probability else 0.0)) for given in here
                ]
                total = sum(share for _, share in shares)
                if total:
                    for given, share in shares:
                        counts[given, word] += share / total
        totals: Counter[str] = Counter()
        for (given, _), count in counts.items():
            totals[given] += count
        probability = {pair: count / totals[pair[0]] for pair, count in counts.items() if count > 1e-4}
    return probability


if __name__ == "__main__":
    main()
