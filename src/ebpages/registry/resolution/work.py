"""What the steps of the cascade share: groups so far, vocabulary, candidates, and how one join is settled or doubted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ebpages.registry.concepts import is_word
from ebpages.registry.judgements import Judgement, Reason, Relation
from ebpages.registry.mention import Mention
from ebpages.registry.resolution import comparison
from ebpages.registry.resolution.candidates import Candidates
from ebpages.registry.resolution.comparison import Vocabulary, align, conflict, evidence, name_evidence
from ebpages.registry.resolution.groups import Groups
from ebpages.registry.resolution.registration_order import RegistrationOrder
from ebpages.registry.resolution.sites import Sites

SHORTEST_ACRONYM = 4
REVIEWS_EACH = 3
_CLEAR_LEAD = 3.0
_WORTH_KEEPING = 0.01

Likeness = tuple[Mention, list[Reason], float]


class Work:
    """What the steps share: the groups so far, the vocabulary of all names, and the candidates to look at."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions
        self.named = [mention for mention in mentions if mention.name.words]
        self.groups = Groups(mentions)
        self.vocabulary = Vocabulary(mention.name for mention in mentions)
        self.candidates = Candidates(self.named)
        self.sites = Sites(mentions)
        self.order = RegistrationOrder(_known_years(self.named))
        self.doubts: list[Judgement] = []
        self._likely: dict[str, list[Likeness]] = {}
        self._translations: dict[str, list[Mention]] = {}

    def likely(self, mention: Mention) -> list[Likeness]:
        """Candidates worth a score, the likeliest first. What two records say does not change from round to round."""
        if mention.record not in self._likely:
            found = (self._likeness(mention, other) for other in self.candidates.of(mention))
            kept = [likeness for likeness in found if likeness and likeness[2] >= _WORTH_KEEPING]
            self._likely[mention.record] = sorted(kept, key=lambda item: (-item[2], item[0].rank))
        return self._likely[mention.record]

    def translations(self, mention: Mention) -> list[Mention]:
        """Candidates whose whole name is that of the mention in other words."""
        if mention.record not in self._translations:
            self._translations[mention.record] = [
                other
                for other in self.candidates.of(mention)
                if "en" in (mention.name.language, other.name.language)
                and not other.maybe_cut
                and align(mention.name, other.name, self.vocabulary).is_translation
            ]
        return self._translations[mention.record]

    def _likeness(self, mention: Mention, other: Mention) -> Likeness | None:
        alignment = align(mention.name, other.name, self.vocabulary)
        reasons = name_evidence(mention.name, other.name, alignment, self.vocabulary)
        if not comparison.may_reach(reasons, self.vocabulary.size, _WORTH_KEEPING):
            return None
        if conflict(mention, other) is not None:
            return None
        reasons += evidence(mention, other, self.order)
        return other, reasons, comparison.probability(reasons, self.vocabulary.size)

    def identified(self, mention: Mention) -> bool:
        """Whether the mention's organisation has an identifier by now."""
        return any(member.entity for member in self.groups.organisation(mention.record))

    def settle(
        self, mention: Mention, found: Iterable[Mention], method: str, score: float, reason: Reason
    ) -> None:
        """Join a mention to the one organisation that fits, or leave it for review when several do."""
        known = self.identified(mention)
        options = {
            self.groups.organisation_key(other.record): other
            for other in found
            if self.compatible(mention, other)
            and not self.groups.same_organisation(mention.record, other.record)
            and not (known and self.identified(other))
        }
        ranked = sorted(options.values(), key=lambda other: (-self._support(mention, other), other.rank))
        if not ranked:
            return
        best = ranked[0]
        support = self._support(mention, best)
        lead = support - self._support(mention, ranked[1]) if len(ranked) > 1 else _CLEAR_LEAD
        beside = evidence(mention, best, self.order)
        reasons = (reason, *(r for r in beside if not (method == "website" and r.code.startswith("website"))))
        if doubt := _doubt_of(mention, best, method, lead, {r.code for r in reasons}):
            self.doubts += [
                Judgement(mention.record, other.record, Relation.UNDECIDED, method, 0.5, (doubt, reason))
                for other in ranked[:REVIEWS_EACH]
            ]
            return
        self.attach(mention, best, method, score, reasons)

    def _support(self, mention: Mention, other: Mention) -> float:
        return sum(reason.weight for reason in evidence(mention, other, self.order))

    def compatible(self, mention: Mention, other: Mention) -> bool:
        return conflict(mention, other) is None and not self.groups.kept_apart(mention.record, other.record)

    def attach(
        self, mention: Mention, best: Mention, method: str, score: float, reasons: tuple[Reason, ...]
    ) -> None:
        both = self.groups.identifiers(mention.record) and self.groups.identifiers(best.record)
        if both:
            self.groups.join(
                Judgement(mention.record, best.record, Relation.RE_REGISTRATION, method, score, reasons)
            )
            return
        target, why = self._registration(mention, best)
        self.groups.join(
            Judgement(mention.record, target.record, Relation.SAME, method, score, (*reasons, *why))
        )

    def _registration(self, mention: Mention, best: Mention) -> tuple[Mention, tuple[Reason, ...]]:
        """Which legal entity of an organisation a mention without identifier means: by legal form, else the latest."""
        entities = {m.entity: m for m in reversed(self.groups.organisation(best.record)) if m.entity}
        if len(entities) < 2:
            return best, ()
        form = mention.name.legal_form
        fitting = [m for m in entities.values() if form and m.name.legal_form == form]
        latest = max(fitting or entities.values(), key=lambda m: (m.entity, m.rank))
        return latest, (Reason("entity_by_form" if fitting else "entity_latest", (("text", latest.entity),)),)

    def review(self) -> None:
        """Record what looked alike and was kept apart, the likeliest first, a few for each organisation."""
        seen: set[frozenset[str]] = set()
        for doubt in self.doubts:
            pair = frozenset((self.groups.organisation_key(doubt.a), self.groups.organisation_key(doubt.b)))
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                self.groups.join(doubt)


