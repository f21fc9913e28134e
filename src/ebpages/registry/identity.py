"""Which organisation and legal entity each record belongs to, by id, and where every public id ever given out leads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ebpages.registry.mention import Mention
from ebpages.registry.public_ids import Given, assign, given_after
from ebpages.registry.resolution.cascade import Resolution

Group = Sequence[Mention]


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Ids before records get theirs. before: record -> public id. given: every id given out that may matter.

    The sets are of ids that records have which are not at hand: of organisations, of organisations without human
    judgements, of legal entities.
    """

    before: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, Given] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    automatic_organisations: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Identity:
    """The first four go by record. public_ids: where ids lead now; one that leads to itself may have left the lists."""

    organisations: Mapping[str, str]
    entities: Mapping[str, str]
    automatic_organisations: Mapping[str, str]
    automatic_entities: Mapping[str, str]
    public_ids: Mapping[str, Given]


def identify(
    resolution: Resolution,
    automatic_organisations: Iterable[Group],
    automatic_entities: Mapping[str, str],
    known: KnownIds,
) -> Identity:
    """Give records the ids of what they were joined to, keeping those that they had."""
    groups = named(resolution.organisations)
    records = _records(groups)
    assignment = assign(records, known.before, known.given, known.organisations)
    organisations = _by_record(groups, assignment.ids)
    public_ids = given_after(records, assignment, known.given)
    alone = named(automatic_organisations)
    automatic = assign(_records(alone), organisations, public_ids, known.automatic_organisations)
    return Identity(
        organisations,
        entity_ids(resolution.entities, known.entities),
        _by_record(alone, automatic.ids),
        automatic_entities,
        public_ids,
    )


def named(groups: Iterable[Group]) -> list[Group]:
    """A group of which no record states a name is no organisation yet: it stays unattached."""
    return [group for group in groups if any(m.name.original.strip() for m in group)]


def entity_ids(entities: Iterable[Group], taken: frozenset[str] = frozenset()) -> dict[str, str]:
    """The id of each record's legal entity: its nine digits, else one made from the group's first record.

    Where a person keeps records of one number apart, the number stays with those that come first.
    """
    groups = named(entities)
    made = assign([[group[0].record] for group in groups], {}, {}, taken).ids
    ids: dict[str, str] = {}
    numbers: set[str] = set()
    for group, own in zip(groups, made, strict=True):
        identifier = next((m.entity for m in group if m.entity and m.entity not in numbers), "")
        numbers.add(identifier)
        ids.update({m.record: identifier or f"u{own}" for m in group})
    return ids


def _records(groups: Iterable[Group]) -> list[list[str]]:
    return [[mention.record for mention in group] for group in groups]


def _by_record(groups: Iterable[Group], ids: Iterable[str]) -> dict[str, str]:
    return {m.record: i for group, i in zip(groups, ids, strict=True) for m in group}
