"""`python -m bench`: measure everything and write docs/benchmarks.md; `--quick` or one part prints its page only."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict

from bench import figures, million, one_organisation, page, resolution, scale, signed_in, under_load
from bench.build import build_seconds
from bench.kept import keep, kept
from bench.measures import Score
from bench.noise import make_world
from bench.peers import measure_peer, peers
from bench.search import guide_latency, invented_latency

PEER_RECORDS = 800


def main() -> None:
    arguments = _arguments()
    start = time.perf_counter()
    parts: dict[str, Callable[[bool], Iterator[str]]] = {
        "resolution": _resolution,
        "peers": _peers,
        "speed": _speed,
        "scale": _scale,
        "figures": _figures,
        "million": _million,
        "load": _load,
        "people": _people,
        "mapping": _mapping,
        "link": _link,
        "matching": _matching,
        "funding": _funding,
    }
    chosen = [arguments.part] if arguments.part else list(parts)
    lines = page.opening()
    for part in chosen:
        lines += parts[part](arguments.quick)
    lines += page.closing()
    text = "\n".join(lines)
    if arguments.quick or arguments.part:
        sys.stdout.write(text)
    else:
        page.PAGE.write_text(text, encoding="utf-8")
        _say(f"Written: {page.PAGE.name}")
    _say(f"Done in {time.perf_counter() - start:.0f} s.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "part",
        nargs="?",
        choices=(
            "resolution",
            "peers",
            "speed",
            "scale",
            "figures",
            "million",
            "load",
            "people",
            "mapping",
            "link",
            "matching",
            "funding",
        ),
        help="measure this part only and print it",
    )
    parser.add_argument(
        "--quick", action="store_true", help="small worlds, few seeds, the quick peers; prints the page"
    )
    parser.add_argument("--size", type=int, action="append", help="link: rows of each side; may be repeated")
    return parser.parse_args()


def _resolution(quick: bool) -> Iterator[str]:
    _say("The guide's lists …")
    yield from page.guide_section(resolution.measure_guide())
    seeds = resolution.HELD_OUT[:2] if quick else resolution.HELD_OUT
    sizes = resolution.SIZES[:2] if quick else resolution.SIZES
    held_out = {}
    for size in sizes:
        _say(f"Noise worlds of {size:,} records …")
        held_out[size] = resolution.measure_many(seeds, size)
    development = resolution.measure_many(resolution.DEVELOPMENT[: len(seeds)], 2_000)
    yield from page.noise_section(development, held_out, quick)
    if not quick:
        yield from page.threshold_section(_thresholds())


def _thresholds() -> dict[float, resolution.Outcome]:
    _say("Thresholds …")
    seeds = resolution.DEVELOPMENT[:3]
    return {
        bits: resolution.added_up(resolution.measure_many(seeds, 2_000, bits))
        for bits in resolution.THRESHOLDS
    }


def _peers(quick: bool) -> Iterator[str]:
    records = 300 if quick else PEER_RECORDS
    development = [make_world(seed, records) for seed in resolution.DEVELOPMENT[:2]]
    held_out = [make_world(seed, records) for seed in resolution.HELD_OUT[:2]]
    outcomes = []
    for peer in peers():
        if quick and peer.is_slow:
            continue
        _say(f"{peer.name} …")
        outcomes.append(measure_peer(peer, development, held_out))
    yield from page.peers_section(
        outcomes, (_ours(records), resolution.measure_guide().organisation), records, quick
    )


def _ours(records: int) -> Score:
    return resolution.added_up(
        [resolution.measure(seed, records) for seed in resolution.HELD_OUT[:2]]
    ).organisation


def _speed(quick: bool) -> Iterator[str]:
    _say("Builds …")
    builds = build_seconds(2 if quick else 5)
    _say("Searches …")
    searches = [guide_latency(), invented_latency(5_000 if quick else 100_000)]
    yield from page.speed_section(builds, searches)


def _scale(quick: bool) -> Iterator[str]:
    """Measured only when it is asked for by name, which takes minutes; a whole run shows what was kept."""
    if "scale" in sys.argv[1:] and not quick:
        _say(f"A registry of {scale.ROWS:,} rows …")
        scale.keep(scale.measure_scale())
    measured = scale.kept()
    if measured:
        yield from page.scale_section(measured)
    if following := one_organisation.kept():
        yield from one_organisation.following_section(following)


def _figures(quick: bool) -> Iterator[str]:
    """As with the scale: measured only when it is asked for by name."""
    if "figures" in sys.argv[1:] and not quick:
        _say(f"Figures over {figures.ORGANISATIONS:,} organisations …")
        figures.keep(figures.measure_figures())
    measured = figures.kept()
    if measured:
        yield from page.figures_section(measured)


def _million(quick: bool) -> Iterator[str]:
    """As with the scale: measured only when it is asked for by name."""
    if "million" in sys.argv[1:] and not quick:
        _say("Search over a million organisations …")
        keep("million", million.measure_million())
    if measured := kept("million"):
        yield from million.million_section(measured)


def _load(quick: bool) -> Iterator[str]:
    """As with the scale: measured only when it is asked for by name."""
    if "load" in sys.argv[1:] and not quick:
        _say("A server under load …")
        keep("under_load", asdict(under_load.measure_under_load()))
    if measured := kept("under_load"):
        yield from under_load.under_load_section(under_load.UnderLoad(**measured))


def _people(quick: bool) -> Iterator[str]:
    """As with the scale: measured only when it is asked for by name."""
    if "people" in sys.argv[1:] and not quick:
        _say("Somebody signed in …")
        keep("signed_in", signed_in.measure_signed_in())
    if measured := kept("signed_in"):
        yield from signed_in.signed_in_section(measured)


def _mapping(quick: bool) -> Iterator[str]:
    """As with the scale. Speed, suppressed cells and definitions of cluster mapping."""
    from bench.definitions import definitions_section, measure_definitions
    from bench.mapping_speed import mapping_speed_section, measure_mapping_speed
    from bench.rounding import measure_rounding, rounding_section
    from bench.suppression import measure_suppression, suppression_section

    for name, measure, section in (
        ("mapping_speed", measure_mapping_speed, mapping_speed_section),
        ("suppression", measure_suppression, suppression_section),
        ("rounding", measure_rounding, rounding_section),
        ("definitions", measure_definitions, definitions_section),
    ):
        measured = kept(name)
        if "mapping" in sys.argv[1:]:
            _say(f"Cluster mapping: {name} …")
            measured = measure(quick)
            if measured and not quick:
                keep(name, measured)
        if measured:
            yield from section(measured)


def _link(quick: bool) -> Iterator[str]:
    """As with the scale. Each size is kept by itself."""
    from bench import linking

    if "link" in sys.argv[1:]:
        for size in _arguments().size or (linking.SIZES[:1] if quick else linking.SIZES):
            _say(f"Two registers of {size:,} rows …")
            linking.keep_measured(linking.measure(size))
    yield from linking.section()


def _funding(quick: bool) -> Iterator[str]:
    from bench import funding

    _say(f"{funding.ORGANISATIONS:,} organisations against {funding.CALLS} calls …")
    yield funding.section(funding.funding_speed(100, 20) if quick else funding.funding_speed())


def _matching(quick: bool) -> Iterator[str]:
    """As with the scale. Cranfield has to be embedded, which takes minutes."""
    from bench import exchange, matching

    if "matching" in sys.argv[1:] and not quick:
        _say("Quality of matching …")
        keep("matching_quality", matching.measure_quality())
        _say(f"One profile against {matching.PROFILES:,} …")
        keep("matching_speed", matching.measure_speed())
        _say(f"{exchange.PROFILES:,} profiles in a database …")
        keep("exchange", exchange.measure_exchange())
    if measured := kept("matching_quality"):
        yield from matching.quality_section(measured)
    if measured := kept("matching_speed"):
        yield from matching.speed_section(measured)
    if measured := kept("exchange"):
        yield from exchange.exchange_section(measured)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
