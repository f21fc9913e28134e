"""A small population, of which some rows are lost, some cells empty and some contradictory, with the truth beside it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from ebpages.observatory.claims.claim_data import Rows
from ebpages.observatory.population import Observed, Population, Values

STAGES = ("start_up", "developing", "developed", "not_categorised")
TOWNS = ("София", "Пловдив", "Варна")


@dataclass(frozen=True)
class Member:
    """true: what is so. stated: what its row prints. lost: whether the row is gone."""

    true: Mapping[str, Values]
    stated: Mapping[str, Values]
    lost: bool = False


@dataclass(frozen=True)
class Populated:
    """A data for measures over one list of members."""

    members: tuple[Member, ...]
    statistics: Mapping[tuple[str, str], float | None] = field(default_factory=dict)

    def observed(self, population: Population, prop: str) -> Observed:
        seen = [m for m in self.members if not m.lost and _fits(m.stated, population)]
        lost = sum(m.lost for m in self.members)
        if population.declared is not None:
            lost = max(0, population.declared - len(seen))
        return Observed(Counter(tuple(sorted(m.stated[prop])) for m in seen), lost)

    def rows(self, slug: str) -> Rows:
        kept = [number for number, m in enumerate(self.members, 1) if not m.lost]
        return Rows(len(kept), max(kept, default=0), gaps=len(kept) < len(self.members))

    def mentioning(self, population: Population, cells: Collection[str], words: Collection[str]) -> int:
        seen = [m for m in self.members if not m.lost and _fits(m.stated, population)]
        texts = [[text for cell in cells for text in m.stated[cell]] for m in seen]
        return sum(any(word in text for text in some for word in words) for some in texts)

    def stated(self, slug: str, row: str, prop: str) -> Values:
        member = self.members[int(row) - 1] if int(row) <= len(self.members) else None
        return member.stated[prop] if member and not member.lost else ()

    def statistic(self, dataset: str, cells: Mapping[str, str], vintage: str) -> float | None:
        return self.statistics.get((dataset, cells["geo"]))

    def truly(self, where: Mapping[str, Values]) -> list[Member]:
        """The members for which `where` is so, lost ones included."""
        population = Population(kind="records", list="bsmepa", where=where)
        return [m for m in self.members if _fits(m.true, population)]


def _fits(values: Mapping[str, Values], population: Population) -> bool:
    return all(not set(wanted).isdisjoint(values[p]) for p, wanted in population.where.items())


@st.composite
def _member(draw: st.DrawFn) -> Member:
    true = {
        "stage": (draw(st.sampled_from(STAGES)),),
        "members": (str(draw(st.integers(1, 40))),),
        "settlement": tuple(sorted(draw(st.sets(st.sampled_from(TOWNS), min_size=1)))),
        "country": ("BG",),
    }
    stated = {p: values if p == "country" or draw(st.booleans()) else () for p, values in true.items()}
    for prop, others in (("stage", STAGES), ("members", ("3", "60"))):
        if stated[prop] and draw(st.integers(0, 5)) == 0:  # a row that contradicts itself
            stated[prop] = tuple(sorted({*stated[prop], draw(st.sampled_from(others))}))
    return Member(true, stated, draw(st.integers(0, 3)) == 0)


populated = st.builds(Populated, st.lists(_member(), max_size=9).map(tuple))
wheres = st.sampled_from(
    ({}, {"stage": ("start_up",)}, {"stage": ("developing", "developed")}, {"settlement": ("София",)})
)
