"""Which rule sets there are: the shipped ones and, where EBPAGES_RULE_SETS names a file or a folder, the operator's own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from ebpages.declared.files import Dated, dated, declared_files, files_of, state_of
from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.rules.rule_set import RuleSet, read_rule_sets
from ebpages.reference.vocabulary import UnknownCode

VARIABLE = "EBPAGES_RULE_SETS"
SHIPPED = Path(__file__).parents[1] / "data" / "rule_sets.yaml"


class RuleSets(Mapping[str, RuleSet]):
    """Rule sets by `id@version`, in the order of their files. A plain id finds the newest version that is valid today."""

    def __init__(self, found: Iterable[RuleSet]) -> None:
        self._by_name = {rule_set.name: rule_set for rule_set in found}

    def __getitem__(self, name: str) -> RuleSet:
        return self.on(datetime.now(UTC).date(), name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def on(self, day: date, name: str) -> RuleSet:
        """The version named; for a plain id the newest of those valid on a day, or the newest of all where none is.

        Raises UnknownCode, which is a KeyError.
        """
        if name in self._by_name:
            return self._by_name[name]
        versions = [rule_set for rule_set in self._by_name.values() if rule_set.id == name]
        if not versions:
            raise UnknownCode(name, "rule set")
        valid = [rule_set for rule_set in versions if _is_valid(rule_set, day.isoformat())]
        return max(valid or versions, key=lambda rule_set: _number(rule_set.version))


def rule_sets() -> RuleSets:
    """The shipped rule sets and those of EBPAGES_RULE_SETS. Raises BrokenDeclaration."""
    return _joined(dated(_all_files()))


def state_of_rules() -> str:
    """A text that is another one after every change of a file of rule sets."""
    return state_of(_all_files())


def read(path: Path) -> RuleSets:
    """The rule sets of one file, or of every file of a folder, without the shipped ones. Raises BrokenDeclaration."""
    return _joined(dated(tuple(files_of(path, "rule sets"))))


def _all_files() -> tuple[Path, ...]:
    return declared_files(SHIPPED, VARIABLE, "rule sets")


@lru_cache(maxsize=8)
def _joined(files: Dated) -> RuleSets:
    found: dict[str, RuleSet] = {}
    owner: dict[str, Path] = {}
    for path, _ in files:
        for rule_set in read_rule_sets(path):
            if rule_set.name in found:
                raise BrokenDeclaration(
                    path.name,
                    f"rule set {rule_set.name!r}",
                    f"{owner[rule_set.name].name} declares this version already",
                    "Give another version, or another id",
                )
            found[rule_set.name], owner[rule_set.name] = rule_set, path
    return RuleSets(found.values())


def _is_valid(rule_set: RuleSet, day: str) -> bool:
    """Whether it was in use on a day; its own days may be months or years, and count as a whole."""
    first, last = rule_set.valid_from or "", rule_set.valid_to or ""
    return first <= day[: len(first)] and (not last or day[: len(last)] <= last)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
