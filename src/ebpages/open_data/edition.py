"""The bulk files as they were once made: a folder with the files, their checksums and a manifest that says what they are."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from ebpages.publish.checksums import DamagedFile, check_file

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileOfEdition:
    """rows: without the head. sha256: of the whole file. columns: their names; () for a file without."""

    name: str
    size: int
    rows: int
    sha256: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """register: tells every change of the register, and names the folder. state: of the register, as citations name it.

    data_of: the newest edition of the lists. made_at: ISO time.
    """

    register: str
    state: str
    data_of: str
    made_at: str
    files: tuple[FileOfEdition, ...]

    def file(self, name: str) -> FileOfEdition | None:
        return next((file for file in self.files if file.name == name), None)

    def manifest(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"

    def sums(self) -> str:
        """As `sha256sum --check` reads them."""
        return "".join(f"{file.sha256}  {file.name}\n" for file in self.files)


def read_edition(folder: Path) -> Edition | None:
    """The edition of a folder; None where there is none that is whole: the manifest is written last."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = tuple(
            FileOfEdition(**{**file, "columns": tuple(file["columns"])}) for file in told.pop("files")
        )
        return Edition(**told, files=files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def is_whole(folder: Path, file: FileOfEdition) -> bool:
    """Whether a file is as it was written."""
    try:
        check_file(folder / file.name, file.sha256)
    except DamagedFile:
        return False
    return True
