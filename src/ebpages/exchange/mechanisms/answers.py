"""Answers to the questions of the chooser: read from a file, checked, or taken from a profile of the exchange."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ebpages.declared.schema import read_content
from ebpages.exchange.mechanisms.rules import Answers, mechanism_rules
from ebpages.exchange.profile import Content
from ebpages.exchange.terms import terms

_LONGEST_SHOWN = 60
_WEAKEST_FIRST = ("none", "secret_know_how", "applied", "granted")


class WrongAnswers(ValueError):
    """problems: one sentence for each wrong key or value: where, what, and what is allowed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_answers_file(path: Path) -> Answers:
    """A YAML file; one that holds nothing answers nothing. Raises BrokenDeclaration, WrongAnswers."""
    content = read_content(path)
    if content is None:
        return {}
    if not isinstance(content, Mapping):
        raise WrongAnswers([f"{path.name}: it holds no keys. Write one answer a line, such as `trl: 6`."])
    return read_answers(content, path.name)


def read_answers(given: Mapping[Any, Any], place: str) -> Answers:
    """What is null is not known. place: where they stand, for messages. Raises WrongAnswers."""
    if problems := list(_problems(given, place)):
        raise WrongAnswers(problems)
    return {str(key): _text(value) for key, value in given.items() if value is not None}


def _problems(given: Mapping[Any, Any], place: str) -> Iterator[str]:
    questions = mechanism_rules().questions
    for key, value in given.items():
        if key not in questions:
            yield f"{place}: there is no question {_shown(key)}. There are: {', '.join(questions)}."
            continue
        allowed = [each.code for each in questions[key].values]
        if value is not None and _text(value) not in allowed:
            yield f"{place}, {key}: {_shown(value)} is no answer. Use one of {', '.join(allowed)}, or leave it out where it is not known."


def _text(value: Any) -> str:
    """YAML reads yes and no as true and false, and 4 as a number."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | str) else ""


def _shown(value: Any) -> str:
    text = repr(_text(value) or value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def answers_of_profile(content: Content) -> Answers:
    """What an offer says of itself; of a request that there is a receiver."""
    if content.is_request:
        return {"receiver": "known"}
    known: dict[str, str] = {}
    level = content.trl or _only_level(content.stage)
    if level:
        known["trl"] = str(level)
    of_status = mechanism_rules().protection_of_profile
    said = [answer for each in content.ipr if (answer := of_status.get(each.status))]
    if said:
        known["protection"] = max(said, key=_WEAKEST_FIRST.index)
    return known


def _only_level(stage: str) -> int | None:
    known = terms("stages").get(stage)
    return known.levels[0] if known and len(known.levels) == 1 else None
