"""Names of fields and criteria, and the sentences that say why a profile cannot be handed in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ebpages.declared.schema import Text, read_document
from ebpages.declared.text import read_text
from ebpages.exchange.profile import Problem
from ebpages.exchange.terms import term
from ebpages.reference.countries import country
from ebpages.reference.languages import language as language_of_code
from ebpages.reference.vocabulary import UnknownCode

FILE = Path(__file__).with_name("data") / "wording.yaml"


@cache
def wording() -> Mapping[str, Mapping[str, Text]]:
    """By section and code. Raises BrokenVocabulary."""
    document = read_document(FILE)
    return {
        section: {code: read_text(FILE.name, code, entry) for code, entry in document[section].items()}
        for section in ("problems", "fields", "criteria")
    }


def field_name(field: str, language: str, of_text: str = "") -> str:
    """of_text: the language of a text, which the name then says too."""
    name = wording()["fields"][field].name(language)
    return f"{name} ({_language_name(of_text, language)})" if of_text else name


def _language_name(code: str, language: str) -> str:
    """The code itself where nothing knows it: a program may have sent one."""
    try:
        return language_of_code(code).name(language)
    except UnknownCode:
        return code


def criterion_name(criterion: str, language: str) -> str:
    return wording()["criteria"][criterion].name(language)


def problem_sentence(problem: Problem, language: str) -> str:
    """language: of the reader."""
    params = dict(problem.params)
    name = field_name(problem.field, language, problem.language)
    params["field"] = (name[0].upper() + name[1:]) if problem.code != "missing" else name
    if "most" in params and "n" in params:
        params["over"] = int(params["n"]) - int(params["most"])
    if problem.code == "form_of_other_type":
        params["form"] = term("forms", str(params["value"])).name(language)
    if problem.code == "own_country":
        params["country"] = country(str(params["value"])).name(language)
    return wording()["problems"][problem.code].fill(language, params)
