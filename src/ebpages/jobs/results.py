"""The files that jobs leave: one folder, names that only we give."""

import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from ebpages.publish.checksums import DamagedFile, beside, check_kept, note_sum
from ebpages.publish.whole_file import make_folder, put_in_place

logger = logging.getLogger(__name__)

MEDIA_TYPES = {".pdf": "application/pdf"}


class Results:
    """The folder of results, made when it is first written to. Hosts that share a database share this folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def draft(self, job: UUID, attempt: int) -> Path:
        """Where a worker writes; nobody is served from there."""
        make_folder(self.folder)
        return self.folder / f".{job}.{attempt}"

    def keep(self, draft: Path, job: UUID, suffix: str) -> str:
        """Move a draft that is whole to where it is served from; returns its name."""
        if suffix not in MEDIA_TYPES:
            raise ValueError(f"no media type is known for {suffix!r}; add it to MEDIA_TYPES")
        name = f"{job}{suffix}"
        note_sum(draft, self.folder / name)
        put_in_place(draft, self.folder / name)
        for left_by_a_killed_worker in self.folder.glob(f".{job}.[0-9]*"):
            left_by_a_killed_worker.unlink(missing_ok=True)
        return name

    def file(self, name: str) -> Path | None:
        """The file called `name`, or None where there is none (any more); one that is damaged is gone, and is made again when asked for."""
        path = self.folder / name
        if not name or path.parent != self.folder or not path.is_file():
            return None
        try:
            check_kept(path)
        except DamagedFile as damage:
            logger.error("%s. It is no longer given out, and is made again for whoever asks", damage)  # noqa: TRY400
            return None
        return path

    def older_than(self, moment: float) -> Iterator[Path]:
        """Files last written before `moment` (seconds since 1970): old results with their checksums, and drafts of workers that died."""
        if self.folder.is_dir():
            for path in [path for path in self.folder.iterdir() if path.stat().st_mtime < moment]:
                yield from (path, beside(path))
