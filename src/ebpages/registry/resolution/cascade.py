"""The cascade: named steps from the surest to the least sure; each explains itself; the rest is left for review."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from ebpages.registry.concepts import concepts, is_proper
from ebpages.registry.judgements import Judgement, Reason, Relation
from ebpages.registry.mention import Mention
from ebpages.registry.names import SHORTEST_ACRONYM, Name, abbreviates, stop_words
from ebpages.registry.resolution import comparison
from ebpages.registry.resolution.alignment import Alignment, Vocabulary, align
from ebpages.registry.resolution.corpus import Corpus, corpus_of
from ebpages.registry.resolution.sites import share_address, share_site
from ebpages.registry.resolution.work import REVIEWS_EACH, Likeness, Work, tells_little
from ebpages.search.folding import fold

_TELLING_BITS = 4.0
_CLEAR_LEAD = 6.0  # bits

# Two companies of one name are more often two than one that was registered again.
COMMERCIAL = frozenset({"limited", "single_limited", "joint_stock", "single_joint_stock"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Judgements in the order of the cascade, and the groups that they make. families: the family of each record."""

    judgements: tuple[Judgement, ...]
    entities: tuple[tuple[Mention, ...], ...]
    organisations: tuple[tuple[Mention, ...], ...]
    families: Mapping[str, str] = field(default_factory=dict)


def resolve(
    mentions: Sequence[Mention],
    human: Sequence[Judgement] = (),
    corpus: Corpus | None = None,
    known_families: Mapping[str, str] | None = None,
) -> Resolution:
    """Join mentions into legal entities and organisations.

    Human judgements come first and no step overrules them; one that would give a legal entity two numbers is not
    applied (a finding says so). Without them the result is the automatic one. The same mentions give the same
    result in any order. Whole families out of many give what they give among all, with the corpus of all records and
    with known_families: record -> family.
    """
    ordered = sorted(mentions, key=lambda mention: mention.rank)
    work = Work(ordered, corpus or corpus_of(ordered), known_families or {})
    for judgement in human:
        if judgement.a in work.groups.mentions and judgement.b in work.groups.mentions:
            work.groups.join(judgement)
    joined, round_ = -1, 0
    while joined != len(work.groups.judgements):  # what one step joins can tell another step more
        joined, round_ = len(work.groups.judgements), round_ + 1
        for number, step in enumerate(STEPS.values()):
            work.begin(round_, number)
            step(work)
    work.review()
    groups = work.groups
    return Resolution(
        tuple(groups.judgements),
        tuple(tuple(group) for group in groups.entities()),
        tuple(tuple(group) for group in groups.organisations()),
        known_families or work.families.by_record(ordered),
    )


def by_identifier(work: Work) -> None:
    """Records with one valid identifier are one legal entity; thirteen digits name a branch of the first nine.

    Names that share no word are a question for a person: the organisation may have changed its name, or one of the
    numbers is another's. Names in two languages are joined where a website or a seat speaks for it.
    """
    anchors: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(work.mentions, key=lambda m: (_is_branch(m), m.rank)):
        if not mention.entity:
            continue
        known = anchors[mention.entity]
        if not known:
            known.append(mention)
            continue
        branch = _is_branch(mention)
        work.take_turn(mention, late=branch)
        work.families.relate(mention, known[0])
        relation, method = (Relation.BRANCH_OF, "branch") if branch else (Relation.SAME, "identifier")
        reasons = [Reason(f"{method}_equal", (("text", mention.entity),), 20.0)]
        anchor = next((m for m in known if not names_contradict(mention.name, m.name, work.vocabulary)), None)
        if not anchor:
            names = ("one", mention.name.original), ("other", known[0].name.original)
            reasons.append(Reason("names_contradict", names, -5.0))
            anchor = next((m for m in known if _is_tied_otherwise(mention, m)), None)
        if anchor:
            work.join(Judgement(mention.record, anchor.record, relation, method, 1.0, tuple(reasons)))
        else:
            if work.is_open(mention, known[0]):
                work.leave_open(mention, known[0], method, tuple(reasons))
            known.append(mention)


