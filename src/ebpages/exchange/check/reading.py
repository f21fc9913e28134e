"""Reads a profile as a reviewer would: every rule over the texts of every language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ebpages.exchange.check.findings import (
    CRITERIA,
    MOST,
    CheckFinding,
    CheckResult,
    check_rules,
    finding,
    phrases,
)
from ebpages.exchange.check.owner import OwnerTraces, traces_in
from ebpages.exchange.profile import LANGUAGES, Content, Texts
from ebpages.exchange.terms import terms
from ebpages.search.folding import fold, words

SHORT_SUMMARY, SHORT_DESCRIPTION, SHORT_PARTNER = 100, 200, 80  # characters
LONG_SENTENCE = 45  # words
MOST_OF_A_KIND = 3  # findings of one rule in one field: more of them teach nothing
_TITLE_WORDS = 2  # that say something
_FEW_WORDS = 40  # of all texts: too few to judge their language by
_REPEATED = 0.8  # share of the words of the first sentence that stand in the title
_SCRIPT = {"bg": "CYRILLIC", "mk": "CYRILLIC", "el": "GREEK", "en": "LATIN", "sq": "LATIN"}
_OF_FIELD = {"title": "clarity", "summary": "clarity", "description": "clarity", "advantages": "advantages", "technical": "advantages", "partner_role": "cooperation"}  # fmt: skip
_WITHOUT_LANGUAGE = (
    "market_keywords",
    "framework_program",
    "call_identifier",
    "eoi_deadline",
    "call_deadline",
)
_UNPROTECTED = frozenset(("none", "disclosure", "secret"))
_SENTENCE = re.compile(
    r"[^.!?;…\n]+(?:[.!?;…]+(?!\s|$)[^.!?;…\n]*)*[.!?;…]*"
)  # a dot inside a number ends none
_PLACE = re.compile(
    r"(?<= )conferenc\w* (?:hall|room|cent|table|chair|facilit)\w*|(?<= )зал\w* за конференц\w*"
)  # where one sits, no publication
_WORD = re.compile(r"[^\W\d_]{2,}")


def check_profile(content: Content, owner: OwnerTraces) -> CheckResult:
    """owner: what would give it away; looked for where the profile is anonymous. Depends on nothing else, so that two checks agree."""
    found = [each for each in _found(content, owner) if _is_asked(each.code, content.type)]
    counted: Counter[tuple[str, str, str]] = Counter()
    kept = []
    for each in found:
        counted[each.code, each.field, each.language] += 1
        if counted[each.code, each.field, each.language] <= MOST_OF_A_KIND:
            kept.append(each)
    severity = ("must", "should", "could")
    kept.sort(key=lambda each: (severity.index(each.severity), each.language != content.original))
    return CheckResult(tuple(kept), {each: _score(each, content, kept) for each in CRITERIA})


def _score(criterion: str, content: Content, findings: Sequence[CheckFinding]) -> int:
    """Of the original alone; a rule counts once. Without any text of the criterion there is no point to give."""
    # A research request has neither advantages nor technical requirements: its description says what is new.
    of_field = (
        {**_OF_FIELD, "description": "advantages"}
        if content.type == "RDR" and criterion == "advantages"
        else _OF_FIELD
    )
    if not any(
        of_field[name] == criterion or criterion == "language" for name, _text in content.written.said()
    ):
        return 0
    rules = check_rules()
    against = {
        each.code
        for each in findings
        if each.criterion == criterion and each.language in ("", content.original)
    }
    return max(0, MOST - sum(rules[code].weight for code in against))


def _is_asked(code: str, profile_type: str) -> bool:
    types = check_rules()[code].types
    return not types or profile_type in types


def _found(content: Content, owner: OwnerTraces) -> Iterator[CheckFinding]:
    for language, texts in content.texts.items():
        if language in LANGUAGES:
            yield from _in_texts(content, texts, language)
            if content.anonymous:
                for field, text in texts.said():
                    yield from traces_in(text, _sentence_of(text), field, language, owner)
    if content.anonymous:
        for field in _WITHOUT_LANGUAGE:
            said = getattr(content, field)
            for value in (said,) if isinstance(said, str) else said:
                yield from traces_in(value, lambda _found: "", field, content.original, owner)
    yield from _of_whole(content)


def _of_whole(content: Content) -> Iterator[CheckFinding]:
    written_in = content.original
    early = content.stage_now == "concept" and "research_cooperation" not in content.partnership_types
    if early:
        yield finding("early_stage", "stage", written_in)
    for each in content.ipr:
        term = terms("protection").get(each.status)
        if term and term.countries and not each.country:
            yield finding(
                "protection_without_country", "ipr", written_in, word=term.name("bg" if written_in == "bg" else "en")
            )  # fmt: skip
    if written_in != "en" and "en" not in content.languages:
        yield finding("no_english", "texts", written_in)


def _in_texts(content: Content, texts: Texts, language: str) -> Iterator[CheckFinding]:
    said = dict(texts.said())
    if said:
        yield from _title(said, language)
        yield from _lengths(said, language)
        yield from _advantages(content, said, language)
        yield from _cooperation(said, language)
        if (n := len(words(" ".join(said.values())))) < _FEW_WORDS and language == content.original:
            yield finding("little_text", "description", language, n=n)
        for field, text in said.items():
            yield from _wording(content, field, text, language)


def _title(said: dict[str, str], language: str) -> Iterator[CheckFinding]:
    title, summary = said.get("title", ""), said.get("summary", "")
    if title:
        generic = phrases(language).generic
        telling = [word for word in words(title) if len(word) > 3 and not word.startswith(generic)]
        if len(telling) < _TITLE_WORDS:
            yield finding("title_says_nothing", "title", language, title)
    if title and summary:
        first = next(iter(sentences(summary)), "")
        in_first = set(words(first))
        if in_first and len(in_first & set(words(title))) >= _REPEATED * len(in_first):
            yield finding("summary_repeats_title", "summary", language, first)


def _lengths(said: dict[str, str], language: str) -> Iterator[CheckFinding]:
    for field, code, shortest in (
        ("summary", "summary_short", SHORT_SUMMARY),
        ("description", "description_short", SHORT_DESCRIPTION),
        ("partner_role", "partner_short", SHORT_PARTNER),
    ):
        if field in said and len(said[field]) < shortest:
            yield finding(code, field, language, n=len(said[field]))
    if "summary" in said and fold(said["summary"]) == fold(said.get("description", "")):
        yield finding("description_repeats", "description", language)


def _advantages(content: Content, said: dict[str, str], language: str) -> Iterator[CheckFinding]:
    known = phrases(language)
    if "advantages" in said:
        if not any(c.isdigit() for c in said["advantages"]):
            yield finding("no_figures", "advantages", language)
        if not named(said["advantages"], known.comparison):
            yield finding("no_comparison", "advantages", language)
    everything = " ".join(said.values())
    if "description" in said and not named(everything, known.application):
        yield finding("application_unclear", "description", language)
    if content.stage_now == "on_market" and not named(everything, known.users):
        yield finding("market_without_buyers", "description", language)


def _cooperation(said: dict[str, str], language: str) -> Iterator[CheckFinding]:
    known, sought = phrases(language), said.get("partner_role", "")
    if sought and not named(sought, known.kinds):
        yield finding("partner_kind_unclear", "partner_role", language, sought[:200])
    if sought and not named(sought, known.tasks):
        yield finding("partner_task_unclear", "partner_role", language, sought[:200])
    if "summary" in said and not named(said["summary"], known.partner):
        yield finding("summary_without_partner", "summary", language)


def _wording(content: Content, field: str, text: str, language: str) -> Iterator[CheckFinding]:
    known = phrases(language)
    statuses = {each.status for each in content.ipr}
    unprotected = statuses <= _UNPROTECTED
    for sentence in sentences(text):
        folded = _PLACE.sub(" ", _padded(sentence))
        for code, beginnings, applies in (
            ("praise", known.praise, not any(c.isdigit() for c in sentence)),
            ("promise", known.promise, not any(c.isdigit() for c in sentence.replace("100", ""))),
            ("filler", known.filler, True),
            ("premature", known.premature, True),
            ("published_before_protection", known.published, unprotected and bool(statuses)),
            ("claims_protection", known.patent, unprotected and bool(statuses)),
            ("vague", known.vague, True),
        ):
            word = _first(folded, beginnings) if applies else ""
            if word:
                yield finding(code, field, language, sentence, word=_as_written(sentence, word))
        letters = [c for c in sentence if c.isalpha()]
        if len(letters) > 12 and sum(c.isupper() for c in letters) > 0.6 * len(letters):
            yield finding("capitals", field, language, sentence)
        if (n := len(words(sentence))) > LONG_SENTENCE:
            yield finding("long_sentence", field, language, sentence, n=n)
    if table := next((line for line in text.splitlines() if line.count("\t") > 1 or line.count("|") > 1), ""):
        yield finding("table_pasted", field, language, table.strip())
    yield from _letters(field, text, language)


def _letters(field: str, text: str, language: str) -> Iterator[CheckFinding]:
    found = _WORD.findall(unicodedata.normalize("NFC", text))
    for word in dict.fromkeys(found):
        if len(_scripts(word)) > 1:
            yield finding("mixed_alphabets", field, language, _sentence_of(text)(word), word=word)
    own = sum(_SCRIPT[language] in _scripts(word) for word in found)
    if len(found) > 5 and own * 2 < len(found):
        yield finding("other_language", field, language, word=language)


@lru_cache(maxsize=4096)
def _scripts(word: str) -> frozenset[str]:
    return frozenset(unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha()) & {
        *_SCRIPT.values()
    }


def sentences(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def _sentence_of(text: str) -> Callable[[str], str]:
    """The sentence in which something stands; what is not found as it is written, such as a name in other letters, stands in the first
    whose folded form holds it."""

    def find(what: str) -> str:
        every = sentences(text)
        exact = (each for each in every if what in each)
        folded = (each for each in every if fold(what) in fold(each))
        return next(exact, next(folded, every[0] if every else ""))

    return find


def named(text: str, beginnings: Sequence[str]) -> bool:
    return bool(_first(_padded(text), beginnings))


def _padded(text: str) -> str:
    return f" {fold(text)} "


def _first(padded: str, beginnings: Sequence[str]) -> str:
    return next((each for each in beginnings if f" {each}" in padded), "")


def _as_written(sentence: str, beginning: str) -> str:
    """The words of a sentence that a folded phrase stands for, as they are written there."""
    beginning = beginning.strip()
    count = len(beginning.split())
    written = re.findall(r"[^\W_]+", sentence)
    for at in range(len(written) - count + 1):
        if fold(" ".join(written[at : at + count])).startswith(beginning):
            return " ".join(written[at : at + count])
    return beginning
