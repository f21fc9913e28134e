"""How well records are resolved: on the guide's lists, on noise worlds apart from those it was tuned on, beside peers."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bench.measures import NOTHING, Score, false_merges, groups_by, pairs_of, score, score_by_kind
from bench.noise import World, make_world
from bench.truth import guide_mentions, guide_truth
from ebpages.registry.mention import Mention
from ebpages.registry.resolution import comparison
from ebpages.registry.resolution.cascade import Resolution, resolve

DEVELOPMENT = (1, 2, 3, 4, 5)  # rules were worked out on these and on others below 100
HELD_OUT = (201, 202, 203, 204, 205)
SIZES = (300, 2_000, 10_000)
THRESHOLDS = (1.0, 3.0, 4.5, 6.0, 9.0)
BANDS = (0.2, 0.5, 0.8, 0.9, 0.958, 0.98, 0.99, 0.999, 1.01)


@dataclass(slots=True)
class Outcome:
    """What came of one world, or of several added up."""

    seed: int
    records: int
    seconds: float
    organisation: Score
    entity: Score
    merges: int = 0
    kinds: dict[str, Score] = field(default_factory=dict)
    methods: Counter[tuple[str, bool]] = field(default_factory=Counter)
    bands: Counter[tuple[float, bool, bool]] = field(default_factory=Counter)  # (from, joined, right)
    families: dict[str, Score] = field(default_factory=dict)


def measure(seed: int, records: int, threshold: float | None = None) -> Outcome:
    """Resolve one noise world. Seconds are processor time of `resolve` alone."""
    world = make_world(seed, records)
    normal = comparison.weights
    if threshold is not None:
        changed = replace(normal(), threshold=threshold)
        comparison.weights = lambda: changed  # type: ignore[assignment]
    try:
        start = time.process_time()
        result = resolve(world.mentions)
        seconds = time.process_time() - start
    finally:
        comparison.weights = normal
    return _outcome(world, result, seconds)


def _outcome(world: World, result: Resolution, seconds: float) -> Outcome:
    organisations = _records(result.organisations)
    found, true = pairs_of(organisations), pairs_of(groups_by(world.organisation))
    outcome = Outcome(
        world.seed,
        len(world.mentions),
        seconds,
        score(found, true),
        score(pairs_of(_records(result.entities)), pairs_of(groups_by(world.entity))),
        false_merges(organisations, world.organisation),
        score_by_kind(found, true, world.noise),
        families=score_by_kind(found, true, {r: {f} if f else set() for r, f in world.families.items()}),
    )
    for judgement in result.judgements:
        right = world.organisation[judgement.a] == world.organisation[judgement.b]
        if judgement.relation.joins:
            outcome.methods[judgement.method, right] += 1
        if judgement.method == "score":
            band = max(b for b in BANDS if b <= max(judgement.score, BANDS[0]))
            outcome.bands[band, judgement.relation.joins, right] += 1
    return outcome


def _records(groups: Sequence[Sequence[Mention]]) -> list[list[str]]:
    return [[mention.record for mention in group] for group in groups]


def measure_many(seeds: Sequence[int], records: int, threshold: float | None = None) -> list[Outcome]:
    """The worlds of several seeds, two at a time."""
    with ProcessPoolExecutor(max_workers=2) as pool:
        return list(pool.map(measure, seeds, [records] * len(seeds), [threshold] * len(seeds)))


def added_up(outcomes: Sequence[Outcome]) -> Outcome:
    total = Outcome(0, 0, 0.0, NOTHING, NOTHING)
    kinds: dict[str, Score] = defaultdict(lambda: NOTHING)
    families: dict[str, Score] = defaultdict(lambda: NOTHING)
    for outcome in outcomes:
        total.records += outcome.records
        total.seconds += outcome.seconds
        total.organisation += outcome.organisation
        total.entity += outcome.entity
        total.merges += outcome.merges
        total.methods += outcome.methods
        total.bands += outcome.bands
        for kind, value in outcome.kinds.items():
            kinds[kind] += value
        for family, value in outcome.families.items():
            families[family] += value
    total.kinds, total.families = dict(sorted(kinds.items())), dict(sorted(families.items()))
    return total


def calibration(
    bands: Counter[tuple[float, bool, bool]], joined: bool
) -> Iterator[tuple[str, int, float | None]]:
    """For each band of scores: how many scored pairs, and the share of them that are one organisation."""
    for low, high in pairwise(BANDS):
        right, wrong = bands[low, joined, True], bands[low, joined, False]
        share = right / (right + wrong) if right + wrong else None
        yield f"{low:.3g} to {min(high, 1):.3g}", right + wrong, share


@dataclass(frozen=True, slots=True)
class GuideOutcome:
    records: int
    left_out: int
    organisation: Score
    entity: Score
    methods: Counter[tuple[str, bool]]


def measure_guide() -> GuideOutcome:
    """The guide's seven lists, resolved together with the addresses and bodies that the other lists hold."""
    truth = guide_truth()
    result = resolve(guide_mentions())
    organisations, entities = (
        [[record for record in group if record in truth.organisation] for group in _records(groups)]
        for groups in (result.organisations, result.entities)
    )
    methods = Counter(
        (j.method, truth.organisation[j.a] == truth.organisation[j.b])
        for j in result.judgements
        if j.relation.joins and j.a in truth.organisation and j.b in truth.organisation
    )
    return GuideOutcome(
        len(truth.organisation),
        len(truth.left_out),
        score(pairs_of(organisations), truth.organisation_pairs, truth.left_out),
        score(pairs_of(entities), truth.entity_pairs, truth.entity_left_out),
        methods,
    )
