"""What the words of options stand for: rule sets, schemes, years, columns and trees."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ebpages.mapping.atlas import EMPLOYMENT
from ebpages.mapping.category_schemes import CategoryScheme, category_schemes, read_scheme
from ebpages.mapping.commands.problems import CannotBeAsked
from ebpages.mapping.grid import MEASURES
from ebpages.mapping.panels.axis import AUTOMATIC, FLAT, NACE, NUTS, TreeChoice, Trees, read_tree
from ebpages.mapping.panels.panel import Figures, Panel
from ebpages.mapping.panels.table_file import text_columns
from ebpages.mapping.rounding import Rounding
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.reference.vocabulary import UnknownCode

_AXES: Mapping[str, tuple[str, ...]] = {
    "regions": (AUTOMATIC, FLAT, NUTS),
    "industries": (AUTOMATIC, FLAT, NACE),
}


def pairs(option: str, given: Sequence[str] | None, example: str) -> dict[str, str]:
    """What WHAT=NAME options say. Raises CannotBeAsked."""
    by_key: dict[str, str] = {}
    for text in given or ():
        key, sign, value = text.partition("=")
        if not (key and sign and value):
            raise CannotBeAsked(f"{option} {text}: write it as {example}")
        if key in by_key:
            raise CannotBeAsked(f"{option} {text}: {key} was given already, as {by_key[key]}. Give it once")
        by_key[key] = value
    return by_key


def figures(rounding: Sequence[str] | None, reference_totals: bool) -> Figures:
    """What is stated of figures. Raises CannotBeAsked."""
    for text in rounding or ():
        try:
            stated = Rounding.stated(text)
        except ValueError as problem:
            raise CannotBeAsked(f"--rounding {text}: {problem}") from None
        if stated.measure and stated.measure not in MEASURES:
            raise CannotBeAsked(f"--rounding {text}: there is no such measure; there are {_listed(MEASURES)}")
    return Figures(tuple(rounding or ()), reference_totals)


def trees_of(given: Mapping[str, str]) -> Trees:
    """Raises CannotBeAsked, and UnreadablePanel for a file that holds no tree."""
    if strange := sorted(given.keys() - _AXES.keys()):
        raise CannotBeAsked(
            f"--tree {strange[0]}: there are trees of {' and of '.join(_AXES)}: --tree regions=FILE"
        )
    return Trees(**{axis: _tree(axis, text) for axis, text in given.items()})


def rule_set(name: str) -> RuleSet:
    """Raises CannotBeAsked."""
    try:
        return rule_sets()[name]
    except UnknownCode:
        raise CannotBeAsked(f"there is no rule set {name!r}; there are {_listed(rule_sets())}") from None


def scheme(categories: str) -> CategoryScheme | None:
    """categories: the id of a scheme, or a file; empty for the industries of a panel. Raises CannotBeAsked."""
    if not categories:
        return None
    known = category_schemes()
    if categories in known:
        return known[categories]
    if Path(categories).suffix in (".yaml", ".yml"):
        return read_scheme(Path(categories))
    raise CannotBeAsked(
        f"there is no scheme of categories {categories!r}; there are {_listed(known)}, or name a .yaml file of your own"
    )


def region_types(panel: Panel, file: Path) -> dict[str, str]:
    """The type of every region of a panel, from a file with the columns region, type. Raises CannotBeAsked, and UnreadablePanel."""
    types: dict[str, str] = {}
    for region, kind in zip(*text_columns(file, ("region", "type")), strict=True):
        if types.setdefault(region, kind) != kind:
            raise CannotBeAsked(
                f"{file.name}: {region} is {types[region]!r} and {kind!r}. Keep one of the rows"
            )
    without = [code for code in panel.head.regions if not types.get(code)]
    if without:
        raise CannotBeAsked(f"{file.name} gives no type of {_listed(without)}. Add a row for each")
    return types


def years(panel: Panel, asked: Sequence[int]) -> list[int]:
    """The years asked for, or all, oldest first: those in which there are persons employed. Raises CannotBeAsked."""
    there = list(panel.head.measured.get(EMPLOYMENT, ()))
    if not there:
        raise CannotBeAsked(
            f"{panel.head.name} has no persons employed, which every rule set asks for; it has {_listed(panel.head.measures)}"
        )
    for each in asked:
        if each not in there:
            raise CannotBeAsked(
                f"{panel.head.name} has no persons employed in {each}; it has {_listed(map(str, there))}"
            )
    return sorted(set(asked)) or there


def year(panel: Panel, asked: int | None) -> int:
    """The year asked for, or the newest."""
    return years(panel, () if asked is None else (asked,))[-1]


def least_and_most(text: str) -> tuple[int, int]:
    """ "30-60" as two numbers. Raises CannotBeAsked."""
    low, _, high = text.partition("-")
    if not (low.isdecimal() and high.isdecimal() and 2 <= int(low) <= int(high)):
        raise CannotBeAsked(
            f"--clusters {text}: write the least and the largest number, such as 30-60; the least is 2"
        )
    return int(low), int(high)


def _tree(axis: str, text: str) -> TreeChoice:
    if text in _AXES[axis]:
        return text
    if not Path(text).exists():
        raise CannotBeAsked(
            f"--tree {axis}={text}: there is no such file. Name one, or say {', '.join(_AXES[axis])}"
        )
    return read_tree(Path(text))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
