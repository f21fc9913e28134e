"""A folder that keeps the finished steps of a search, so that it can be stopped at any moment and taken up again."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ebpages.mapping.definitions.inputs import SearchInputs
from ebpages.publish.checksums import DamagedFile, check_kept, file_with_sum
from ebpages.publish.whole_file import make_folder, whole_file

Arrays: TypeAlias = Mapping[str, NDArray[Any]]
MANIFEST = "search.json"
_FORM = 1  # raised whenever the same inputs would give other steps


class OtherCheckpoint(ValueError):
    """The folder keeps steps that this search cannot use, or must not without being told to."""


class Checkpoint:
    """Steps by name, each written whole or not at all. folder: None keeps nothing."""

    def __init__(self, folder: Path | None, manifest: Mapping[str, str], *, resume: bool) -> None:
        """manifest: what a search is one of, by words that a message can use. Raises OtherCheckpoint."""
        self._folder = folder
        if folder is None:
            return
        make_folder(folder)
        kept = _manifest(folder)
        if kept is not None:
            _refuse_other(folder, kept, manifest, resume)
        else:
            with whole_file(folder / MANIFEST) as draft:
                draft.write_text(json.dumps(dict(manifest), indent=1), encoding="utf-8")

    def load(self, step: str) -> Arrays | None:
        """The arrays of a finished step; None where there is none, or its file is damaged, so that it is done again."""
        if self._folder is None:
            return None
        try:
            check_kept(self._folder / f"{step}.npz")
            with np.load(self._folder / f"{step}.npz", allow_pickle=False) as kept:
                return {name: kept[name] for name in kept.files}
        except (DamagedFile, OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def keep(self, step: str, arrays: Arrays) -> None:
        if self._folder is not None:
            with file_with_sum(self._folder / f"{step}.npz") as draft, draft.open("wb") as draft_file:
                np.savez(draft_file, allow_pickle=False, **dict(arrays))


def manifest_of(inputs: SearchInputs, parameters: Mapping[str, object]) -> dict[str, str]:
    """What must be the same for finished steps to be used again."""
    return {
        "form": str(_FORM),
        "panel": f"{inputs.panel} {inputs.vintage} {inputs.year}".strip(),
        "regions": _digest(inputs.regions),
        "industries": _digest(inputs.industries),
        **{name: _digest(values) for name, values in {**inputs.counted, **inputs.fixed}.items()},
        **{name: str(value) for name, value in parameters.items()},
    }


def _digest(values: tuple[str, ...] | NDArray[Any]) -> str:
    data = (
        json.dumps(values).encode() if isinstance(values, tuple) else np.ascontiguousarray(values).tobytes()
    )
    return hashlib.sha256(data).hexdigest()


def _manifest(folder: Path) -> dict[str, str] | None:
    try:
        kept = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        kept = None
    if not isinstance(kept, dict):
        raise OtherCheckpoint(
            f"{folder}: {MANIFEST} cannot be read, so it is not known what its steps belong to. Remove the folder, or name another"
        )
    return kept


def _refuse_other(folder: Path, kept: Mapping[str, str], wanted: Mapping[str, str], resume: bool) -> None:
    differing = sorted(name for name in kept.keys() | wanted.keys() if kept.get(name) != wanted.get(name))
    if differing:
        raise OtherCheckpoint(
            f"{folder} keeps another search: it differs in {', '.join(differing)}. Give the same data and parameters to take it up "
            "again, or name another folder"
        )
    if not resume:
        raise OtherCheckpoint(f"{folder} keeps this search already. Ask to resume it, or name another folder")
