"""From a panel that is kept in a folder to the result table of a year, wherever the runner carries it out."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow

from ebpages.mapping.atlas import Atlas
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

    folder: that of all panels. rule_sets: by the name that tasks use. figures: what is stated of them; None: what the panel says.
    """

    folder: Path
    panel: str
    rule_sets: dict[str, RuleSet]
    scheme: CategoryScheme | None = None
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
        return result_table(_result(self._atlas, self.rule_sets[task.rule_set], task.replicate))

    def __getstate__(self) -> tuple[Any, ...]:
        """What another process needs: it opens the panel anew."""
        return self.folder, self.panel, self.rule_sets, self.scheme, self.figures

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.folder, self.panel, self.rule_sets, self.scheme, self.figures = state
        self._opened = self._atlas = None


def _result(atlas: Atlas, rule_set: RuleSet, replicate: int = 0) -> RuleSetResult:
    """What a rule set says of the year; of a replicate n, with the regions drawn anew with the seed n."""
    if not replicate:
        return atlas.mapped(rule_set)
    places = drawn(len(atlas.employment.regions), seed=replicate)
    result = apply(
        rule_set,
        {measure: resampled(table, places) for measure, table in atlas.tables.items()},
        earlier=atlas.earlier,
        panel=atlas.panel.head.name,
        vintage=atlas.panel.head.vintage,
        replicate=replicate,
    )
    return distinct(result, places)
