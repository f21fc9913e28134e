"""What the check can say: its rules as data, and a finding with its place in the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ebpages.declared.schema import Declared, Text, read_document, read_entry, refuse_twice
from ebpages.exchange.profile import LANGUAGES

RULES = Path(__file__).with_name("rules.yaml")
PHRASES = Path(__file__).with_name("phrases.yaml")
CRITERIA = ("advantages", "clarity", "cooperation", "language")
MOST = 5  # points of a criterion


class CheckRule(Declared):
    code: str
    criterion: Literal["advantages", "clarity", "cooperation", "language", "owner"]
    severity: Literal["must", "should", "could"]
    weight: int
    says: Text
    remedy: Text
    types: tuple[str, ...] = ()


class Phrases(Declared):
    """Beginnings of words and phrases, folded."""

    praise: tuple[str, ...]
    promise: tuple[str, ...]
    filler: tuple[str, ...]
    premature: tuple[str, ...]
    published: tuple[str, ...]
    patent: tuple[str, ...]
    comparison: tuple[str, ...]
    application: tuple[str, ...]
    vague: tuple[str, ...]
    users: tuple[str, ...]
    partner: tuple[str, ...]
    kinds: tuple[str, ...]
    tasks: tuple[str, ...]
    generic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """sentence: of the text, as it stands there, "" where it is about the whole. says, remedy: in the language of the text, bg or else en.

    language: of the text that it is about.
    """

    code: str
    criterion: str
    severity: str
    field: str
    language: str
    sentence: str
    says: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """scores: criterion -> 0 to 5, as advice; the reviewer decides."""

    findings: tuple[CheckFinding, ...]
    scores: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.scores.values())

    @property
    def blocks(self) -> bool:
        return any(each.severity == "must" for each in self.findings)


@cache
def check_rules() -> Mapping[str, CheckRule]:
    """By code. Raises BrokenDeclaration."""
    entries = read_document(RULES)["rules"]
    rules = [read_entry(RULES.name, "rule", CheckRule, n, each) for n, each in enumerate(entries, 1)]
    refuse_twice(RULES.name, "rule", (each.code for each in rules))
    return {each.code: each for each in rules}


@cache
def phrases(language: str) -> Phrases:
    entries = read_document(PHRASES)["phrases"]
    return read_entry(PHRASES.name, "language", Phrases, LANGUAGES.index(language) + 1, entries[language])


def finding(code: str, field: str, language: str, sentence: str = "", **params: str | int) -> CheckFinding:
    rule = check_rules()[code]
    told_in = "bg" if language == "bg" else "en"
    return CheckFinding(
        code, rule.criterion, rule.severity, field, language, sentence,
        rule.says.fill(told_in, params), rule.remedy.fill(told_in, params),
    )  # fmt: skip
