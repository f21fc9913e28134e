"""Which column of a file holds what: by the reader's own word, else by the names that are in use."""

from collections.abc import Mapping, Sequence

from ebpages.mapping.panels.unusable import UnreadablePanel

# Ours first, then Eurostat's in the order in which they are looked for.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "region": ("region", "geo", "geo\\time", "geo\\time_period"),
    "industry": ("industry", "nace_r2", "nace"),
    "year": ("year", "time_period", "time"),
    "measure": ("measure", "indic_sb", "indic_sbs", "indic"),
    "value": ("value", "obs_value", "values", "v"),
    "flag": ("flag", "flags", "obs_flag"),
    "vintage": ("vintage",),
    "region_parent": ("region_parent",),
    "industry_parent": ("industry_parent",),
}
REQUIRED = ("region", "industry", "year", "value")


def columns_of(file: str, names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """What is held -> the name of the column. given: the same, as the reader says it. Raises UnreadablePanel."""
    if strange := sorted(given.keys() - KNOWN.keys()):
        raise UnreadablePanel(
            file, f"the column {strange[0]}", "a panel has no such column", f"It has {', '.join(KNOWN)}"
        )
    there = ", ".join(names) or "none"
    for held, name in given.items():
        if name not in names:
            raise UnreadablePanel(
                file,
                f"the column {name!r} for {held}",
                f"it is not there; there are {there}",
                "Mend --column",
            )
    by_fold = {name.strip().casefold(): name for name in reversed(names)}
    found = dict(given)
    for held, usual in KNOWN.items():
        if held not in found and (there_is := [by_fold[known] for known in usual if known in by_fold]):
            _refuse_alike(file, held, there_is[0], names)
            found[held] = there_is[0]
    for held in REQUIRED:
        if held not in found:
            raise UnreadablePanel(
                file,
                "the header",
                f"no column holds the {held}; there are {there}",
                f"Name it: --column {held}=NAME",
            )
    _refuse_shared(file, found)
    return found


def _refuse_alike(file: str, held: str, name: str, names: Sequence[str]) -> None:
    alike = [each for each in names if each.strip().casefold() == name.strip().casefold()]
    if len(alike) > 1:
        problem = f"it could be {' or '.join(map(repr, alike))}"
        raise UnreadablePanel(file, f"the column of the {held}", problem, f"Name it: --column {held}=NAME")


def _refuse_shared(file: str, found: Mapping[str, str]) -> None:
    holds: dict[str, str] = {}
    for held, name in found.items():
        if (other := holds.setdefault(name, held)) != held:
            problem = f"it is read as {other} and as {held}"
            raise UnreadablePanel(
                file, f"the column {name!r}", problem, f"Name another: --column {held}=NAME"
            )
