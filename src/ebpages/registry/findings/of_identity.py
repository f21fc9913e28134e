"""Findings about who is who: names and identifiers that disagree, pairs left undecided, records without an owner."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from ebpages.registry.findings.finding import Finding, finding
from ebpages.registry.findings.snapshot import Snapshot
from ebpages.registry.judgements import Judgement, Relation, unknown_records
from ebpages.registry.mention import Mention
from ebpages.registry.names import abbreviates

_ONE_NAME = 0.85


def one_identifier_two_names(snapshot: Snapshot) -> Iterator[Finding]:
    """One number under names that spelling alone does not explain. Branches of one parent share its number."""
    for judgement in snapshot.resolution.judgements:
        if _is_question_of_names(judgement):
            first, other = (snapshot.mentions[record] for record in (judgement.b, judgement.a))
            yield _two_names(snapshot, first, other, "undecided", judgement.place)
    for group in snapshot.resolution.organisations:
        for mentions in _by_identifier(group).values():
            first = mentions[0]
            for other in mentions[1:]:
                if not _one_name(first, other):
                    short = abbreviates(first.name, other.name) or abbreviates(other.name, first.name)
                    case, place = "abbreviated" if short else "", snapshot.place(first.record)
                    yield _two_names(snapshot, first, other, case, place)


def _two_names(snapshot: Snapshot, first: Mention, other: Mention, case: str, place: str) -> Finding:
    return finding(
        "one_identifier_two_names",
        place=place,
        statements=snapshot.names(first.record, other.record),
        case=case,
        identifier=first.entity,
        one=snapshot.title(first.record),
        other=snapshot.title(other.record),
    )


def _is_question_of_names(judgement: Judgement) -> bool:
    """Whether two rows of one number were left apart because their names share no word."""
    return judgement.relation is Relation.UNDECIDED and judgement.method in ("identifier", "branch")


def one_name_two_identifiers(snapshot: Snapshot) -> Iterator[Finding]:
    """One name under several numbers: taken for one organisation registered again, or left for a person to decide."""
    by_name: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for group in snapshot.resolution.organisations:
        for mention in group:
            if mention.entity and mention.name.words and not mention.name.branch:
                by_name[mention.name.language, mention.name.key].append(mention)
    for mentions in by_name.values():
        if len({mention.entity for mention in mentions}) > 1:
            # Before those that judgements tell, in the order in which their organisations begin.
            place = "0" + snapshot.place(mentions[0].record)
            yield _two_identifiers(snapshot, sorted(mentions, key=lambda m: (m.entity, m.rank)), place)
    for judgement in snapshot.resolution.judgements:
        if judgement.relation is Relation.RE_REGISTRATION:
            pair = [snapshot.mentions[record] for record in (judgement.b, judgement.a)]
            if all(m.entity for m in pair) and pair[0].name.key != pair[1].name.key:
                place = "1" + judgement.place
                yield _two_identifiers(snapshot, sorted(pair, key=lambda m: m.entity), place)


def _two_identifiers(snapshot: Snapshot, mentions: list[Mention], place: str) -> Finding:
    firsts = {mention.entity: mention for mention in reversed(mentions)}
    records = tuple(mention.record for mention in reversed(firsts.values()))
    joined = len({snapshot.organisation(record) for record in records}) == 1
    return finding(
        "one_name_two_identifiers",
        place=place,
        statements=snapshot.names(*records),
        case="re_registration" if joined else "different" if _kept_apart(snapshot, records) else "undecided",
        name=snapshot.title(mentions[0].record),
        identifiers=", ".join(reversed(firsts)),
    )


def _kept_apart(snapshot: Snapshot, records: tuple[str, ...]) -> bool:
    """Whether a person has said that two of these are different."""
    return any(frozenset(pair) in snapshot.apart for pair in combinations(records, 2))


def possible_duplicate(snapshot: Snapshot) -> Iterator[Finding]:
    """Pairs that looked alike and were left undecided, except those that names and numbers tell already."""
    for judgement in snapshot.resolution.judgements:
        told = _is_question_of_names(judgement) or _one_name_only(snapshot, judgement)
        if judgement.relation is Relation.UNDECIDED and not told:
            yield finding(
                "possible_duplicate",
                place=judgement.place,
                statements=snapshot.names(judgement.a, judgement.b),
                one=snapshot.title(judgement.a),
                other=snapshot.title(judgement.b),
            )


def _one_name_only(snapshot: Snapshot, judgement: Judgement) -> bool:
    one, other = (snapshot.mentions[record] for record in (judgement.a, judgement.b))
    return bool(one.entity and other.entity and one.name.key == other.name.key)


def branch_of_listed(snapshot: Snapshot) -> Iterator[Finding]:
    for judgement in snapshot.resolution.judgements:
        if judgement.relation is Relation.BRANCH_OF:
            branch, parent = snapshot.mentions[judgement.a], snapshot.mentions[judgement.b]
            yield finding(
                "branch_of_listed",
                place=judgement.place,
                statements=snapshot.names(judgement.a, judgement.b),
                name=snapshot.title(branch.record),
                identifier=branch.identifier.digits if branch.identifier else "",
                parent=parent.entity,
            )


def name_tells_nothing(snapshot: Snapshot) -> Iterator[Finding]:
    """Names that are nothing but a legal form and the word for a kind: only an identifier can tell whose they are."""
    for record, _ in snapshot.records():
        if snapshot.of(record, "name") and not snapshot.mentions[record].name.words:
            yield finding(
                "name_tells_nothing", statements=snapshot.names(record), name=snapshot.title(record)
            )


def judgement_unknown_record(snapshot: Snapshot) -> Iterator[Finding]:
    known = set(snapshot.mentions)
    for judgement in unknown_records(snapshot.judgements, known):
        unknown = ", ".join(record for record in (judgement.a, judgement.b) if record not in known)
        found = tuple(record for record in (judgement.a, judgement.b) if record in known)
        yield finding(
            "judgement_unknown_record",
            place=judgement.place,
            records=found,
            record=unknown,
            by=judgement.by,
            at=judgement.at,
        )


def judgement_not_applied(snapshot: Snapshot) -> Iterator[Finding]:
    """Judgements of people that did not come true: two numbers are two legal entities, and earlier ones stand."""
    for judgement in snapshot.judgements:
        pair = judgement.a, judgement.b
        if judgement.relation is Relation.UNDECIDED or not all(r in snapshot.mentions for r in pair):
            continue
        joined = snapshot.organisation(judgement.a) == snapshot.organisation(judgement.b)
        if joined != judgement.relation.joins:
            yield finding(
                "judgement_not_applied",
                place=judgement.place,
                statements=snapshot.names(*pair),
                one=snapshot.title(judgement.a),
                other=snapshot.title(judgement.b),
                by=judgement.by,
                at=judgement.at,
            )


def _by_identifier(group: tuple[Mention, ...]) -> dict[str, list[Mention]]:
    """Mentions that print the same whole number and have a name."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in group:
        if mention.entity and mention.identifier and mention.name.words:
            found[mention.identifier.digits].append(mention)
    return found


def _one_name(one: Mention, other: Mention) -> bool:
    if one.name.key == other.name.key:
        return True
    return DamerauLevenshtein.normalized_similarity(one.name.key, other.name.key) >= _ONE_NAME


FINDERS = (
    one_identifier_two_names,
    one_name_two_identifiers,
    possible_duplicate,
    branch_of_listed,
    name_tells_nothing,
    judgement_unknown_record,
    judgement_not_applied,
)
WHO_IS_WHO = tuple(finder for finder in FINDERS if finder is not name_tells_nothing)
