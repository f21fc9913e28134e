"""What a search found: every candidate with its scores and the set of clusters that was chosen, as tables and as files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray
from pyarrow import csv

from ebpages.declared.schema import Text
from ebpages.mapping.arrays import Floats
from ebpages.mapping.category_schemes import Category, CategoryScheme, write_scheme
from ebpages.mapping.definitions.clustering import Labels
from ebpages.mapping.definitions.definition import Definition
from ebpages.mapping.definitions.inputs import SearchInputs
from ebpages.mapping.definitions.moves import Move
from ebpages.mapping.definitions.stability import mean_stability
from ebpages.mapping.definitions.steps import Finalist
from ebpages.mapping.definitions.validation import SHARES
from ebpages.mapping.panels.panel import PanelFinding
from ebpages.publish.whole_file import make_folder, whole_file
from ebpages.reference.panel_industries import industry_name

NAMED_AFTER = 2  # industries


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """shares: under each single matrix the four of SHARES, shape (matrices, 4). replicates: the clusters found in each replicate,
    shape (replicates, industries); None where it was not looked for, or the matrix does not depend on regions."""

    key: Finalist
    labels: Labels
    shares: Floats
    replicates: NDArray[np.int16] | None = None

    @property
    def score(self) -> float:
        return float(self.shares.mean())

    def row(self, single: Sequence[str]) -> dict[str, Any]:
        sizes = np.bincount(self.labels)
        return {
            "candidate": str(self.key),
            "matrix": self.key.matrix,
            "method": self.key.method,
            "clusters": self.key.number,
            "score": self.score,
            **{name: float(share) for name, share in zip(SHARES, self.shares.mean(axis=0), strict=True)},
            **{
                f"score under {name}": float(s)
                for name, s in zip(single, self.shares.mean(axis=1), strict=True)
            },
            "smallest": int(sizes.min()),
            "largest": int(sizes.max()),
            "of_one_industry": int((sizes == 1).sum()),
            "stability": None if self.replicates is None else mean_stability(self.labels, self.replicates),
        }


@dataclass(frozen=True, slots=True, eq=False)
class SearchResult:
    """candidates: in the order of matrices, methods and numbers. chosen: the one that the definition is made of, after the moves.

    by_chance: the best score of each search in permuted regions, shape (permutations,); empty where there was none, or the chosen set
    does not depend on regions."""

    inputs: SearchInputs
    parameters: Mapping[str, Any]
    candidates: tuple[Candidate, ...]
    chosen: Candidate
    moves: tuple[Move, ...]
    definition: Definition
    findings: tuple[PanelFinding, ...]
    by_chance: Floats

    @property
    def chance(self) -> dict[str, Any]:
        """The score of the chosen set against the best ones of chance: their mean and range, and in how many searches of all, this one
        included, it was as good (Phipson and Smyth 2010). No numbers without such searches."""
        best, score = self.by_chance, self.chosen.score
        if not len(best):
            return {"permutations": 0, "mean": None, "least": None, "largest": None, "as_good": None}
        return {
            "permutations": len(best),
            "mean": float(best.mean()),
            "least": float(best.min()),
            "largest": float(best.max()),
            "as_good": float(((best >= score).sum() + 1) / (len(best) + 1)),
        }

    @property
    def single(self) -> tuple[str, ...]:
        return (*self.inputs.counted, *self.inputs.fixed)

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Tables by name: candidates, clusters, industries, proposals, related."""
        return {
            "candidates": [candidate.row(self.single) for candidate in self.candidates],
            "clusters": [asdict(item) for item in self.definition.clusters()],
            "industries": [asdict(item) for item in self.definition.memberships()],
            "proposals": [asdict(item) for item in self.definition.proposals()],
            "related": [asdict(item) for item in self.definition.related()],
        }

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON: provenance, parameters, findings and the tables."""
        return {
            "panel": self.inputs.panel,
            "vintage": self.inputs.vintage,
            "year": self.inputs.year,
            "regions": len(self.inputs.regions),
            "matrices": list(self.single),
            "parameters": dict(self.parameters),
            "chosen": str(self.chosen.key),
            "score": self.chosen.score,
            "by_chance": self.chance,
            "moves": [asdict(move) for move in self.moves],
            "findings": [_finding(finding) for finding in self.findings],
            **self.rows(),
        }

    def tables(self) -> dict[str, pyarrow.Table]:
        """The tables of `rows`; several codes of a cell are joined by spaces."""
        return {name: _table(rows) for name, rows in self.rows().items() if rows}


def write_result(result: SearchResult, folder: Path, scheme: CategoryScheme) -> list[Path]:
    """definitions.json, categories.yaml and a CSV file for each table that has rows, in a folder that is made where there is none."""
    make_folder(folder)
    written = [folder / "definitions.json", folder / "categories.yaml"]
    with whole_file(written[0]) as draft:
        draft.write_text(json.dumps(result.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")
    write_scheme(written[1], scheme)
    for name, table in result.tables().items():
        written.append(folder / f"{name}.csv")
        with whole_file(written[-1]) as draft:
            csv.write_csv(table, draft)
    return written


def scheme_of(result: SearchResult, *, id: str) -> CategoryScheme:
    """The clusters as categories, each named after the industries that are closest to the rest of it; people will rename them."""
    definition, inputs = result.definition, result.inputs
    origin = f"{inputs.panel} {inputs.vintage}, {inputs.year}: {result.chosen.key}"
    moves = len(result.moves)
    return CategoryScheme(
        id=id,
        version="1",
        title=Text(bg=f"Намерени клъстери: {origin}", en=f"Clusters found: {origin}"),
        source=Text(
            bg=f"Намерени по Delgado, Porter и Stern (2016) от {origin}; премествания, решени от човек: {moves}",
            en=f"Found after Delgado, Porter and Stern (2016) from {origin}; moves decided by a person: {moves}",
        ),
        certainty="own",
        categories=tuple(
            Category(
                code=cluster.code,
                name=_name(definition.central(number, NAMED_AFTER)),
                industries=cluster.industries,
            )
            for number, cluster in enumerate(definition.clusters())
        ),
    )


def _name(codes: list[str]) -> Text:
    return Text(
        bg="; ".join(industry_name(code, "bg") for code in codes),
        en="; ".join(industry_name(code, "en") for code in codes),
    )


def _finding(finding: PanelFinding) -> dict[str, Any]:
    return asdict(finding) | {"values": dict(finding.values)}


def _table(rows: list[dict[str, Any]]) -> pyarrow.Table:
    flat = [
        {key: " ".join(value) if isinstance(value, tuple) else value for key, value in row.items()}
        for row in rows
    ]
    return pyarrow.Table.from_pylist(flat)
