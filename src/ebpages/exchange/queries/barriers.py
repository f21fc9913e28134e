"""Barriers in words: the catalogue by its facets, and what a profile suggests."""

from collections.abc import Collection, Iterator, Mapping

from ebpages.accounts.reader import Reader
from ebpages.exchange.barriers import Barrier, barrier_rules, facts_of, suggest
from ebpages.exchange.mechanism_shapes import BarrierSuggestion, BarrierView, GuideReference
from ebpages.exchange.models import Profile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.check import check_of
from ebpages.exchange.queries.own import newest_content
from ebpages.faces.language import active_language

GUIDE, BEYOND = ORIGINS = ("guide", "beyond")
FACETS = ("group", "level", "phase", "origin")


def barriers(chosen: Mapping[str, Collection[str]]) -> Iterator[BarrierView]:
    """chosen: facet -> values, of which any will do; a facet without values leaves all."""
    for each in barrier_rules().barriers.values():
        if _answers(each, chosen):
            yield barrier_view(each)


def counts(key: str, chosen: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many barriers each value of a facet has, under the other facets."""
    others = {facet: values for facet, values in chosen.items() if facet != key}
    rules = barrier_rules()
    values = {"group": rules.groups, "level": rules.levels, "phase": rules.phases, "origin": ORIGINS}[key]
    left = [each for each in rules.barriers.values() if _answers(each, others)]
    return {value: sum(value in _values(each)[key] for each in left) for value in values}


def suggestions(reader: Reader, row: Profile) -> Iterator[BarrierSuggestion]:
    """Of the newest version that the reader may see."""
    _number, content = newest_content(reader, row)
    yield from suggestions_for(content, row)


def suggestions_for(content: Content, row: Profile) -> Iterator[BarrierSuggestion]:
    at = active_language()
    for each in suggest(facts_of(content, check_of(row, content).findings)):
        yield BarrierSuggestion(barrier_view(each.barrier), each.because.why(at), tuple(each.evidence(at)))


def barrier_view(barrier: Barrier) -> BarrierView:
    rules, at = barrier_rules(), active_language()
    return BarrierView(
        code=barrier.code,
        name=barrier.name.name(at),
        group=barrier.group,
        group_name=rules.groups[barrier.group].name(at),
        level=barrier.level,
        level_name=rules.levels[barrier.level].name(at),
        phases=barrier.phases,
        phase_names=tuple(rules.phases[each].name(at) for each in barrier.phases),
        measures=tuple(each.name(at) for each in barrier.measures),
        guide=GuideReference(barrier.guide.page, barrier.guide.section, barrier.guide.words)
        if barrier.guide
        else None,
        sources=tuple(rules.sources[each].name(at) for each in barrier.sources),
    )


def _values(barrier: Barrier) -> dict[str, tuple[str, ...]]:
    return {
        "group": (barrier.group,),
        "level": (barrier.level,),
        "phase": barrier.phases,
        "origin": (GUIDE if barrier.guide else BEYOND,),
    }


def _answers(barrier: Barrier, chosen: Mapping[str, Collection[str]]) -> bool:
    has = _values(barrier)
    return all(not values or not {*values}.isdisjoint(has[key]) for key, values in chosen.items())
