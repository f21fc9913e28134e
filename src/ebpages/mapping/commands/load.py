"""`ebpages mapping load`: what the options mean, and what is said of a panel that was read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ebpages.mapping.commands.findings import summarised
from ebpages.mapping.commands.problems import CannotBeAsked
from ebpages.mapping.panels.axis import AUTOMATIC, FLAT, NACE, NUTS, Chosen, Trees, read_tree
from ebpages.mapping.panels.panel import Panel
from ebpages.mapping.panels.reading import Description, Progress, read_panel
from ebpages.mapping.panels.store import keep
from ebpages.mapping.queries.panels import folder

_AXES: Mapping[str, tuple[str, ...]] = {
    "regions": (AUTOMATIC, FLAT, NUTS),
    "industries": (AUTOMATIC, FLAT, NACE),
}


def keep_panel(
    files: Sequence[Path],
    *,
    name: str,
    columns: Mapping[str, str],
    measure: str,
    measures: Mapping[str, str],
    where: Mapping[str, str],
    trees: Trees,
    described: Description,
    progress: Progress,
) -> Panel:
    """Read a panel and keep it, in place of a former one of its name. Raises UnusableName, UnreadablePanel."""
    panel = read_panel(
        files, name=name, columns=columns, measure=measure, measures=measures, where=where,
        trees=trees, description=described, progress=progress,
    )  # fmt: skip
    keep(panel, folder())
    return panel


def pairs(option: str, given: Sequence[str] | None, example: str) -> dict[str, str]:
    """What WHAT=NAME options say. Raises CannotBeAsked."""
    found: dict[str, str] = {}
    for text in given or ():
        key, sign, value = text.partition("=")
        if not (key and sign and value):
            raise CannotBeAsked(f"{option} {text}: write it as {example}")
        if key in found:
            raise CannotBeAsked(f"{option} {text}: {key} was given already, as {found[key]}. Give it once")
        found[key] = value
    return found


def trees_of(given: Mapping[str, str]) -> Trees:
    """Raises CannotBeAsked, and UnreadablePanel for a file that holds no tree."""
    if strange := sorted(given.keys() - _AXES.keys()):
        raise CannotBeAsked(
            f"--tree {strange[0]}: there are trees of {' and of '.join(_AXES)}: --tree regions=FILE"
        )
    return Trees(**{axis: _chosen(axis, text) for axis, text in given.items()})


def said_of(panel: Panel, language: str) -> Iterator[str]:
    """What a panel holds, and its findings, each kind with the first of them in full."""
    head = panel.head
    yield f"{head.name}: {head.title}"
    about = (
        head.source,
        head.vintage and f"vintage {head.vintage}",
        head.licence,
        f"certainty: {head.certainty}",
    )
    yield "  " + " · ".join(filter(None, about))
    years = f"{head.years[0]}–{head.years[-1]}" if len(head.years) > 1 else str(head.years[0])
    yield f"  {len(head.regions)} regions, {len(head.industries)} industries, {years}: {', '.join(head.measures)}"
    yield from summarised(
        panel.findings, language, f"`ebpages mapping show {head.name} --findings` has all of them."
    )


def _chosen(axis: str, text: str) -> Chosen:
    if text in _AXES[axis]:
        return text
    if not Path(text).exists():
        raise CannotBeAsked(
            f"--tree {axis}={text}: there is no such file. Name one, or say {', '.join(_AXES[axis])}"
        )
    return read_tree(Path(text))
