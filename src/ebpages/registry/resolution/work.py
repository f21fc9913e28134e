"""What the steps of the cascade share: groups so far, vocabulary, candidates, and how one join is settled or doubted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ebpages.registry.concepts import is_word
from ebpages.registry.judgements import Judgement, Reason, Relation
from ebpages.registry.mention import Mention
from ebpages.registry.names import SHORTEST_ACRONYM
from ebpages.registry.resolution.alignment import align, words_of
from ebpages.registry.resolution.candidates import Candidates
from ebpages.registry.resolution.comparison import (
    conflict,
    evidence,
    log_odds,
    may_reach,
    name_evidence,
    needed_of_names,
    worth_aligning,
)
from ebpages.registry.resolution.corpus import Corpus
from ebpages.registry.resolution.families import Families
from ebpages.registry.resolution.groups import Groups
from ebpages.registry.resolution.sites import Sites

REVIEWS_EACH = 3
_CLEAR_LEAD = 3.0  # bits
_WORTH_REVIEW = -2.0  # bits: less likely than one in five is not even left for a person to look at
_UNDECIDED = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """A mention that another one resembles, why, and the odds in bits that both are one organisation."""

    other: Mention
    reasons: tuple[Reason, ...]
    bits: float


class Work:
    """What the steps share: the groups so far, the counts over all records, and the candidates to look at.

    known_families: record -> family where only some of all records are resolved, else empty.
    """

    def __init__(self, mentions: list[Mention], corpus: Corpus, known_families: Mapping[str, str]) -> None:
        self.mentions = mentions
        self.named = [mention for mention in mentions if mention.name.words]
        self.groups = Groups(mentions)
        self.families = Families()
        self.vocabulary, self.order = corpus.vocabulary, corpus.order
        self.candidates = Candidates(self.named, corpus.crowded_blocks, known_families)
        self.sites = Sites(mentions, corpus.crowded_pieces, corpus.site_uses, known_families)
        self._step, self._turn, self._noted = "", "", 0
        self._doubts: list[Judgement] = []
        self._translations: dict[str, list[Mention]] = {}
        self._partial: dict[str, list[tuple[Mention, list[Reason]]]] = {}

    def begin(self, round_: int, step: int) -> None:
        """Say which step begins."""
        self._step = f"{round_:02d}{step}"

    def take_turn(self, mention: Mention, *, late: bool = False) -> None:
        """Say whose turn it is: what is noted next gets a place that depends on nobody else, so that it is the same
        whether all records are resolved or a few.

        late: after all others of the step.
        """
        self._turn, self._noted = f"{self._step}{late:d}{mention.rank[0]:05d}{mention.rank[1]:08d}", 0

    def _place(self, part: int) -> str:
        self._noted += 1
        return f"{part}{self._turn}{self._noted:05d}"

    def join(self, judgement: Judgement) -> None:
        """Apply a judgement of the step whose turn it is.

        Whoever a step compares is related before, where that does not depend on how people joined records.
        """
        self.groups.join(replace(judgement, place=self._place(1)))

    def likely(self, mention: Mention) -> Sequence[Likeness]:
        """Candidates worth a look, the likeliest first. What two records say does not change from round to round."""
        return self._likely.get(mention.record, ())

    @cached_property
    def _likely(self) -> dict[str, list[Likeness]]:
        words = {mention.record: words_of(mention.name, self.vocabulary) for mention in self.named}
        needed = needed_of_names(self.vocabulary, _WORTH_REVIEW)
        found: dict[str, list[Likeness]] = defaultdict(list)
        for first, second in self.candidates.pairs():
            if worth_aligning(words[first.record], words[second.record], self.vocabulary, needed):
                for one, two in ((first, second), (second, first)):
                    likeness = self._likeness(one, two, needed)
                    if likeness and likeness.bits >= _WORTH_REVIEW:
                        self.families.relate(one, two)
                        found[one.record].append(likeness)
        for likenesses in found.values():
            likenesses.sort(key=lambda each: (-each.bits, each.other.rank))
        return found

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

    def partial_translations(self, mention: Mention) -> list[tuple[Mention, list[Reason]]]:
        """Identified candidates in the other language that share a rare concept, though one word finds no counterpart."""
        if mention.record not in self._partial:
            others = (
                o
                for o in self.candidates.of(mention)
                if o.entity and o.name.language != mention.name.language
            )
            aligned = ((o, align(mention.name, o.name, self.vocabulary)) for o in others)
            kept = [
                (other, name_evidence(found, self.vocabulary))
                for other, found in aligned
                if len(found.left) <= 1
                and any(self.vocabulary.is_rare(concept) for concept, _ in found.translated)
                and not conflict(mention, other)
            ]
            for other, _ in kept:
                self.families.relate(mention, other)
            self._partial[mention.record] = kept
        return self._partial[mention.record]

    def _likeness(self, mention: Mention, other: Mention, needed: float) -> Likeness | None:
        found = align(mention.name, other.name, self.vocabulary)
        if not may_reach(found, self.vocabulary, needed) or conflict(mention, other):
            return None
        reasons = [*name_evidence(found, self.vocabulary), *evidence(mention, other, self.order)]
        return Likeness(other, tuple(reasons), log_odds(reasons, self.vocabulary.size))

    def settle(
        self, mention: Mention, found: Iterable[Mention], method: str, score: float, reason: Reason
    ) -> None:
        """Join a mention to the one organisation that fits, or leave it for review when several do or doubt remains.

        found: those that `reason` speaks for. score: how sure the method is of itself, 0 to 1.
        """
        options = list(found)
        for other in options:
            self.families.relate(mention, other)
        ranked = self._fitting(mention, options)
        if not ranked:
            return
        best, *rivals = ranked
        lead = self._support(mention, best) - self._support(mention, rivals[0]) if rivals else _CLEAR_LEAD
        beside = evidence(mention, best, self.order)
        reasons = (reason, *(r for r in beside if not (method == "website" and r.code.startswith("website"))))
        if doubt := _doubt_of(mention, best, method, lead, {r.code for r in reasons}):
            for other in ranked[:REVIEWS_EACH]:
                self.leave_open(mention, other, method, (doubt, reason))
        else:
            self.attach(mention, best, method, score, reasons)

    def _fitting(self, mention: Mention, found: Iterable[Mention]) -> list[Mention]:
        """One mention of each other organisation that may be the mention's own, the best supported first."""
        known = self._is_identified(mention)
        options = {
            self.groups.organisation_key(other.record): other
            for other in found
            if self._compatible(mention, other) and not (known and self._is_identified(other))
        }
        return sorted(options.values(), key=lambda other: (-self._support(mention, other), other.rank))

    def _is_identified(self, mention: Mention) -> bool:
        """Whether the mention's organisation has an identifier by now."""
        return any(member.entity for member in self.groups.organisation(mention.record))

    def _compatible(self, mention: Mention, other: Mention) -> bool:
        return conflict(mention, other) is None and self.is_open(mention, other)

    def is_open(self, mention: Mention, other: Mention) -> bool:
        """Whether two mentions are neither joined nor kept apart by a person."""
        pair = mention.record, other.record
        return not self.groups.same_organisation(*pair) and not self.groups.kept_apart(*pair)

    def _support(self, mention: Mention, other: Mention) -> float:
        return sum(reason.weight for reason in evidence(mention, other, self.order))

    def attach(
        self, mention: Mention, best: Mention, method: str, score: float, reasons: tuple[Reason, ...]
    ) -> None:
        """Join a mention to an organisation: as one registration more where both have a number, else as the same."""
        relation, target = Relation.RE_REGISTRATION, best
        if not (self.groups.identifiers(mention.record) and self.groups.identifiers(best.record)):
            relation = Relation.SAME
            target, why = self._registration(mention, best)
            reasons += why
        self.join(Judgement(mention.record, target.record, relation, method, score, reasons))

    def leave_open(
        self,
        mention: Mention,
        other: Mention,
        method: str,
        reasons: tuple[Reason, ...],
        score: float = _UNDECIDED,
    ) -> None:
        """Note two mentions for review."""
        doubt = Judgement(mention.record, other.record, Relation.UNDECIDED, method, score, reasons)
        self._doubts.append(replace(doubt, place=self._place(2)))

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
        """Record what looked alike and was kept apart, each two organisations once, by the surest step that met them.

        What a person has parted is no question any more, whichever of its records meet.
        """
        seen: set[frozenset[str]] = set()
        for doubt in self._doubts:
            pair = frozenset((self.groups.organisation_key(doubt.a), self.groups.organisation_key(doubt.b)))
            if len(pair) == 2 and pair not in seen and not self.groups.kept_apart(doubt.a, doubt.b):
                seen.add(pair)
                self.groups.join(doubt)


