"""What a search found: every candidate with its scores, and the set of clusters that was chosen, closely looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

from ebpages.mapping.arrays import Floats
from ebpages.mapping.definitions.candidates import Labels
from ebpages.mapping.definitions.definition import Definition
from ebpages.mapping.definitions.inputs import SearchInputs
from ebpages.mapping.definitions.moves import Move
from ebpages.mapping.definitions.stability import mean_stability
from ebpages.mapping.definitions.steps import Finalist
from ebpages.mapping.definitions.validation import SHARES
from ebpages.mapping.panels.panel import PanelFinding


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """shares: under each single matrix the four of SHARES, shape (matrices, 4). replicates: the clusters found in each replicate,
    shape (replicates, industries); None where it was not looked for, or the matrix does not depend on regions."""

    of: Finalist
    labels: Labels
    shares: Floats
    replicates: NDArray[np.int16] | None = None

    @property
    def score(self) -> float:
        return float(self.shares.mean())

    def row(self, single: Sequence[str]) -> dict[str, Any]:
        sizes = np.bincount(self.labels)
        return {
            "candidate": str(self.of),
            "matrix": self.of.matrix,
            "method": self.of.method,
            "clusters": self.of.number,
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
class Found:
    """candidates: in the order of matrices, methods and numbers. chosen: the one that the definition is made of, after the moves."""

    inputs: SearchInputs
    parameters: Mapping[str, Any]
    candidates: tuple[Candidate, ...]
    chosen: Candidate
    moves: tuple[Move, ...]
    definition: Definition
    findings: tuple[PanelFinding, ...]

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
            "chosen": str(self.chosen.of),
            "moves": [asdict(move) for move in self.moves],
            "findings": [_finding(finding) for finding in self.findings],
            **self.rows(),
        }

    def tables(self) -> dict[str, pyarrow.Table]:
        """The tables of `rows`; several codes of a cell are joined by spaces."""
        return {name: _table(rows) for name, rows in self.rows().items() if rows}


def _finding(finding: PanelFinding) -> dict[str, Any]:
    return asdict(finding) | {"values": dict(finding.values)}


def _table(rows: list[dict[str, Any]]) -> pyarrow.Table:
    flat = [
        {key: " ".join(value) if isinstance(value, tuple) else value for key, value in row.items()}
        for row in rows
    ]
    return pyarrow.Table.from_pylist(flat)
