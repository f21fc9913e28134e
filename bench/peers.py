"""Other ways to link the same records: each gives scored pairs; its threshold is chosen on the development seeds."""

import logging
import random
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import numpy
import pandas
import recordlinkage
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler
from stdnum.bg import vat

from bench.measures import Pair, Score, groups_by, pairs_of, score
from bench.noise import World
from bench.truth import guide_mentions, guide_truth
from ebpages.registry.mention import Mention
from ebpages.search.folding import fold

Scored = list[tuple[float, Pair]]
_LEAST = 0.6
_LIKELY = 0.75
Text = Callable[[Mention], str]
_STEPS = [n / 100 for n in range(50, 100)] + [0.995, 0.999, 0.9999, 0.99999, 0.999999]


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    what: str
    scored: Callable[[Sequence[Mention]], Scored]

    @property
    def is_slow(self) -> bool:
        return self.name.startswith(("recordlinkage", "Splink"))


def peers() -> tuple[Peer, ...]:
    rapidfuzz = f"rapidfuzz {version('rapidfuzz')}"
    splink = f"Splink {version('splink')} on DuckDB {version('duckdb')}"
    linkage = f"recordlinkage {version('recordlinkage')}"
    return (
        Peer("identifiers only", f"python-stdnum {version('python-stdnum')}, bg.vat", lambda mentions: []),
        Peer("ratio", f"{rapidfuzz}, folded names", lambda m: _strings(m, fuzz.ratio, _folded)),
        Peer(
            "token_set_ratio",
            f"{rapidfuzz}, folded names",
            lambda m: _strings(m, fuzz.token_set_ratio, _folded),
        ),
        Peer(
            "token_sort_ratio",
            f"{rapidfuzz}, folded names",
            lambda m: _strings(m, fuzz.token_sort_ratio, _folded),
        ),
        Peer("Jaro-Winkler", f"{rapidfuzz}, folded names", lambda m: _strings(m, _jaro_winkler, _folded)),
        Peer(
            "ratio, our parsed names",
            f"{rapidfuzz}, ebpages.registry.names",
            lambda m: _strings(m, fuzz.ratio, _parsed),
        ),
        Peer(
            "Jaro-Winkler, our parsed names",
            f"{rapidfuzz}, ebpages.registry.names",
            lambda m: _strings(m, _jaro_winkler, _parsed),
        ),
        Peer(
            "recordlinkage, fixed weights", f"{linkage}, folded names", lambda m: _fixed_weights(m, _folded)
        ),
        Peer(
            "recordlinkage, ECM", f"{linkage}, folded names", lambda m: _expectation_maximisation(m, _folded)
        ),
        Peer("Splink", f"{splink}, folded names", lambda m: _splink(m, _folded)),
        Peer("recordlinkage, fixed weights, our parsed names", linkage, lambda m: _fixed_weights(m, _parsed)),
        Peer("Splink, our parsed names", splink, lambda m: _splink(m, _parsed)),
    )


Case = tuple[Scored, set[Pair], set[Pair]]  # scored pairs, pairs by identifier, true pairs


@dataclass(frozen=True, slots=True)
class PeerOutcome:
    peer: Peer
    threshold: float
    held_out: Score
    guide: Score
    seconds: float


def measure_peer(peer: Peer, development: Sequence[World], held_out: Sequence[World]) -> PeerOutcome:
    """The threshold that is best on the development worlds, and what it gives on the others and on the guide's lists."""
    start = time.perf_counter()
    threshold = best_threshold([_case(peer, world) for world in development])
    apart = total([_case(peer, world) for world in held_out], threshold)
    truth = guide_truth()
    listed = [mention for mention in guide_mentions() if mention.record in truth.organisation]
    found = joined(peer.scored(listed), same_identifier(listed), threshold)
    guide = score(found, truth.organisation_pairs, truth.left_out)
    return PeerOutcome(peer, threshold, apart, guide, time.perf_counter() - start)


def _case(peer: Peer, world: World) -> Case:
    return (
        peer.scored(world.mentions),
        same_identifier(world.mentions),
        pairs_of(groups_by(world.organisation)),
    )


def same_identifier(mentions: Iterable[Mention]) -> set[Pair]:
    """Pairs with one identifier as python-stdnum reads it: nine digits; it does not accept the thirteen of a branch."""
    groups: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.identifier is not None and vat.is_valid(mention.identifier.digits):
            groups.setdefault(vat.compact(mention.identifier.digits), []).append(mention.record)
    return pairs_of(groups.values())


def best_threshold(worlds: Sequence[Case]) -> float:
    """The threshold with the highest F1 over worlds of (scored pairs, pairs by identifier, true pairs)."""
    return max(_STEPS, key=lambda step: total(worlds, step).f1)


def total(worlds: Iterable[Case], threshold: float) -> Score:
    scores = [score(joined(scored, sure, threshold), true) for scored, sure, true in worlds]
    return sum(scores[1:], scores[0])


