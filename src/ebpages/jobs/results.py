"""The files that jobs leave: one folder, names that only we give."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from ebpages.publish.whole_file import put_in_place

MEDIA_TYPES = {".pdf": "application/pdf"}


class Results:
    """The folder of results, made when it is first written to. Hosts that share a database share this folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def draft(self, job: UUID, attempt: int) -> Path:
        """Where a worker writes; nobody is served from there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / f".{job}.{attempt}"

    def keep(self, draft: Path, job: UUID, suffix: str) -> str:
        """Move a draft that is whole to where it is served from; returns its name."""
        if suffix not in MEDIA_TYPES:
            raise ValueError(f"no media type is known for {suffix!r}; add it to MEDIA_TYPES")
        name = f"{job}{suffix}"
        put_in_place(draft, self.folder / name)
        return name

    def file(self, name: str) -> Path | None:
        """The file called `name`, or None where there is none (any more)."""
        path = self.folder / name
        return path if name and path.parent == self.folder and path.is_file() else None

    def older_than(self, moment: float) -> Iterator[Path]:
        """Files last written before `moment` (seconds since 1970): old results, and drafts of workers that died."""
        if self.folder.is_dir():
            yield from (path for path in self.folder.iterdir() if path.stat().st_mtime < moment)