def _is_tied_otherwise(one: Mention, other: Mention) -> bool:
    """Whether names of two languages without a word in common may be of one body: it has one website, or one seat."""
    return one.name.language != other.name.language and (
        share_site(one, other) or not one.seats.isdisjoint(other.seats)
    )


def _is_branch(mention: Mention) -> bool:
    return mention.identifier is not None and mention.identifier.is_branch


def names_contradict(one: Name, other: Name, vocabulary: Vocabulary) -> bool:
    """Whether two names have no word in common, in no spelling, and neither abbreviates the other."""
    if not one.words or not other.words or abbreviates(one, other) or abbreviates(other, one):
        return False
    return not align(one, other, vocabulary).shares_words


def by_equal_name(work: Work) -> None:
    """Names equal once legal form, the word for cluster, quotes, case and look-alike letters are taken out."""
    by_key: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in work.named:
        by_key[mention.name.language, mention.name.key].append(mention)
    for group in by_key.values():
        work.take_turn(group[0])
        for mention in group[1:]:
            work.families.relate(group[0], mention)
        identified = [m for m in group if m.entity]
        for earlier, later in _successive(identified):
            _re_register(work, earlier, later)
        for mention in group:
            if not mention.entity and (identified or mention is not group[0]):
                found = _namesakes(work, mention, identified or group)
                work.settle(mention, found, "equal_name", 0.99, _equal_name(mention))


def _equal_name(mention: Mention) -> Reason:
    return Reason("name_equal", (("text", " ".join(mention.name.words)),), 12.0)


def _namesakes(work: Work, mention: Mention, group: list[Mention]) -> list[Mention]:
    """Whom of a group of one name a mention can mean; a name that visibly goes on is nobody's whole name."""
    whole = [] if goes_on(mention) else [m for m in group if m is not mention and not goes_on(m)]
    return whole + _continued(work, mention)


