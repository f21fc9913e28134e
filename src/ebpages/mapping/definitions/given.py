"""What others have published, to be searched in or assessed: similarities (`industry,other,value`) and clusters (`industry,cluster`)."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ebpages.declared.schema import BrokenDeclaration
from ebpages.mapping.definitions.clustering import Labels, numbered
from ebpages.mapping.definitions.inputs import FEWEST, SearchInputs, TooLittle
from ebpages.mapping.panels.table_file import text_columns

GIVEN = "Given"  # the name of a given similarity among the matrices


def in_similarity(inputs: SearchInputs, path: Path) -> SearchInputs:
    """Inputs with the similarity of a file in the place of all that was worked out of the panel.

    A row for each pair, in either order; a pair without a row has similarity 0. Raises UnreadablePanel, BrokenDeclaration, TooLittle.
    """
    ones, others, texts = text_columns(path, ("industry", "other", "value"))
    place = {code: number for number, code in enumerate(inputs.industries)}
    found = np.full((len(place),) * 2, np.nan)
    for row, (one, other, text) in enumerate(zip(ones, others, texts, strict=True), 1):
        value = _number(path, row, text)
        if one not in place or other not in place or one == other:
            continue
        at = place[one], place[other]
        if not np.isnan(found[at]) and found[at] != value:
            raise BrokenDeclaration(
                path.name, f"row {row}", f"{one} and {other} have two similarities, {found[at]:g} and {value:g}", "Keep one row",
            )  # fmt: skip
        found[at] = found[at[::-1]] = value
    _refuse_few(path, int((~np.isnan(found)).any(axis=0).sum()))
    similarity = np.nan_to_num(found)
    np.fill_diagonal(similarity, max(similarity.max(), 1.0))
    return replace(inputs, counted={}, fixed={GIVEN: similarity})


def with_clusters(inputs: SearchInputs, path: Path) -> tuple[SearchInputs, Labels]:
    """The clusters of a file, and the inputs with only the industries that are in one.

    Raises UnreadablePanel, BrokenDeclaration, TooLittle.
    """
    cluster: dict[str, str] = {}
    for row, (industry, name) in enumerate(zip(*text_columns(path, ("industry", "cluster")), strict=True), 1):
        if cluster.setdefault(industry, name) != name:
            raise BrokenDeclaration(
                path.name,
                f"row {row}",
                f"{industry} is in {cluster[industry]} and in {name}",
                "Keep one of the rows",
            )
    kept = [place for place, code in enumerate(inputs.industries) if cluster.get(code)]
    names = [cluster[inputs.industries[place]] for place in kept]
    _refuse_few(path, len(kept) if len(set(names)) > 1 else 0)
    return _only(inputs, kept), numbered(np.unique(names, return_inverse=True)[1])


def _only(inputs: SearchInputs, kept: Sequence[int]) -> SearchInputs:
    return replace(
        inputs,
        industries=tuple(inputs.industries[place] for place in kept),
        counted={name: values[:, kept] for name, values in inputs.counted.items()},
        fixed={name: values[np.ix_(kept, kept)] for name, values in inputs.fixed.items()},
    )


def _refuse_few(path: Path, industries: int) -> None:
    if industries < FEWEST:
        raise TooLittle(
            f"{path.name}: too few industries of the panel are in it. It takes {FEWEST} or more, in two clusters or more; "
            "compare its codes with those of the panel"
        )


def _number(path: Path, row: int, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise BrokenDeclaration(
            path.name, f"row {row}", f"the value is {text!r}", "Give a number, or take the row out"
        )
    return value
