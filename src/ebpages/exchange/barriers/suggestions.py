"""Which barriers a profile gives reason to look at. What it does not say suggests nothing, so that saying more takes no suggestion back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ebpages.exchange.barriers.catalogue import Barrier, SuggestedWhen, barrier_rules
from ebpages.exchange.check import CheckFinding
from ebpages.exchange.mechanisms import answers_of_profile, mechanism_rules
from ebpages.exchange.profile import Content
from ebpages.exchange.terms import term, terms
from ebpages.reference.countries import countries, country
from ebpages.reference.languages import language as language_of_code


@dataclass(frozen=True, slots=True)
class Fact:
    """values: what a profile says. one_of: it says that one of them holds, and not which. about: what shows it, a sentence or codes."""

    values: frozenset[str]
    one_of: bool = False
    about: tuple[str, ...] = ()

    def holds(self, wanted: Collection[str]) -> bool:
        return self.values <= {*wanted} if self.one_of else not self.values.isdisjoint(wanted)


Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """facts: what of the profile shows it."""

    barrier: Barrier
    because: SuggestedWhen
    facts: Facts

    def evidence(self, language: str) -> Iterator[str]:
        for name in self.because.when:
            said = _in_words(name, self.facts[name], language)
            if said:
                yield f"{barrier_rules().facts[name].name(language)}: {said}"


def suggest(facts: Facts) -> tuple[Suggestion, ...]:
    """In the order of the catalogue, each barrier once."""
    found = []
    for barrier in barrier_rules().barriers.values():
        because = next((each for each in barrier.suggested if _holds(each, facts)), None)
        if because:
            found.append(Suggestion(barrier, because, facts))
    return tuple(found)


def _holds(suggested: SuggestedWhen, facts: Facts) -> bool:
    return all(name in facts and facts[name].holds(values) for name, values in suggested.when.items())


def facts_of(content: Content, findings: Collection[CheckFinding]) -> Facts:
    """findings: of the check of the same content."""
    return {name: fact for name, fact in _facts(content, findings) if fact.values}


def _facts(content: Content, findings: Collection[CheckFinding]) -> Iterator[tuple[str, Fact]]:
    yield "role", Fact(frozenset(["request" if content.is_request else "offer"]))
    stage = terms("stages").get(content.stage)
    levels = [content.trl] if content.trl else stage.levels if stage else []
    yield "level", Fact(frozenset(map(str, levels)), one_of=True)
    if not content.is_request and (protection := answers_of_profile(content).get("protection")):
        yield "protection", Fact(frozenset([protection]))
    sentence = next((each.sentence for each in findings if each.code == "published_before_protection"), "")
    yield "published", Fact(frozenset(["yes"] if sentence else []), about=(sentence,))
    yield "ownership", Fact(frozenset(each.status for each in content.ipr) & {"shared", "licensed_in"})
    abroad = _known_countries(content.partner_countries) - {content.country} if content.country else set()
    yield "abroad", Fact(frozenset(["yes"] if abroad else []), about=tuple(sorted(abroad)))
    bare = _without_protection(content, abroad)
    yield "protected_there", Fact(frozenset(["no"] if bare else []), about=tuple(sorted(bare)))
    yield "form", Fact(frozenset(content.partnership_types) & {*terms("forms")})
    yield "partner", Fact(frozenset(content.partner_size) & {*terms("partner_sizes")})
    written = content.languages
    number = ("one" if len(written) == 1 else "several",) if written else ()
    yield "languages", Fact(frozenset(number), about=written)
    no_figures = any(each.code == "no_figures" for each in findings)
    yield "figures", Fact(frozenset(["no"] if no_figures else []))


def _without_protection(content: Content, countries: set[str]) -> set[str]:
    """Nothing where protection holds for no country in particular, or it is not said for which."""
    known = terms("protection")
    by_country = [each for each in content.ipr if each.status in known and known[each.status].countries]
    elsewhere = len(by_country) < len(content.ipr)
    if not by_country or elsewhere or not all(each.country for each in by_country):
        return set()
    return countries - {each.country for each in by_country}


def _known_countries(codes: Collection[str]) -> set[str]:
    """A draft may name any."""
    return {*codes} & {each.code for each in countries()}


def _in_words(name: str, fact: Fact, language: str) -> str:
    """ "" where the reason says it all."""
    values = sorted(fact.values)
    if name == "level":
        return "TRL " + "–".join(dict.fromkeys((values[0], values[-1])))
    if name == "protection":
        return mechanism_rules().questions["protection"].value_name(values[0], language)
    if name in ("form", "partner", "ownership"):
        vocabulary = {"form": "forms", "partner": "partner_sizes", "ownership": "protection"}[name]
        return ", ".join(term(vocabulary, each).name(language) for each in values)
    if name in ("abroad", "protected_there"):
        return ", ".join(country(each).name(language) for each in fact.about)
    if name == "languages":
        return ", ".join(language_of_code(each).name(language) for each in fact.about)
    return ("„{}“" if language == "bg" else "“{}”").format(fact.about[0]) if name == "published" else ""
