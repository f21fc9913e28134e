"""Records that resolution may compare, directly or through others: what is decided in one family touches no other."""

from collections.abc import Iterable, Mapping

from ebpages.registry.mention import Mention


class Families:
    """Connected components of "may be compared". They depend on what records say, never on how they were joined."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def relate(self, one: Mention, other: Mention) -> None:
        self.join(one.record, other.record)

    def join(self, one: str, other: str) -> None:
        here, there = self.root(one), self.root(other)
        if here != there:
            self._parents[there] = here

    def by_record(self, mentions: Iterable[Mention]) -> dict[str, str]:
        """The family of each record, named after its first; mentions in the order of their ranks."""
        names: dict[str, str] = {}
        return {m.record: names.setdefault(self.root(m.record), m.record) for m in mentions}

    def root(self, record: str) -> str:
        while (parent := self._parents.get(record, record)) != record:
            self._parents[record] = self._parents.get(parent, parent)
            record = parent
        return record


def widened(families: Mapping[str, str], related: Iterable[tuple[Mention, Mention]]) -> Mapping[str, str]:
    """Families with more records related; families: record -> family, in the order of the records' ranks."""
    union = Families()
    for one, other in related:
        union.join(families[one.record], families[other.record])
    names: dict[str, str] = {}
    return {record: names.setdefault(union.root(family), family) for record, family in families.items()}
