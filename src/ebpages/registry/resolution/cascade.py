"""The cascade: named steps from the surest to the least sure; each explains itself; the rest is left for review."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.concepts import concepts
from ebpages.registry.judgements import Judgement, Reason, Relation
from ebpages.registry.mention import Mention
from ebpages.registry.names import Name
from ebpages.registry.resolution import comparison
from ebpages.registry.resolution.candidates import Candidates
from ebpages.registry.resolution.comparison import Vocabulary, align, conflict, evidence, name_evidence
from ebpages.registry.resolution.groups import Groups
from ebpages.registry.resolution.registration_order import RegistrationOrder
from ebpages.registry.websites import same_site

_SHORTEST_ACRONYM = 4
_TELLING_BITS = 4.0
_CLEAR_LEAD = 3.0
_NEAR_SITE = 0.8
_REVIEW_BITS = -2.0
_REVIEWS_EACH = 3
_WORTH_KEEPING = 0.01

Likeness = tuple[Mention, list[Reason], float]
COMMERCIAL = frozenset({"limited", "single_limited", "joint_stock", "single_joint_stock"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Judgements in the order of the cascade, and the groups that they make."""

    judgements: tuple[Judgement, ...]
    entities: tuple[tuple[Mention, ...], ...]
    organisations: tuple[tuple[Mention, ...], ...]


def resolve(mentions: Sequence[Mention], human: Sequence[Judgement] = ()) -> Resolution:
    """Join mentions into legal entities and organisations.

    Human judgements come first and are never overruled; without them the result is the automatic one. The same
    mentions give the same result in any order.
    """
    work = _Work(sorted(mentions, key=lambda mention: mention.rank))
    for judgement in human:
        if judgement.a in work.groups.mentions and judgement.b in work.groups.mentions:
            work.groups.join(judgement)
    joined = -1
    while joined != len(work.groups.judgements):  # what one step joins can tell another step more
        joined = len(work.groups.judgements)
        for step in STEPS.values():
            step(work)
    work.review()
    groups = work.groups
    return Resolution(
        tuple(groups.judgements),
        tuple(tuple(group) for group in groups.entities()),
        tuple(tuple(group) for group in groups.organisations()),
    )


