"""From a panel that is kept in a folder to the result table of a year, wherever the runner carries it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow

from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.category_schemes import CategoryScheme
from ebpages.mapping.panels.panel import Figures, Panel, Restated
from ebpages.mapping.panels.store import open_panel
from ebpages.mapping.result_table import result_table
from ebpages.mapping.rules.apply import apply
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.runner.resample import distinct, drawn, resampled
from ebpages.mapping.runner.task import Task


@dataclass(slots=True)
class PanelMapping:
    """Work of the runner: each process opens the panel itself, and keeps the year that it is at.

    folder: that of all panels. rule_sets: by the name that tasks use. types: of the regions, by code; rules then hold only regions of
    one type against each other, while quotients are still taken against the totals of all regions. figures: what is stated of
    them; None: what the panel says.
    """

    folder: Path
    panel: str
    rule_sets: dict[str, RuleSet]
    scheme: CategoryScheme | None = None
    types: Mapping[str, str] | None = None
    figures: Figures | None = None
    _opened: Panel | None = field(default=None, repr=False)
    _atlas: Atlas | None = field(default=None, repr=False)

    def __call__(self, task: Task) -> pyarrow.Table:
        if self._opened is None:
            self._opened = open_panel(self.folder, self.panel)
            if self.figures:
                self._opened = Restated(self._opened, self.figures)
        if self._atlas is None or self._atlas.year != task.year:
            self._atlas = Atlas(self._opened, task.year, self.scheme)
        rules = self.rule_sets[task.rule_set]
        if self.types is None:
            return result_table(_result(self._atlas, rules, task.replicate))
        return _by_type(self._atlas, rules, task.replicate, self.types)

    def __getstate__(self) -> tuple[Any, ...]:
        """What another process needs: it opens the panel anew."""
        return self.folder, self.panel, self.rule_sets, self.scheme, self.types, self.figures

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.folder, self.panel, self.rule_sets, self.scheme, self.types, self.figures = state
        self._opened = self._atlas = None


def _by_type(atlas: Atlas, rules: RuleSet, replicate: int, types: Mapping[str, str]) -> pyarrow.Table:
    """The result of each type of regions, below one another, with the type beside the region."""
    places: dict[str, list[int]] = {}
    for code, place in atlas.regions.items():
        places.setdefault(types[code], []).append(place)
    found = []
    for kind, regions in sorted(places.items()):
        table = result_table(_result(atlas, rules, replicate, regions))
        found.append(
            table.add_column(1, "region_type", pyarrow.array([kind] * table.num_rows, pyarrow.string()))
        )
    return pyarrow.concat_tables(found).unify_dictionaries().combine_chunks()


def _result(
    atlas: Atlas, rule_set: RuleSet, replicate: int = 0, regions: list[int] | None = None
) -> RuleSetResult:
    """What a rule set says of the year, or of some of its regions alone; of a replicate n, with the regions drawn anew with the
    seed n."""
    if not replicate and regions is None:
        return atlas.mapped(rule_set)
    tables = atlas.tables
    if regions is not None:
        tables = {measure: table.only(regions) for measure, table in tables.items()}
    places = drawn(len(tables[EMPLOYMENT].regions), seed=replicate) if replicate else None
    if places is not None:
        tables = {measure: resampled(table, places) for measure, table in tables.items()}
    result = apply(
        rule_set,
        tables,
        earlier=atlas.earlier,
        panel=atlas.panel.head.name,
        vintage=atlas.panel.head.vintage,
        replicate=replicate,
    )
    return result if places is None else distinct(result, places)
