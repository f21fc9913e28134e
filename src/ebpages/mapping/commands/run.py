"""`ebpages mapping run` and `compare`: from a panel and rule sets to files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow

from ebpages.mapping.atlas import Atlas
from ebpages.mapping.commands import choices
from ebpages.mapping.commands.problems import CannotBeAsked
from ebpages.mapping.panel_mapping import PanelMapping
from ebpages.mapping.panels.panel import Figures
from ebpages.mapping.panels.store import open_panel
from ebpages.mapping.result_file import file_format, write_results
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.comparison import Comparison, compare
from ebpages.mapping.runner.run import Engine, Progress, run
from ebpages.mapping.runner.task import Task


def map_to_file(
    folder: Path,
    name: str,
    rules: str,
    output: Path,
    *,
    years: Sequence[int] | None,
    categories: str,
    engine: Engine,
    workers: int,
    replicates: int,
    within: Path | None,
    figures: Figures,
    progress: Progress,
) -> int:
    """Map years of a panel by one rule set and write the results; gives the number of rows. figures: where something is stated, in the
    place of what was stated when the panel was loaded."""
    file_format(output)
    panel, rule_set, scheme = open_panel(folder, name), choices.rule_set(rules), choices.scheme(categories)
    tasks = [
        Task(year, rule_set.name, replicate)
        for year in choices.years(panel, years or ())
        for replicate in range(replicates + 1)
    ]
    types = choices.region_types(panel, within) if within else None
    stated = figures if figures != Figures() else panel.head.figures
    work = PanelMapping(folder, name, {rule_set.name: rule_set}, scheme, types, stated)
    return write_results(run(tasks, work, engine=engine, workers=workers, progress=progress), output)


def compare_rule_sets(
    folder: Path, name: str, rules: Sequence[str], output: Path | None, *, year: int | None, categories: str
) -> Comparison:
    """What rule sets say of one year. Where none is named all are tallied, and those compared that can be answered of the panel.

    output: the file that the disagreements will be written to.
    """
    if output:
        file_format(output)
    panel = open_panel(folder, name)
    chosen = [choices.rule_set(each) for each in rules] or list(rule_sets().values())
    if len(chosen) < 2:
        raise CannotBeAsked(
            f"a comparison takes two rule sets or more. Add --rules: {', '.join(rule_sets())}"
        )
    if len({each.name for each in chosen}) < len(chosen):
        raise CannotBeAsked("a rule set is named twice. Name each once")
    atlas = Atlas(panel, choices.year(panel, year), choices.scheme(categories))
    return compare([atlas.mapped(each) for each in chosen], only_answerable=not rules)


def left_out(comparison: Comparison, language: str) -> Iterator[str]:
    """Which rule sets were not compared, and why."""
    for name, reason in comparison.left_out.items():
        why = rule_sets()[name].reasons[reason].name(language)
        yield f"{name} is tallied and not compared, since it does not answer for this panel: {why}."


def write_disagreements(comparison: Comparison, output: Path) -> int:
    """A row for each region and category where they contradict one another, with a column for each rule set."""
    places = list(comparison.disagreements())
    columns = {
        "region": [each.region for each in places],
        "industry": [each.category for each in places],
        "year": pyarrow.array([comparison.year] * len(places), pyarrow.int16()),
        **{
            name: [each.answers[number] for each in places]
            for number, name in enumerate(comparison.rule_sets)
        },
        **{name: [getattr(comparison, name)] * len(places) for name in ("panel", "vintage")},
    }
    texts = pyarrow.string()
    typed = {
        name: values if name == "year" else pyarrow.array(values, texts) for name, values in columns.items()
    }
    return write_results([pyarrow.table(typed)], output)