class _Work:
    """What the steps share: the groups so far, the vocabulary of all names, and the candidates to look at."""

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = mentions
        self.named = [mention for mention in mentions if mention.name.words]
        self.groups = Groups(mentions)
        self.vocabulary = Vocabulary(mention.name for mention in mentions)
        self.candidates = Candidates(self.named)
        self.order = RegistrationOrder(_known_years(self.named))
        self.doubts: list[Judgement] = []
        self._likely: dict[str, list[Likeness]] = {}

    def likely(self, mention: Mention) -> list[Likeness]:
        """Candidates worth a score, the likeliest first. What two records say does not change from round to round."""
        if mention.record not in self._likely:
            found = (self._likeness(mention, other) for other in self.candidates.of(mention))
            kept = [likeness for likeness in found if likeness and likeness[2] >= _WORTH_KEEPING]
            self._likely[mention.record] = sorted(kept, key=lambda item: (-item[2], item[0].rank))
        return self._likely[mention.record]

    def _likeness(self, mention: Mention, other: Mention) -> Likeness | None:
        if conflict(mention, other) is not None:
            return None
        alignment = align(mention.name, other.name, self.vocabulary)
        reasons = name_evidence(mention.name, other.name, alignment, self.vocabulary)
        reasons += evidence(mention, other, self.order)
        return other, reasons, comparison.probability(reasons, self.vocabulary.size)

    def identified(self, mention: Mention) -> bool:
        """Whether the mention's organisation has an identifier by now."""
        return any(member.entity for member in self.groups.organisation(mention.record))

    def settle(self, mention: Mention, found: Iterable[Mention], method: str, score: float, reason: Reason) -> None:
        """Join a mention to the one organisation that fits, or leave it for review when several do."""
        known = self.identified(mention)
        options = {
            self.groups.organisation_key(other.record): other
            for other in found
            if self._compatible(mention, other)
            and not self.groups.same_organisation(mention.record, other.record)
            and not (known and self.identified(other))
        }
        ranked = sorted(options.values(), key=lambda other: (-self._support(mention, other), other.rank))
        if not ranked:
            return
        best = ranked[0]
        lead = self._support(mention, best) - self._support(mention, ranked[1]) if len(ranked) > 1 else _CLEAR_LEAD
        beside = evidence(mention, best, self.order)
        reasons = (reason, *(r for r in beside if not (method == "website" and r.code.startswith("website"))))
        if lead < _CLEAR_LEAD or any(r.code == "year_other" for r in reasons):
            doubt = Reason("several_fit" if lead < _CLEAR_LEAD else "year_against")
            self.doubts += [
                Judgement(mention.record, other.record, Relation.UNDECIDED, method, 0.5, (doubt, reason))
                for other in ranked[:_REVIEWS_EACH]
            ]
            return
        self._attach(mention, best, method, score, reasons)

    def _support(self, mention: Mention, other: Mention) -> float:
        return sum(reason.weight for reason in evidence(mention, other, self.order))

    def _compatible(self, mention: Mention, other: Mention) -> bool:
        return conflict(mention, other) is None and not self.groups.kept_apart(mention.record, other.record)

    def _attach(self, mention: Mention, best: Mention, method: str, score: float, reasons: tuple[Reason, ...]) -> None:
        both = self.groups.identifiers(mention.record) and self.groups.identifiers(best.record)
        if both:
            self.groups.join(Judgement(mention.record, best.record, Relation.RE_REGISTRATION, method, score, reasons))
            return
        target, why = self._registration(mention, best)
        self.groups.join(Judgement(mention.record, target.record, Relation.SAME, method, score, (*reasons, *why)))

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


def by_identifier(work: _Work) -> None:
    """Records with one valid identifier are one legal entity; thirteen digits name a branch of the first nine."""
    anchors: dict[str, Mention] = {}
    for mention in sorted(work.mentions, key=lambda m: (bool(m.identifier and m.identifier.is_branch), m.rank)):
        if not mention.entity or mention.identifier is None:
            continue
        anchor = anchors.setdefault(mention.entity, mention)
        if anchor is mention:
            continue
        branch = mention.identifier.is_branch
        relation, method = (Relation.BRANCH_OF, "branch") if branch else (Relation.SAME, "identifier")
        reasons = [Reason(f"{method}_equal", (("text", mention.entity),), 20.0)]
        if names_contradict(mention.name, anchor.name, work.vocabulary):
            reasons.append(Reason("names_contradict", (("one", mention.name.original), ("other", anchor.name.original)), -5.0))
        work.groups.join(Judgement(mention.record, anchor.record, relation, method, 1.0, tuple(reasons)))


def names_contradict(one: Name, other: Name, vocabulary: Vocabulary) -> bool:
    """Whether two names have no word in common, in no spelling, and neither abbreviates the other."""
    if not one.words or not other.words or abbreviates(one, other) or abbreviates(other, one):
        return False
    found = align(one, other, vocabulary)
    return not (found.equal or found.respelt or found.translated)


def abbreviates(short: Name, long: Name) -> bool:
    """Whether one name is, or carries, the initials of the other."""
    given = {*short.acronyms, *(short.words if len(short.words) == 1 else ())}
    return any(len(acronym) >= _SHORTEST_ACRONYM and acronym in long.initials for acronym in given)


