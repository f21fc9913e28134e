"""One place under two codes: a region beside its successor or its parts of another NUTS version, and a country written in two ways."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

import numpy as np

from ebpages.mapping.grid import State
from ebpages.mapping.panels.findings import FindingLog
from ebpages.mapping.panels.observations import MeasureYear, Observations
from ebpages.reference.european_regions import ISO_COUNTRIES
from ebpages.reference.region_changes import region_changes

_REGION = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_FIRST = 2003  # the oldest NUTS version of which changes are known
# NUTS itself wrote Greece as ISO does before 2010, and covers it as EL since.
_EUROSTAT = {iso: code for code, iso in ISO_COUNTRIES.items()}


def one_spelling(observations: Observations, log: FindingLog) -> dict[str, str]:
    """Codes that are written as ISO does -> the same as Eurostat does, of each country that is written in both ways; with findings."""
    book = observations.regions
    found: dict[str, str] = {}
    for iso, code in _EUROSTAT.items():
        written = [text for text in book.texts if text[:2] == iso and _REGION.fullmatch(text)]
        if written and any(text[:2] == code for text in book.texts):
            found |= {text: code + text[2:] for text in written}
            rows = sum(book.counts[book.numbers[text]] for text in written)
            log.add(
                "country_in_two_spellings",
                **book.first[book.numbers[written[0]]],
                iso=iso,
                code=code,
                rows=rows,
            )
    return found


def leave_overlaps_out(observations: Observations, spellings: Mapping[str, str], log: FindingLog) -> set[str]:
    """Take the rows of regions out of each year in which another region there covers the same place; nobody is counted twice.

    The codes of the version that is there as a whole stay, of several the finest, then the newest. Regions of NUTS 3 that
    did not change within their region of NUTS 2 stand for that. Gives the codes that have no rows left.
    """
    texts = [spellings.get(text, text) for text in observations.regions.texts]
    within = {
        number: code
        for number, text in enumerate(texts)
        if (code := text) in _families() or (code := text[:4]) in _families()
    }
    if not within:
        return set()
    taken: set[int] = set()
    left: set[int] = set()
    for key in observations.by_year:
        rows = observations.by_year[key]
        said = np.bincount(rows["region"][rows["state"] != State.MISSING], minlength=len(texts))
        cells: Counter[str] = Counter()
        for number, code in within.items():
            cells[code] += int(said[number])
        cells = +cells
        out: set[str] = set()
        for family in {_families()[code] for code in cells}:
            out |= _left_out(family, {code: cells[code] for code in cells if code in family})
        _report(out, cells, key, log)
        if numbers := [number for number, code in within.items() if code in out]:
            rows = rows[~np.isin(rows["region"], numbers)]
            observations.by_year[key] = rows
            taken |= set(numbers)
        left |= set(np.unique(rows["region"]).tolist())
    return {texts[number] for number in taken} - {texts[number] for number in left}


def _left_out(family: frozenset[str], cells: Mapping[str, int]) -> set[str]:
    """Which of the codes of a family that are there in a year are not counted. cells: how many are known of each that is there."""
    if not any(_others(code, cells) for code in cells):
        return set()
    there = _of_one_version(family, cells)
    out = {code for code in cells if code not in there and _others(code, there)}
    # What stays may overlap still where no version is there as a whole: then the newest codes stay.
    for code in sorted(cells.keys() - out, key=lambda code: _life(code)[0]):
        if _others(code, cells.keys() - out):
            out.add(code)
    return out


def _of_one_version(family: frozenset[str], cells: Mapping[str, int]) -> set[str]:
    """The codes of the version that tells most: it is there as a whole, known in at least half as many cells as another, the finest,
    the newest."""
    versions: dict[int, tuple[bool, int, set[str]]] = {}
    for version in {_life(code)[0] for code in family}:
        codes = {code for code in family if _is_of(code, version)}
        if there := codes & cells.keys():
            versions[version] = there == codes, min(cells[code] for code in there), set(there)
    most = max(known for _, known, _ in versions.values())
    best = max(
        versions,
        key=lambda version: (
            versions[version][0],
            2 * versions[version][1] >= most,
            len(versions[version][2]),
            version,
        ),
    )
    return versions[best][2]


def _report(out: Collection[str], cells: Collection[str], key: MeasureYear, log: FindingLog) -> None:
    kept = set(cells) - set(out)
    for code in sorted(out):
        others = _others(code, kept)
        parts = {change.new for change in region_changes() if change.old == code}
        whole = bool(others) and (parts <= kept or not others <= parts)
        log.add(
            "region_overlaps" if whole else "region_overlaps_in_part",
            region=code, year=key[1], measure=key[0], others=", ".join(sorted(others)),
        )  # fmt: skip


def _others(code: str, there: Collection[str]) -> set[str]:
    return set(_covering(code)) & set(there)


@cache
def _families() -> dict[str, frozenset[str]]:
    """Every code that a change names -> all codes that changes connect it with: those that may cover one another."""
    found: dict[str, set[str]] = {}
    for change in region_changes():
        joined = found.get(change.old, {change.old}) | found.get(change.new, {change.new})
        for code in joined:
            found[code] = joined
    whole = {id(codes): frozenset(codes) for codes in found.values()}
    return {code: whole[id(codes)] for code, codes in found.items()}


@cache
def _covering(code: str) -> frozenset[str]:
    """The codes of other versions that hold a part of a region: what came of it, what it came of, over any number of changes."""
    after = _reached(code, {"old": "new"})
    before = _reached(code, {"new": "old"})
    return frozenset(after | before)


def _reached(code: str, step: Mapping[str, str]) -> set[str]:
    ((start, end),) = step.items()
    found: set[str] = set()
    waiting = [code]
    while waiting:
        at = waiting.pop()
        following = (
            {getattr(change, end) for change in region_changes() if getattr(change, start) == at}
            - found
            - {code}
        )
        found |= following
        waiting += following
    return found


@cache
def _life(code: str) -> tuple[int, int]:
    """The version in which a code began, and the one in which there was none any more."""
    began = [change.since for change in region_changes() if change.new == code]
    ended = [change.since for change in region_changes() if change.old == code]
    return max(began, default=_FIRST), min(ended, default=9999)


def _is_of(code: str, version: int) -> bool:
    began, ended = _life(code)
    return began <= version < ended
