"""By what profiles are filtered, and what a profile has of it. One entry in FACETS each: pages, counts and the API follow."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ebpages.exchange.profile import Content
from ebpages.exchange.technology_keywords import keyword, with_ancestors
from ebpages.exchange.terms import term, terms
from ebpages.reference.countries import country
from ebpages.reference.key_enabling_technologies import key_enabling_technology
from ebpages.reference.languages import language
from ebpages.reference.sectors import find_sectors, sector, sectors_of_division
from ebpages.reference.vocabulary import Term, UnknownCode

AGE = "age"
# Days since publication, by the code of the age; the widest last.
AGES: Mapping[str, int] = {"7": 7, "30": 30, "90": 90}


@dataclass(frozen=True, slots=True)
class Facet(Term):
    """values: of one profile. called: the name of a value in a language, raising KeyError for one that nothing knows. first: values that stand first, in their order; others follow by their counts."""

    values: Callable[[Content], Iterable[str]]
    called: Callable[[str, str], str]
    first: Callable[[], Iterable[str]] = tuple


def _sectors(content: Content) -> Iterator[str]:
    """Those that its market keywords name, and those of NACE divisions that belong to one sector alone."""
    for text in content.market_keywords:
        yield from (each.code for each in find_sectors(text))
    for code in content.nace:
        if len(fitting := sectors_of_division(code.partition(".")[0])) == 1:
            yield fitting[0].code


def _fields_of_technology(content: Content) -> Iterator[str]:
    """The widest of its technology keywords."""
    return (code for code in with_ancestors(content.technology_keywords) if not keyword(code).parent)


def _age(code: str, language: str) -> str:
    if code not in AGES:
        raise UnknownCode(code, "age")
    return f"до {code} дни" if language == "bg" else f"up to {code} days"


FACETS = (
    Facet("type", "Вид", "Type", lambda c: [c.type], lambda v, at: term("types", v).name(at)),
    Facet("country", "Държава", "Country", lambda c: [c.country], lambda v, at: country(v).name(at)),
    Facet("stage", "Етап на развитие", "Stage of development", lambda c: [c.stage_now], lambda v, at: term("stages", v).name(at), first=lambda: terms("stages")),
    Facet("trl", "Ниво на готовност (TRL)", "Readiness level (TRL)", lambda c: [str(c.trl)] if c.trl else [], lambda v, at: f"{v} – {term('readiness_levels', v).name(at)}", first=lambda: terms("readiness_levels")),
    Facet("protection", "Защита", "Protection", lambda c: (each.status for each in c.ipr), lambda v, at: term("protection", v).name(at)),
    Facet("form", "Търсено сътрудничество", "Cooperation sought", lambda c: c.partnership_types, lambda v, at: term("forms", v).name(at)),
    Facet("ket", "Базова технология (KET)", "Key enabling technology", lambda c: c.kets, lambda v, at: key_enabling_technology(v).name(at)),
    Facet("specialisation", "Област на специализация", "Smart-specialisation area", lambda c: c.specialisation, lambda v, at: term("specialisation", v).name(at)),
    Facet("technology", "Област на технологията", "Field of technology", _fields_of_technology, lambda v, at: keyword(v).name(at)),
    Facet("sector", "Отрасъл", "Sector", _sectors, lambda v, at: sector(v).name(at)),
    Facet("language", "Език на текста", "Language of the text", lambda c: c.languages, lambda v, at: language(v).name(at)),
)  # fmt: skip
BY_KEY = {facet.code: facet for facet in FACETS}
AGE_FACET = Facet(AGE, "Публикувано", "Published", lambda c: (), _age, first=lambda: AGES)
KEYS = (*BY_KEY, AGE)


def facets_of(content: Content) -> dict[str, list[str]]:
    found = {facet.code: sorted({value for value in facet.values(content) if value}) for facet in FACETS}
    return {key: values for key, values in found.items() if values}