def _doubt_of(mention: Mention, best: Mention, method: str, lead: float, codes: set[str]) -> Reason | None:
    """What keeps a step from joining a mention to the best that it found."""
    if lead < _CLEAR_LEAD:
        return Reason("several_fit")
    if "year_other" in codes:
        return Reason("year_against")
    if method == "translation" and "seat_other" in codes:
        return Reason("seats_differ")
    if tells_little(mention, best, method, codes):
        return Reason("common_word", (("text", " ".join(mention.name.words)),))
    return None


def tells_little(mention: Mention, best: Mention, method: str, codes: set[str]) -> bool:
    """Whether what two names share is too short or too common to tell organisations apart, and nothing else helps.

    codes: those of the reasons for joining; one website or one seat helps.
    """
    if codes & {"website_same", "seat_same"}:
        return False
    name, other = mention.name, best.name
    match method:
        case "acronym":
            return max(map(len, name.short_forms)) <= SHORTEST_ACRONYM
        case "translation" | "score":
            single = len(name.words) == len(other.words) == 1
            too_short = max(len(name.key), len(other.key)) < SHORTEST_ACRONYM
            return too_short or (single and is_word(name.words[0], name.language))
        case "equal_name":
            nobody_registered = not (mention.entity or best.entity)
            too_short = nobody_registered and len(name.key) < SHORTEST_ACRONYM
            return too_short or (mention.maybe_cut and len(name.words) < 2)
    return False
