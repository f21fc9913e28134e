"""The facets by which organisations are filtered. One declaration each: pages, the API, counts and figures follow from FACETS."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ebpages.reference.activity_states import activity_state, activity_states
from ebpages.reference.countries import countries, country
from ebpages.reference.languages import language
from ebpages.reference.legal_forms import legal_form
from ebpages.reference.organisation_kinds import organisation_kind
from ebpages.reference.regions import region
from ebpages.reference.sectors import find_sectors, sector, sectors_of_division
from ebpages.reference.settlements import find_settlements
from ebpages.reference.size_classes import size_class, size_classes
from ebpages.reference.stages import stage, stages
from ebpages.reference.vocabulary import Term
from ebpages.registry.mention import Mention
from ebpages.registry.statements import Statement

UNKNOWN = "unknown"  # what no list states: a value like any other
UNDATED = "undated"  # a label of which no list says how long it holds
_NOT_KNOWN = Term(UNKNOWN, "няма данни", "not known")


@dataclass(frozen=True, slots=True)
class Organisation:
    """What a facet reads its values from: the kind, and what the organisation's records say, by property.

    country_of: of each list.
    """

    kind: str
    mentions: Sequence[Mention]
    statements: Mapping[str, Sequence[Statement]]
    country_of: Mapping[str, str]

    def stated(self, *properties: str) -> Iterator[str]:
        return (s.value for told in properties for s in self.statements.get(told, ()))


@dataclass(frozen=True, slots=True)
class Facet(Term):
    """A facet with its title. `code` is its key in addresses, in the API and in the tables.

    values: what one organisation has, to be stored. term: what a value is called, raising KeyError for one that nothing
    knows; None where values are lists, which the registry itself names. first: values that stand first, in their order;
    others follow by their counts. on_day: the value that a stored one counts as on a day, where it is another one.
    figure_filter: the place among the filters of the observatory's figures, 0 for none. from_values: of what few organisations
    tell, only what is known is stored, and the facet is shown where so many values are.
    """

    values: Callable[[Organisation], Iterable[str]]
    term: Callable[[str], Term] | None
    first: Callable[[], Iterable[Term]] = tuple
    on_day: Callable[[str, date], str] | None = None
    unknown: Term = _NOT_KNOWN
    figure_filter: int = 0
    from_values: int = 0


def _labels(organisation: Organisation) -> Iterable[str]:
    """The days until which labels are valid, so that their state can be asked for on any day."""
    days = {s.valid_until or UNDATED for s in organisation.statements.get("label", ())}
    return days - {UNDATED} or days


def _label_on_day(value: str, on: date) -> str:
    if value in (UNDATED, UNKNOWN):
        return value
    return "valid" if value >= on.isoformat() else "lapsed"


_LABEL_STATES = {
    "valid": Term("valid", "валиден днес според списъка", "valid today by its list"),
    "lapsed": Term("lapsed", "изтекъл според списъка", "lapsed by its list"),
    UNDATED: Term(UNDATED, "без посочена дата", "without a date"),
}


def _countries(organisation: Organisation) -> Iterable[str]:
    """Where it says that it is; else the countries of the lists that name it. A list of the European Union has none."""
    lists = (mention.record.partition(":")[0] for mention in organisation.mentions)
    listed = {organisation.country_of.get(slug, "") for slug in lists}
    return set(organisation.stated("country")) or listed & _country_codes()


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(each.code for each in countries())


def _sectors(organisation: Organisation) -> Iterable[str]:
    """Those that its sectors name, and those of its NACE codes where a division is of one sector only."""
    for text in organisation.stated("sector"):
        yield from (named.code for named in find_sectors(text))
    for code in organisation.stated("nace"):
        if len(fitting := sectors_of_division(code.partition(".")[0])) == 1:
            yield fitting[0].code


FACETS = (
    Facet("kind", "Вид", "Kind", lambda o: [o.kind], organisation_kind),
    Facet("list", "Списък", "List", lambda o: (m.record.partition(":")[0] for m in o.mentions), None),
    Facet(
        "stage", "Етап на развитие", "Stage", lambda o: o.stated("stage"), stage,
        first=stages, figure_filter=3,
    ),
    Facet(
        "label", "Знак за качество", "Label", _labels, _LABEL_STATES.__getitem__,
        first=_LABEL_STATES.values, on_day=_label_on_day, unknown=Term(UNKNOWN, "без знак", "no label"),
    ),
    Facet(
        "region", "Област", "Oblast",
        lambda o: (town.region for seat in o.stated("seat") for town in find_settlements(seat)), region,
        figure_filter=1,
    ),
    Facet(
        "sector", "Отрасъл", "Sector",
        _sectors, sector, figure_filter=2,
    ),
    Facet(
        "activity", "Състояние", "Activity", lambda o: o.stated("activity", "registry_state"), activity_state,
        first=activity_states,
    ),
    Facet(
        "form", "Правна форма", "Legal form",
        lambda o: (m.name.legal_form for m in o.mentions if not m.name.branch), legal_form,
    ),
    Facet("country", "Държава", "Country", _countries, country, from_values=2),
    Facet("speaks", "Говорим език", "Language spoken", lambda o: o.stated("languages"), language, from_values=1),
    Facet(
        "size_class", "Големина", "Size", lambda o: o.stated("size_class"), size_class,
        first=size_classes, from_values=1,
    ),
)  # fmt: skip
KEYS = tuple(facet.code for facet in FACETS)
BY_KEY = {facet.code: facet for facet in FACETS}
FIGURE_FILTERS = tuple(
    facet.code for facet in sorted(FACETS, key=lambda facet: facet.figure_filter) if facet.figure_filter
)


def facets_of(
    kind: str, mentions: Sequence[Mention], statements: Iterable[Statement], country_of: Mapping[str, str]
) -> set[tuple[str, str]]:
    """(key, value) pairs of one organisation; a facet without a known value has UNKNOWN. country_of: of each list."""
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.property, []).append(statement)
    organisation = Organisation(kind, mentions, said, country_of)
    return {
        (facet.code, value)
        for facet in FACETS
        for value in {v for v in facet.values(organisation) if v and v != UNKNOWN}
        or ({UNKNOWN} if not facet.from_values else ())
    }