def joined(scored: Scored, sure: set[Pair], threshold: float) -> set[Pair]:
    """Pairs of the connected components: what one pair and the next put together is together."""
    parent: dict[str, str] = {}

    def root(record: str) -> str:
        while parent.setdefault(record, record) != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    for a, b in (*sure, *(pair for value, pair in scored if value >= threshold)):
        parent[root(a)] = root(b)
    groups: dict[str, list[str]] = {}
    for record in parent:
        groups.setdefault(root(record), []).append(record)
    return pairs_of(groups.values())


def _folded(mention: Mention) -> str:
    return fold(mention.name.original)


def _parsed(mention: Mention) -> str:
    return " ".join(mention.name.words)


def _jaro_winkler(one: str, other: str, **given: float) -> float:
    return 100 * JaroWinkler.similarity(one, other)


def _strings(mentions: Sequence[Mention], scorer: Callable[..., float], text: Text) -> Scored:
    named = [mention for mention in mentions if text(mention)]
    texts = [text(mention) for mention in named]
    scale = 1.0 if scorer is _jaro_winkler else 100.0
    matrix = process.cdist(
        texts,
        texts,
        scorer=JaroWinkler.similarity if scale == 1.0 else scorer,
        score_cutoff=_LEAST * scale,
        dtype=numpy.float32,
    )
    rows, columns = numpy.nonzero(numpy.triu(matrix, 1))
    return [
        (float(matrix[i, j]) / scale, _pair(named[i].record, named[j].record))
        for i, j in zip(rows, columns, strict=True)
    ]


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _frame(mentions: Sequence[Mention], text: Text) -> pandas.DataFrame:
    """What the tools for whole records get: the folded name beside identifier, seat, website and year."""
    rows = [
        {
            "unique_id": mention.record,
            "name": text(mention) or None,
            "first_word": next((word for word in mention.name.words if len(word) > 3), None),
            "last_word": next((word for word in reversed(mention.name.words) if len(word) > 3), None),
            "identifier": mention.entity or None,
            "seat": ", ".join(sorted(mention.seats)) or None,
            "website": mention.websites[0].key if mention.websites else None,
            "founded": str(mention.founded) if mention.founded else None,
        }
        for mention in mentions
    ]
    return pandas.DataFrame(rows).set_index("unique_id", drop=False)


def _features(mentions: Sequence[Mention], text: Text) -> pandas.DataFrame:
    frame = _frame(mentions, text).drop(columns="unique_id").fillna("")
    scorers = (_jaro_winkler, fuzz.token_set_ratio)
    likely = {
        pair for scorer in scorers for value, pair in _strings(mentions, scorer, text) if value >= _LIKELY
    }
    index = pandas.MultiIndex.from_tuples(sorted(likely))
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", label="name")
    compare.string("name", "name", method="qgram", label="qgram")
    compare.exact("identifier", "identifier", label="identifier")
    compare.exact("seat", "seat", label="seat")
    compare.exact("website", "website", label="website")
    features = compare.compute(index, frame)
    for column in ("identifier", "seat", "website"):  # two blanks are not an agreement
        blank = [not frame.at[a, column] for a, _ in features.index]
        features.loc[blank, column] = 0
    return features


def _fixed_weights(mentions: Sequence[Mention], text: Text) -> Scored:
    features = _features(mentions, text)
    weighted = (
        0.4 * features["name"]
        + 0.4 * features["qgram"]
        + 0.5 * features["identifier"]
        + 0.1 * features["seat"]
        + 0.3 * features["website"]
    )
    return _scored(weighted.clip(upper=1.0))


def _expectation_maximisation(mentions: Sequence[Mention], text: Text) -> Scored:
    features = _features(mentions, text)
    levels = (features > 0.9).astype(int)
    classifier = recordlinkage.ECMClassifier()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        classifier.fit(levels)
        return _scored(classifier.prob(levels))


def _scored(values: pandas.Series) -> Scored:
    return [(float(value), _pair(*pair)) for pair, value in values.items() if value >= _LEAST]


def _splink(mentions: Sequence[Mention], text: Text) -> Scored:
    """A Fellegi-Sunter model on names, identifiers, seats, sites and years; u by sampling, m by two passes of EM."""
    import splink.comparison_library as compare
    from splink import Linker, SettingsCreator, block_on
    from splink.internals.duckdb.database_api import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85]),
            compare.ExactMatch("identifier"),
            compare.ExactMatch("seat"),
            compare.LevenshteinAtThresholds("website", [1, 3]),
            compare.ExactMatch("founded"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on(column)
            for column in ("identifier", "website", "first_word", "last_word", "substr(name, 1, 8)")
        ],
        probability_two_random_records_match=1 / len(mentions),
        retain_intermediate_calculation_columns=False,
    )
    random.seed(1)
    table = DuckDBAPI().register(_frame(mentions, text).reset_index(drop=True))
    linker = Linker(table, settings, log_level=logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker.training.estimate_u_using_random_sampling(max_pairs=500_000, seed=1)
        for rule in ("seat", "founded"):
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))
        found = linker.inference.predict(threshold_match_probability=_LEAST).as_pandas_dataframe()
    return [
        (float(p), _pair(a, b))
        for p, a, b in zip(
            found["match_probability"], found["unique_id_l"], found["unique_id_r"], strict=True
        )
    ]
