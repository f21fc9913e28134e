"""Names of fields and criteria, and the sentences that say why a profile cannot be handed in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ebpages.declared.schema import Text, read_document
from ebpages.declared.text import read_text
from ebpages.exchange.profile import Problem
from ebpages.exchange.terms import term
from ebpages.reference.countries import country

FILE = Path(__file__).with_name("data") / "wording.yaml"


@cache
def wording() -> Mapping[str, Mapping[str, Text]]:
    """By section and code. Raises BrokenVocabulary."""
    document = read_document(FILE)
    return {
        section: {code: read_text(FILE.name, code, entry) for code, entry in document[section].items()}
        for section in ("problems", "fields", "criteria")
    }


def field_name(field: str, language: str) -> str:
    return wording()["fields"][field].name(language)


def criterion_name(criterion: str, language: str) -> str:
    return wording()["criteria"][criterion].name(language)


def problem_sentence(problem: Problem, language: str) -> str:
    """language: of the reader."""
    params = dict(problem.params)
    name = field_name(problem.field, language)
    params["field"] = (name[0].upper() + name[1:]) if problem.code != "missing" else name
    if problem.language and problem.field != "texts":
        params["field"] = f"{params['field']} ({problem.language})"
    if "most" in params and "n" in params:
        params["over"] = int(params["n"]) - int(params["most"])
    if problem.code == "form_of_other_type":
        params["form"] = term("forms", str(params["value"])).name(language)
    if problem.code == "own_country":
        params["country"] = country(str(params["value"])).name(language)
    return wording()["problems"][problem.code].fill(language, params)