def by_equal_name(work: _Work) -> None:
    """Names equal once legal form, the word for cluster, quotes, case and look-alike letters are taken out."""
    by_key: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in work.named:
        by_key[mention.name.language, mention.name.key].append(mention)
    for group in by_key.values():
        identified = [m for m in group if m.entity]
        for earlier, later in _successive(work, identified):
            _re_register(work, earlier, later)
        for mention in group:
            if (not mention.entity and group[0] is not mention) or (identified and not mention.entity):
                others = [m for m in group if m is not mention and (m.entity or not identified)]
                reason = Reason("name_equal", (("text", " ".join(mention.name.words)),), 12.0)
                work.settle(mention, others, "equal_name", 0.99, reason)


def _successive(work: _Work, identified: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    entities = {m.entity: m for m in reversed(identified) if not m.name.branch}
    ordered = sorted(entities.values(), key=lambda m: m.entity)
    yield from pairwise(ordered)


def _re_register(work: _Work, earlier: Mention, later: Mention) -> None:
    """One name under two identifiers: registered again, unless the name or the register says it need not be."""
    reason = Reason("name_equal", (("text", " ".join(later.name.words)),), 12.0)
    doubt = _doubt_of_re_registration(work, earlier, later)
    if doubt is None:
        reasons = (reason, Reason("identifiers_follow", (("one", earlier.entity), ("other", later.entity))))
        work.groups.join(
            Judgement(later.record, earlier.record, Relation.RE_REGISTRATION, "equal_name", 0.97, reasons)
        )
    else:
        work.doubts.append(
            Judgement(later.record, earlier.record, Relation.UNDECIDED, "equal_name", 0.5, (doubt, reason))
        )


def _doubt_of_re_registration(work: _Work, earlier: Mention, later: Mention) -> Reason | None:
    forms = {earlier.name.legal_form, later.name.legal_form}
    words = later.name.words
    if earlier.seats and later.seats and not earlier.seats & later.seats:
        return Reason("seats_differ")
    if len(forms) == 1 and forms <= COMMERCIAL:
        return Reason("two_companies")
    if earlier.name.words != words and sorted(earlier.name.words) == sorted(words):
        return Reason("order_differs")
    if len(words) == 1 and work.vocabulary.is_known(words[0], later.name.language):
        return Reason("common_word", (("text", words[0]),))
    return None


def by_acronym(work: _Work) -> None:
    """A name that is, or carries, the initials of one other name."""
    initials: dict[str, list[Mention]] = defaultdict(list)
    for mention in work.named:
        for letters in mention.name.initials:
            initials[letters].append(mention)
    for mention in work.named:
        if mention.entity:
            continue
        for acronym in (*mention.name.acronyms, *(mention.name.words if len(mention.name.words) == 1 else ())):
            if len(acronym) >= _SHORTEST_ACRONYM:
                found = [m for m in initials.get(acronym, ()) if m.entity]
                work.settle(mention, found, "acronym", 0.97, Reason("acronym", (("text", acronym.upper()),), 10.0))


def by_cut_name(work: _Work) -> None:
    """A name cut short, where the list is known to be cut there, and only one other name goes on from it."""
    for mention in work.named:
        words = mention.name.words
        if not mention.maybe_cut or mention.entity or len(words) < 2:
            continue
        found = [
            m
            for m in work.candidates.of(mention)
            if m.entity and len(m.name.words) > len(words) and m.name.words[: len(words)] == words
        ]
        work.settle(mention, found, "cut_name", 0.96, Reason("cut_name", (("text", " ".join(words)),), 9.0))


def by_website(work: _Work) -> None:
    """One website, allowing for printing damage, and a telling word of the name in common."""
    with_site = [mention for mention in work.named if mention.websites]
    for mention in with_site:
        found = [m for m in with_site if m is not mention and _one_site(work, mention, m)]
        site = mention.websites[0].host
        work.settle(mention, found, "website", 0.96, Reason("website_and_name", (("text", site),), 9.0))
    nameless = [mention for mention in work.mentions if mention.websites and not mention.name.words]
    printed = {site.key for mention in nameless for site in mention.websites}
    for mention in nameless:
        found = [m for m in with_site if _site_of(mention, m, printed)]
        site = mention.websites[0].host
        work.settle(mention, found, "website", 0.95, Reason("website_equal", (("text", site),), 8.0))


def _site_of(mention: Mention, other: Mention, printed: set[str]) -> bool:
    """Whether a lone address is the site of a named record; a near spelling counts only for want of an exact one."""
    return any(
        a.key == b.key or (b.key not in printed and same_site(a, b))
        for a in mention.websites
        for b in other.websites
    )


def _one_site(work: _Work, one: Mention, other: Mention) -> bool:
    near = any(
        same_site(a, b) or DamerauLevenshtein.normalized_similarity(a.key, b.key) >= _NEAR_SITE
        for a in one.websites
        for b in other.websites
    )
    if not near or (one.entity and other.entity):
        return False
    here, there = (work.groups.organisation(mention.record) for mention in (one, other))
    return any(_names_support(work, a.name, b.name) for a in here for b in there if a.name.words and b.name.words)


def _names_support(work: _Work, one: Name, other: Name) -> bool:
    found = align(one, other, work.vocabulary)
    telling = [w for w in found.equal if work.vocabulary.bits(w) >= _TELLING_BITS]
    return bool(telling or found.respelt or len(found.translated) >= min(2, len(concepts(one)), len(concepts(other))))


def by_translation(work: _Work) -> None:
    """Every word of a name translates to a word of the other, by the glossary or by its spelling."""
    for mention in work.named:
        if mention.entity:
            continue
        found = [
            m
            for m in work.candidates.of(mention)
            if m.name.language != mention.name.language and align(mention.name, m.name, work.vocabulary).whole
        ]
        reason = Reason("name_translated", (("text", mention.name.original),), 9.0)
        work.settle(mention, found, "translation", 0.96, reason)


def by_score(work: _Work) -> None:
    """The best scored candidate, above the calibrated threshold and clearly ahead of the next."""
    threshold = 1 / (1 + 2.0 ** -comparison.weights().threshold)
    review = 1 / (1 + 2.0**-_REVIEW_BITS)
    for mention in work.named:
        scored = _scored(work, mention)
        if not scored:
            continue
        best, reasons, score = scored[0]
        rivals = [s for o, _, s in scored[1:] if not work.groups.same_organisation(o.record, best.record)]
        if score >= threshold and _may_be_scored(work, mention, best, reasons) and not any(s >= threshold for s in rivals):
            work._attach(mention, best, "score", score, tuple(reasons))
        else:
            work.doubts += [
                Judgement(mention.record, other.record, Relation.UNDECIDED, "score", s, tuple(r))
                for other, r, s in scored[:_REVIEWS_EACH]
                if s >= review
            ]


def _scored(work: _Work, mention: Mention) -> list[Likeness]:
    apart = (
        likeness
        for likeness in work.likely(mention)
        if not work.groups.same_organisation(mention.record, likeness[0].record)
        and not work.groups.kept_apart(mention.record, likeness[0].record)
    )
    return list(islice(apart, 2 * _REVIEWS_EACH))


def _may_be_scored(work: _Work, mention: Mention, best: Mention, reasons: list[Reason]) -> bool:
    """Two identified legal entities are one organisation only when the names differ in nothing but spelling."""
    if not (work.groups.identifiers(mention.record) and work.groups.identifiers(best.record)):
        return True
    return not {"word_left_over", "order_differs", "seat_other", "year_other"} & {r.code for r in reasons} and (
        mention.name.language == best.name.language
        and not ({mention.name.legal_form, best.name.legal_form} <= COMMERCIAL)
    )


STEPS: dict[str, Callable[[_Work], None]] = {
    "identifier": by_identifier,
    "equal_name": by_equal_name,
    "acronym": by_acronym,
    "cut_name": by_cut_name,
    "website": by_website,
    "translation": by_translation,
    "score": by_score,
}
