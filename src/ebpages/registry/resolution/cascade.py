"""The cascade: named steps from the surest to the least sure; each explains itself; the rest is left for review."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from ebpages.registry.concepts import concepts, is_proper
from ebpages.registry.judgements import Judgement, Reason, Relation
from ebpages.registry.mention import Mention
from ebpages.registry.names import Name, stop_words
from ebpages.registry.resolution import comparison
from ebpages.registry.resolution.comparison import (
    Alignment,
    Vocabulary,
    align,
)
from ebpages.registry.resolution.sites import share_address
from ebpages.registry.resolution.work import REVIEWS_EACH, SHORTEST_ACRONYM, Likeness, Work, tells_little
from ebpages.search.folding import fold

_TELLING_BITS = 4.0
_CLEAR_SCORE = 6.0
_REVIEW_BITS = -2.0

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
    work = Work(sorted(mentions, key=lambda mention: mention.rank))
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


def by_identifier(work: Work) -> None:
    """Records with one valid identifier are one legal entity; thirteen digits name a branch of the first nine."""
    anchors: dict[str, Mention] = {}
    for mention in sorted(
        work.mentions, key=lambda m: (bool(m.identifier and m.identifier.is_branch), m.rank)
    ):
        if not mention.entity or mention.identifier is None:
            continue
        anchor = anchors.setdefault(mention.entity, mention)
        if anchor is mention:
            continue
        branch = mention.identifier.is_branch
        relation, method = (Relation.BRANCH_OF, "branch") if branch else (Relation.SAME, "identifier")
        reasons = [Reason(f"{method}_equal", (("text", mention.entity),), 20.0)]
        if names_contradict(mention.name, anchor.name, work.vocabulary):
            reasons.append(
                Reason(
                    "names_contradict",
                    (("one", mention.name.original), ("other", anchor.name.original)),
                    -5.0,
                )
            )
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
    return any(len(acronym) >= SHORTEST_ACRONYM and acronym in long.initials for acronym in given)


def by_equal_name(work: Work) -> None:
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
                whole = [] if goes_on(mention) else [m for m in group if not goes_on(m)]
                others = [m for m in whole if m is not mention and (m.entity or not identified)]
                others += _continued(work, mention)
                reason = Reason("name_equal", (("text", " ".join(mention.name.words)),), 12.0)
                work.settle(mention, others, "equal_name", 0.99, reason)


def _successive(work: Work, identified: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    entities = {m.entity: m for m in reversed(identified) if not m.name.branch}
    ordered = sorted(entities.values(), key=lambda m: m.entity)
    yield from pairwise(ordered)


def _re_register(work: Work, earlier: Mention, later: Mention) -> None:
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


def _doubt_of_re_registration(work: Work, earlier: Mention, later: Mention) -> Reason | None:
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


def by_acronym(work: Work) -> None:
    """A name that is, or carries, the initials of one other name."""
    initials: dict[str, list[Mention]] = defaultdict(list)
    for mention in work.named:
        for letters in mention.name.initials:
            initials[letters].append(mention)
    for mention in work.named:
        if mention.entity:
            continue
        for acronym in (
            *mention.name.acronyms,
            *(mention.name.words if len(mention.name.words) == 1 else ()),
        ):
            if len(acronym) >= SHORTEST_ACRONYM:
                found = [m for m in initials.get(acronym, ()) if m.entity]
                work.settle(
                    mention, found, "acronym", 0.97, Reason("acronym", (("text", acronym.upper()),), 10.0)
                )


def by_cut_name(work: Work) -> None:
    """A name cut short, where the list is known to be cut there, and only one other name goes on from it."""
    for mention in work.named:
        words = mention.name.words
        if mention.entity or len(words) < 2:
            continue
        found = _continued(work, mention)
        work.settle(mention, found, "cut_name", 0.96, Reason("cut_name", (("text", " ".join(words)),), 9.0))


def goes_on(mention: Mention) -> bool:
    """Whether a name that may be cut ends so that it cannot be whole: in a dash, a comma or a preposition."""
    ending = mention.name.original.rstrip().rpartition(" ")[2]
    return mention.maybe_cut and (
        not fold(ending) or ending.endswith((",", "-")) or fold(ending) in stop_words()
    )


def _continued(work: Work, mention: Mention) -> list[Mention]:
    """The identified mentions whose names go on from a name that may be cut."""
    words = mention.name.words
    if not mention.maybe_cut:
        return []
    return [
        other
        for other in work.candidates.of(mention)
        if other.entity and len(other.name.words) > len(words) and other.name.words[: len(words)] == words
    ]


def by_website(work: Work) -> None:
    """One website, allowing for printing damage, and a telling word of the name in common."""
    for mention in work.mentions:
        if not mention.websites:
            continue
        near = work.sites.near(mention)
        if mention.name.words:
            found = [other for other in near if _names_support(work, mention, other)]
            reason = Reason("website_and_name", (("text", mention.websites[0].host),), 9.0)
            work.settle(mention, found, "website", 0.96, reason)
        else:
            reason = Reason("website_equal", (("text", mention.websites[0].host),), 8.0)
            work.settle(mention, work.sites.of_nameless(mention), "website", 0.95, reason)


def _names_support(work: Work, one: Mention, other: Mention) -> bool:
    """Whether the names go with the sites: one word of two equal sites, all of one name where the sites differ."""
    if one.entity and other.entity:
        return False
    equal = share_address(one, other)
    here, there = (work.groups.organisation(mention.record) for mention in (one, other))
    return any(
        _supports(work, a.name, b.name, equal) for a in here for b in there if a.name.words and b.name.words
    )


def _supports(work: Work, one: Name, other: Name, equal_sites: bool) -> bool:
    found = align(one, other, work.vocabulary)
    if not equal_sites and not _supports_damage(found, one.language == other.language):
        return False
    telling = [w for w in found.equal if work.vocabulary.bits(w) >= _TELLING_BITS]
    return bool(
        telling or found.respelt or len(found.translated) >= min(2, len(concepts(one)), len(concepts(other)))
    )


def _supports_damage(found: Alignment, same_language: bool) -> bool:
    """Whether names are near enough for sites that only resemble each other; a translator may add a word."""
    own_word = any(is_proper(concept) for concept, _ in found.translated)
    return found.whole or (not same_language and own_word and not (found.left and found.right))


def by_translation(work: Work) -> None:
    """Every word of a name translates to a word of the other, by the glossary or by its spelling."""
    for mention in work.named:
        if mention.entity or mention.maybe_cut:
            continue
        reason = Reason("name_translated", (("text", mention.name.original),), 9.0)
        work.settle(mention, work.translations(mention), "translation", 0.96, reason)


def by_score(work: Work) -> None:
    """The best scored candidate, above the calibrated threshold and clearly ahead of the next."""
    threshold = 1 / (1 + 2.0 ** -comparison.weights().threshold)
    review = 1 / (1 + 2.0**-_REVIEW_BITS)
    for mention in work.named:
        scored = _scored(work, mention)
        if not scored:
            continue
        best, reasons, score = scored[0]
        rivals = [s for o, _, s in scored[1:] if not work.groups.same_organisation(o.record, best.record)]
        clear = not any(
            s >= threshold and comparison.bits(score) - comparison.bits(s) < _CLEAR_SCORE for s in rivals
        )
        if score >= threshold and clear and _may_be_scored(work, mention, best, reasons):
            work.attach(mention, best, "score", score, tuple(reasons))
        else:
            work.doubts += [
                Judgement(mention.record, other.record, Relation.UNDECIDED, "score", s, tuple(r))
                for other, r, s in scored[:REVIEWS_EACH]
                if s >= review
            ]


def _scored(work: Work, mention: Mention) -> list[Likeness]:
    apart = (
        likeness
        for likeness in work.likely(mention)
        if not work.groups.same_organisation(mention.record, likeness[0].record)
        and not work.groups.kept_apart(mention.record, likeness[0].record)
    )
    return list(islice(apart, 2 * REVIEWS_EACH))


def _may_be_scored(work: Work, mention: Mention, best: Mention, reasons: list[Reason]) -> bool:
    """A score joins what differs in spelling; a word more or a year against the register is for a person to judge.

    Two identified legal entities are one organisation only when a word of general use was misspelt: two invented
    names that differ by a letter are two names.
    """
    codes = {reason.code for reason in reasons}
    same_language = mention.name.language == best.name.language
    unsure = mention.maybe_cut or best.maybe_cut or (same_language and "word_left_over" in codes)
    if "year_other" in codes or (unsure and not share_address(mention, best)):
        return False
    if tells_little(mention, best, "score") and not codes & {"website_same", "seat_same"}:
        return False
    if not (work.groups.identifiers(mention.record) and work.groups.identifiers(best.record)):
        return True
    slips = [reason for reason in reasons if reason.code == "word_respelt"]
    return (
        same_language
        and not codes & {"word_left_over", "order_differs", "seat_other"}
        and not ({mention.name.legal_form, best.name.legal_form} <= COMMERCIAL)
        and all(
            any(work.vocabulary.is_known(word, best.name.language) for _, word in slip.params)
            for slip in slips
        )
    )


STEPS: dict[str, Callable[[Work], None]] = {
    "identifier": by_identifier,
    "equal_name": by_equal_name,
    "acronym": by_acronym,
    "cut_name": by_cut_name,
    "website": by_website,
    "translation": by_translation,
    "score": by_score,
}
