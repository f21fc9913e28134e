"""`ebpages mapping run`, `compare` and `define`: from what was asked to files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow

from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.categories import CategoryScheme
from ebpages.mapping.commands.findings import summarised
from ebpages.mapping.commands.problems import CannotBeAsked
from ebpages.mapping.definitions.distribution import on_engine
from ebpages.mapping.definitions.found_files import scheme_of, write_found
from ebpages.mapping.definitions.inputs import SearchInputs, search_inputs
from ebpages.mapping.definitions.moves import read_moves
from ebpages.mapping.definitions.search import Parameters, search
from ebpages.mapping.panel_mapping import PanelMapping
from ebpages.mapping.panels.panel import Panel
from ebpages.mapping.panels.store import open_panel
from ebpages.mapping.result_file import file_format, write_results
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.comparison import Comparison, compare
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.runner.run import Engine, Progress, run
from ebpages.mapping.runner.task import Task
from ebpages.mapping.schemes import category_schemes
from ebpages.mapping.schemes import read as read_scheme
from ebpages.mapping.suppression.grid_bounds import grid_bounds
from ebpages.reference.vocabulary import UnknownCode

_STEPS = "steps"  # the folder, in the output, of what a search has finished


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search shall look for, and at."""

    clusters: tuple[int, int]
    bootstraps: int
    seed: int
    choose: str
    moves: Path | None
    flows: Path | None
    occupations: Path | None


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
    progress: Progress,
) -> int:
    """Map years of a panel by one rule set and write the results; gives the number of rows."""
    file_format(output)
    panel, rule_set, scheme = open_panel(folder, name), _rule_set(rules), _scheme(categories)
    tasks = [
        Task(year, rule_set.name, replicate)
        for year in _years(panel, years or ())
        for replicate in range(replicates + 1)
    ]
    work = PanelMapping(folder, name, {rule_set.name: rule_set}, scheme)
    return write_results(run(tasks, work, engine=engine, workers=workers, progress=progress), output)


def compared(
    folder: Path, name: str, rules: Sequence[str], *, year: int | None, categories: str
) -> Comparison:
    """What rule sets say of one year. Where none is named all are tallied, and those compared that can be answered of the panel."""
    panel = open_panel(folder, name)
    chosen = [_rule_set(each) for each in rules] or list(rule_sets().values())
    if len(chosen) < 2:
        raise CannotBeAsked(
            f"a comparison takes two rule sets or more. Add --rules: {', '.join(rule_sets())}"
        )
    if len({each.name for each in chosen}) < len(chosen):
        raise CannotBeAsked("a rule set is named twice. Name each once")
    atlas = Atlas(panel, _year(panel, year), _scheme(categories))
    return compare([atlas.mapped(each) for each in chosen], only_answerable=not rules)


def left_out(found: Comparison, language: str) -> Iterator[str]:
    """Which rule sets were not compared, and why."""
    for name, reason in found.left_out.items():
        why = rule_sets()[name].reasons[reason].name(language)
        yield f"{name} is tallied and not compared, since it tells nothing of this panel: {why}."


def write_disagreements(found: Comparison, output: Path) -> int:
    """A row for each region and category where they contradict one another, with a column for each rule set."""
    places = list(found.disagreements())
    columns = {
        "region": [each.region for each in places],
        "industry": [each.category for each in places],
        "year": pyarrow.array([found.year] * len(places), pyarrow.int16()),
        **{name: [each.answers[number] for each in places] for number, name in enumerate(found.rule_sets)},
        **{name: [getattr(found, name)] * len(places) for name in ("panel", "vintage")},
    }
    texts = pyarrow.string()
    typed = {
        name: values if name == "year" else pyarrow.array(values, texts) for name, values in columns.items()
    }
    return write_results([pyarrow.table(typed)], output)


def clusters_asked(text: str) -> tuple[int, int]:
    """ "30-60" as two numbers. Raises CannotBeAsked."""
    low, _, high = text.partition("-")
    if not (low.isdecimal() and high.isdecimal() and 2 <= int(low) <= int(high)):
        raise CannotBeAsked(
            f"--clusters {text}: write the least and the largest number, such as 30-60; the least is 2"
        )
    return int(low), int(high)


def search_to_folder(
    folder: Path,
    name: str,
    output: Path,
    *,
    wanted: Wanted,
    year: int | None,
    scheme: str,
    engine: Engine,
    workers: int,
    language: str,
    progress: Callable[[int, int, str], None],
) -> list[str]:
    """Look for definitions and write what is found; gives what to say of it. The same again goes on from its finished steps."""
    panel = open_panel(folder, name)
    inputs = _inputs(panel, _year(panel, year), wanted)
    found = search(
        inputs,
        Parameters(wanted.clusters, wanted.bootstraps, seed=wanted.seed),
        folder=output / _STEPS,
        resume=True,
        choose=wanted.choose,
        moves=read_moves(wanted.moves, inputs.industries) if wanted.moves else (),
        mapper=map if engine == "in-process" else on_engine(engine, workers),
        progress=progress,
    )
    files = write_found(found, output, scheme_of(found, id=scheme or f"clusters-of-{name}"))
    clusters = len(found.definition.codes)
    proposals = sum(1 for _ in found.definition.proposals())
    return [
        f"{name}, {inputs.year}: {len(inputs.industries)} industries in {len(inputs.regions)} regions",
        f"  {found.chosen.of}: {clusters} clusters, validation score {found.chosen.score:.3f}",
        f"  {proposals} industries are closer to another cluster than to their own; proposals.csv names them",
        *summarised(found.findings, language, f"{output / 'definitions.json'} has all of them."),
        *(f"  {file}: written" for file in files),
        f"  `ebpages mapping run {name} --rules ID --categories {output / 'categories.yaml'}` maps with them",
    ]


def _inputs(panel: Panel, year: int, wanted: Wanted) -> SearchInputs:
    employment, establishments = panel.grid(EMPLOYMENT, year), panel.grid("establishments", year)
    assert employment is not None, "the year was chosen among those that have it"
    return search_inputs(
        grid_bounds(employment),
        grid_bounds(establishments) if establishments else None,
        flows=wanted.flows,
        occupations=wanted.occupations,
        panel=panel.head.name,
        vintage=panel.head.vintage,
    )


def _rule_set(name: str) -> RuleSet:
    try:
        return rule_sets()[name]
    except UnknownCode:
        raise CannotBeAsked(f"there is no rule set {name!r}; there are {_listed(rule_sets())}") from None


def _scheme(categories: str) -> CategoryScheme | None:
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


def _years(panel: Panel, asked: Sequence[int]) -> list[int]:
    """The years asked for, or all, oldest first: those in which there are persons employed. Raises CannotBeAsked."""
    there = list(panel.head.measured.get(EMPLOYMENT, ()))
    if not there:
        raise CannotBeAsked(
            f"{panel.head.name} has no persons employed, which every rule set asks for; it has {_listed(panel.head.measures)}"
        )
    for year in asked:
        if year not in there:
            raise CannotBeAsked(
                f"{panel.head.name} has no persons employed in {year}; it has {_listed(map(str, there))}"
            )
    return sorted(set(asked)) or there


def _year(panel: Panel, asked: int | None) -> int:
    """The year asked for, or the newest."""
    return _years(panel, () if asked is None else (asked,))[-1]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