def _doubt_of(mention: Mention, best: Mention, method: str, lead: float, codes: set[str]) -> Reason | None:
    if lead < _CLEAR_LEAD:
        return Reason("several_fit")
    if "year_other" in codes:
        return Reason("year_against")
    if method == "translation" and "seat_other" in codes:
        return Reason("seats_differ")
    if tells_little(mention, best, method) and not codes & {"website_same", "seat_same"}:
        return Reason("common_word", (("text", " ".join(mention.name.words)),))
    return None


def tells_little(mention: Mention, best: Mention, method: str) -> bool:
    """Whether what two names share is too short or too common to tell organisations apart by itself."""
    name = mention.name
    if method == "acronym":
        return max(map(len, (*name.acronyms, *name.words[:1]))) <= SHORTEST_ACRONYM
    if method in ("translation", "score"):
        single = len(name.words) == len(best.name.words) == 1
        longest = max(len(name.key), len(best.name.key))
        return longest < SHORTEST_ACRONYM or (single and is_word(name.words[0], name.language))
    if method == "equal_name":
        nobody_registered = not (mention.entity or best.entity)
        return (nobody_registered and len(name.key) < SHORTEST_ACRONYM) or (
            mention.maybe_cut and len(name.words) < 2
        )
    return False


def _known_years(mentions: Iterable[Mention]) -> Iterator[tuple[str, int]]:
    """Numbers and founding years that equal names put together."""
    numbers = defaultdict(set)
    for mention in mentions:
        if mention.entity:
            numbers[mention.name.key].add(mention.entity)
    for mention in mentions:
        found = numbers.get(mention.name.key, set())
        if mention.founded and not mention.entity and len(found) == 1:
            yield next(iter(found)), mention.founded