def _successive(identified: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Legal entities of one name, each with the next in the order of their numbers."""
    entities = {m.entity: m for m in reversed(identified) if not m.name.branch}
    return pairwise(sorted(entities.values(), key=lambda m: m.entity))


def _re_register(work: Work, earlier: Mention, later: Mention) -> None:
    """One name under two identifiers: registered again, unless the names or the register say it need not be."""
    reason = _equal_name(later)
    if doubt := _doubt_of_re_registration(work, earlier, later):
        work.leave_open(later, earlier, "equal_name", (doubt, reason))
    else:
        follow = Reason("identifiers_follow", (("one", earlier.entity), ("other", later.entity)))
        work.attach(later, earlier, "equal_name", 0.97, (reason, follow))


def _may_register_again(one: Name, other: Name) -> bool:
    """Whether two valid numbers may be of one body over time. Partnerships of a cluster register again as associations and companies,
    all under a name with the word cluster; two numbers of others are two bodies until somebody says otherwise.
    """
    return bool(one.kind and other.kind)


def _doubt_of_re_registration(work: Work, earlier: Mention, later: Mention) -> Reason | None:
    words = later.name.words
    if earlier.seats and later.seats and not earlier.seats & later.seats:
        return Reason("seats_differ")
    if earlier.name.legal_form == later.name.legal_form and later.name.legal_form in COMMERCIAL:
        return Reason("two_companies")
    if earlier.name.words != words and sorted(earlier.name.words) == sorted(words):
        return Reason("order_differs")
    if len(words) == 1 and work.vocabulary.is_known(words[0], later.name.language):
        return Reason("common_word", (("text", words[0]),))
    if not _may_register_again(earlier.name, later.name):
        return Reason("numbers_differ", (("one", earlier.entity), ("other", later.entity)))
    return None


def by_acronym(work: Work) -> None:
    """A name that is, or carries, the initials of one other name."""
    initials: dict[str, list[Mention]] = defaultdict(list)
    for mention in work.named:
        for letters in mention.name.initials:
            initials[letters].append(mention)
    unidentified = [mention for mention in work.named if not mention.entity]
    for mention in unidentified:
        work.take_turn(mention)
        for acronym in mention.name.short_forms:
            if len(acronym) >= SHORTEST_ACRONYM:
                found = [m for m in initials.get(acronym, ()) if m.entity]
                reason = Reason("acronym", (("text", acronym.upper()),), 10.0)
                work.settle(mention, found, "acronym", 0.97, reason)


def by_cut_name(work: Work) -> None:
    """A name cut short, where the list is known to be cut there, and only one other name goes on from it."""
    for mention in work.named:
        words = mention.name.words
        if mention.entity or len(words) < 2:
            continue
        found = _continued(work, mention)
        work.take_turn(mention)
        work.settle(mention, found, "cut_name", 0.96, Reason("cut_name", (("text", " ".join(words)),), 9.0))


def goes_on(mention: Mention) -> bool:
    """Whether a name that may be cut ends so that it cannot be whole: in a dash, a comma or a preposition."""
    ending = mention.name.original.rstrip().rpartition(" ")[2]
    last = fold(ending)
    return mention.maybe_cut and (not last or ending.endswith((",", "-")) or last in stop_words())


def _continued(work: Work, mention: Mention) -> list[Mention]:
    """The identified mentions whose names go on from a name that may be cut."""
    if not mention.maybe_cut:
        return []
    words = mention.name.words
    longer = (m for m in work.candidates.of(mention) if m.entity and len(m.name.words) > len(words))
    return [other for other in longer if other.name.words[: len(words)] == words]


def by_website(work: Work) -> None:
    """One website, allowing for printing damage, and a telling word of the name in common."""
    for mention in work.mentions:
        if not mention.websites:
            continue
        work.take_turn(mention)
        near = work.sites.near(mention)
        for other in near:
            work.families.relate(mention, other)
        if mention.name.words:
            found = [other for other in near if _names_support(work, mention, other)]
            reason = Reason("website_and_name", (("text", mention.websites[0].host),), 9.0)
            work.settle(mention, found, "website", 0.96, reason)
        else:
            reason = Reason("website_equal", (("text", mention.websites[0].host),), 8.0)
            work.settle(mention, work.sites.of_nameless(mention), "website", 0.95, reason)


def _names_support(work: Work, one: Mention, other: Mention) -> bool:
    """Whether a name of either organisation goes with one of the other's, so that like sites are one site."""
    if one.entity and other.entity:
        return False
    equal = share_address(one, other)
    here, there = (work.groups.organisation(mention.record) for mention in (one, other))
    return any(
        _supports(work, a.name, b.name, equal) for a in here for b in there if a.name.words and b.name.words
    )


def _supports(work: Work, one: Name, other: Name, equal_sites: bool) -> bool:
    """Beside equal sites a telling word is enough, or two that are translated; like sites ask for like names too."""
    found = align(one, other, work.vocabulary)
    if not equal_sites and not _are_like(found, one.language == other.language):
        return False
    telling = any(work.vocabulary.bits(word) >= _TELLING_BITS for word in found.equal)
    enough = min(2, len(concepts(one)), len(concepts(other)))
    return telling or bool(found.respelt) or len(found.translated) >= enough


def _are_like(found: Alignment, same_language: bool) -> bool:
    """Whether names agree wholly; a translator who keeps somebody's own name may add words or leave some out."""
    own_word = any(is_proper(concept) for concept, _ in found.translated)
    return found.whole or (not same_language and own_word and not (found.left and found.right))


def by_translation(work: Work) -> None:
    """Every word of a name translates to a word of the other, by the glossary or by its spelling."""
    for mention in work.named:
        if mention.entity or mention.maybe_cut:
            continue
        work.take_turn(mention)
        reason = Reason("name_translated", (("text", mention.name.original),), 9.0)
        work.settle(mention, work.translations(mention), "translation", 0.96, reason)


def by_score(work: Work) -> None:
    """The best scored candidate, above the calibrated threshold and clearly ahead of the next organisation."""
    threshold = comparison.weights().threshold
    for mention in work.named:
        likely = _open_likenesses(work, mention)
        if not likely:
            continue
        work.take_turn(mention)
        best = likely[0]
        apart = (x for x in likely if not work.groups.same_organisation(x.other.record, best.other.record))
        rival = max((x.bits for x in apart), default=-math.inf)
        clear = rival < threshold or best.bits - rival >= _CLEAR_LEAD
        if best.bits >= threshold and clear and _may_be_scored(work, mention, best):
            work.attach(mention, best.other, "score", comparison.probability(best.bits), best.reasons)
        else:
            for each in likely[:REVIEWS_EACH]:
                work.leave_open(mention, each.other, "score", each.reasons, comparison.probability(each.bits))


def by_part_translation(work: Work) -> None:
    """A name of the other language that shares a rare word but has none for another one: never joined, but proposed.

    Translators leave words out, and a body may call itself otherwise abroad; what else speaks for the pair is said.
    """
    for mention in work.named:
        if not mention.entity:
            work.partial_translations(mention)  # one family, whoever is joined by now
        mine = work.groups.organisation(mention.record)
        if mine[0] is not mention or any(member.entity for member in mine):
            continue
        found = {x.record: (x, names) for m in mine for x, names in work.partial_translations(m)}
        proposed = [(x, names) for x, names in found.values() if work.is_open(mention, x)]
        work.take_turn(mention)
        for other, names in proposed[:REVIEWS_EACH]:
            several = (Reason("several_fit"),) if len(proposed) > 1 else ()
            beside = comparison.evidence(mention, other, work.order)
            reasons = (*several, *names, *beside, *_sectors_in_common(work, mine, other))
            work.leave_open(mention, other, "part_translation", reasons)


def _sectors_in_common(work: Work, mine: Sequence[Mention], other: Mention) -> Iterator[Reason]:
    here, there = (
        {s for m in group for s in m.sectors} for group in (mine, work.groups.organisation(other.record))
    )
    yield from (Reason("sector_same", (("text", sector),)) for sector in sorted(here & there))


def _open_likenesses(work: Work, mention: Mention) -> list[Likeness]:
    """The likeliest of those that are neither joined to a mention nor kept apart from it."""
    found = (likeness for likeness in work.likely(mention) if work.is_open(mention, likeness.other))
    return list(islice(found, 2 * REVIEWS_EACH))


def _may_be_scored(work: Work, mention: Mention, best: Likeness) -> bool:
    """A score joins what differs in spelling; a word more or a year against the register is for a person to judge."""
    other, codes = best.other, {reason.code for reason in best.reasons}
    one_language = mention.name.language == other.name.language
    unsure = mention.maybe_cut or other.maybe_cut or (one_language and "word_left_over" in codes)
    if "year_other" in codes or (unsure and not share_address(mention, other)):
        return False
    if tells_little(mention, other, "score", codes):
        return False
    identified = work.groups.identifiers(mention.record) and work.groups.identifiers(other.record)
    return not identified or _may_be_misspelt(work, mention.name, best)


def _may_be_misspelt(work: Work, name: Name, best: Likeness) -> bool:
    """Whether two identified legal entities bear one name of which a word of general use was misspelt.

    Two invented names that differ by a letter are two names.
    """
    other, codes = best.other.name, {reason.code for reason in best.reasons}
    slips = [dict(reason.params).values() for reason in best.reasons if reason.code == "word_respelt"]
    return (
        name.language == other.language
        and _may_register_again(name, other)
        and not codes & {"word_left_over", "order_differs", "seat_other"}
        and not {name.legal_form, other.legal_form} <= COMMERCIAL
        and all(any(work.vocabulary.is_known(word, other.language) for word in pair) for pair in slips)
    )


STEPS: dict[str, Callable[[Work], None]] = {
    "identifier": by_identifier,
    "equal_name": by_equal_name,
    "acronym": by_acronym,
    "cut_name": by_cut_name,
    "website": by_website,
    "translation": by_translation,
    "score": by_score,
    "part_translation": by_part_translation,
}
