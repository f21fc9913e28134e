"""`ebpages mapping define`: from a panel to sets of industries that belong together, as files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ebpages.mapping.atlas import EMPLOYMENT
from ebpages.mapping.commands import choices
from ebpages.mapping.commands.messages import summarised
from ebpages.mapping.definitions.given import in_similarity, with_clusters
from ebpages.mapping.definitions.inputs import SearchInputs, search_inputs
from ebpages.mapping.definitions.moves import read_moves
from ebpages.mapping.definitions.result import SearchResult, scheme_of, write_result
from ebpages.mapping.definitions.search import Parameters, search
from ebpages.mapping.definitions.steps import on_engine
from ebpages.mapping.panels.panel import Panel
from ebpages.mapping.panels.store import open_panel
from ebpages.mapping.runner.run import Engine
from ebpages.mapping.suppression.grid_bounds import grid_bounds

_STEPS = "steps"  # the folder, in the output, of what a search has finished


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """What a search shall look for, and at."""

    clusters: tuple[int, int]
    bootstraps: int
    seed: int
    choose: str
    moves: Path | None
    flows: Path | None
    occupations: Path | None
    similarity: Path | None
    given: Path | None
    permutations: int
    related_industries: int


def search_to_folder(
    folder: Path,
    name: str,
    output: Path,
    *,
    options: SearchOptions,
    year: int | None,
    scheme: str,
    engine: Engine,
    workers: int,
    language: str,
    progress: Callable[[int, int, str], None],
) -> list[str]:
    """Look for definitions and write what is found; gives what to say of it. The same again goes on from its finished steps."""
    panel = open_panel(folder, name)
    inputs = _inputs(panel, choices.year(panel, year), options)
    known = len(inputs.industries)
    inputs, given = with_clusters(inputs, options.given) if options.given else (inputs, None)
    result = search(
        inputs,
        Parameters(
            options.clusters,
            options.bootstraps,
            seed=options.seed,
            permutations=options.permutations,
            related_industries=options.related_industries / 100,
        ),
        given=given,
        folder=output / _STEPS,
        resume=True,
        choose=options.choose,
        moves=read_moves(options.moves, inputs.industries) if options.moves else (),
        mapper=map if engine == "in-process" else on_engine(engine, workers),
        progress=progress,
    )
    files = write_result(result, output, scheme_of(result, id=scheme or f"clusters-of-{name}"))
    clusters = len(result.definition.codes)
    proposals, left = sum(1 for _ in result.definition.proposals()), known - len(inputs.industries)
    return [
        f"{name}, {inputs.year}: {len(inputs.industries)} industries in {len(inputs.regions)} regions",
        *([f"  {options.given.name} has no cluster for {left} others"] if options.given and left else []),
        f"  {result.chosen.key}: {clusters} clusters, validation score {result.chosen.score:.3f}",
        f"  {_against_chance(result)}",
        f"  {proposals} industries are closer to another cluster than to their own; proposals.csv names them",
        *summarised(result.findings, language, f"{output / 'definitions.json'} has all of them."),
        *(f"  {file}: written" for file in files),
        f"  `ebpages mapping run {name} --rules ID --categories {output / 'categories.yaml'}` maps with them",
    ]


def _against_chance(result: SearchResult) -> str:
    chance = result.chance
    if not chance["permutations"]:
        return "what score chance would give is not known: it takes permutations of regions (--permutations)"
    better = "better than" if result.chosen.score > chance["largest"] else "not better than"
    return (
        f"by chance {chance['mean']:.3f} ({chance['least']:.3f} to {chance['largest']:.3f}) "
        f"in {chance['permutations']} searches of permuted regions: {better} chance (p = {chance['as_good']:.2g})"
    )


def _inputs(panel: Panel, year: int, options: SearchOptions) -> SearchInputs:
    employment, establishments = panel.grid(EMPLOYMENT, year), panel.grid("establishments", year)
    assert employment is not None, "the year was chosen among those that have it"
    inputs = search_inputs(
        grid_bounds(employment),
        grid_bounds(establishments) if establishments else None,
        flows=options.flows,
        occupations=options.occupations,
        panel=panel.head.name,
        vintage=panel.head.vintage,
    )
    return in_similarity(inputs, options.similarity) if options.similarity else inputs
