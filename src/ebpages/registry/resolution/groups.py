"""Records joined on two levels, legal entity and organisation, with what must never be joined."""

from collections.abc import Iterable

from ebpages.registry.judgements import Judgement, Relation
from ebpages.registry.mention import Mention


class Groups:
    """Connected components of the joining judgements. A legal entity has one identifier; joins that break this are refused."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = {mention.record: mention for mention in mentions}
        self._entity = {record: [record] for record in self.mentions}
        self._organisation = {record: [record] for record in self.mentions}
        self._apart: set[tuple[str, str]] = set()
        self.judgements: list[Judgement] = []

    def join(self, judgement: Judgement) -> None:
        """Apply a judgement and keep it, unless it says nothing new or breaks a rule."""
        a, b = judgement.a, judgement.b
        if judgement.relation is Relation.DIFFERENT:
            self._apart.add((a, b))
        elif judgement.relation.joins:
            if self.kept_apart(a, b) or not self._may_join(judgement):
                return
            self._merge(self._organisation, a, b)
            if judgement.relation is not Relation.RE_REGISTRATION:
                self._merge(self._entity, a, b)
        self.judgements.append(judgement)

    def _may_join(self, judgement: Judgement) -> bool:
        if judgement.relation is Relation.RE_REGISTRATION:
            return not self.same_organisation(judgement.a, judgement.b)
        identifiers = self.identifiers(judgement.a) | self.identifiers(judgement.b)
        return not self.same_entity(judgement.a, judgement.b) and len(identifiers) <= 1

    @staticmethod
    def _merge(components: dict[str, list[str]], a: str, b: str) -> None:
        large, small = sorted((components[a], components[b]), key=len, reverse=True)
        if large is not small:
            large.extend(small)
            for record in small:
                components[record] = large

    def kept_apart(self, a: str, b: str) -> bool:
        """Whether a person has said that something in the two organisations is different."""
        same = self.same_organisation
        return any((same(x, a) and same(y, b)) or (same(x, b) and same(y, a)) for x, y in self._apart)

    def same_entity(self, a: str, b: str) -> bool:
        return self._entity[a] is self._entity[b]

    def same_organisation(self, a: str, b: str) -> bool:
        return self._organisation[a] is self._organisation[b]

    def organisation(self, record: str) -> list[Mention]:
        return sorted((self.mentions[r] for r in self._organisation[record]), key=lambda m: m.rank)

    def organisation_key(self, record: str) -> str:
        return min(self._organisation[record], key=lambda r: self.mentions[r].rank)

    def identifiers(self, record: str) -> set[str]:
        """The identifiers of the legal entity that a record belongs to: one, or none where it is not known."""
        return {self.mentions[r].entity for r in self._entity[record]} - {""}

    def entities(self) -> list[list[Mention]]:
        return self._components(self._entity)

    def organisations(self) -> list[list[Mention]]:
        return self._components(self._organisation)

    def _components(self, components: dict[str, list[str]]) -> list[list[Mention]]:
        distinct = {id(records): records for records in components.values()}.values()
        groups = [sorted((self.mentions[r] for r in records), key=lambda m: m.rank) for records in distinct]
        return sorted(groups, key=lambda group: group[0].rank)
