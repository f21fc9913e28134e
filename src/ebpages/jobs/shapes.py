"""What the page of a job gets from queries: finished and in one language."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JobView:
    """A piece of work in the background.

    state: queued, running, done, failed or stopped. before: how many others are done first. percent: of the stage, None where
    that cannot be told. seconds: how long it has run or took. mine: whether whoever looks asked for it, and may
    stop it. size: of the file in bytes. file: its name in the folder of results,
    empty where it is no longer kept; file_name: under which a visitor saves it.
    """

    id: str
    url: str
    title: str
    state: str
    stage: str
    done: int
    total: int
    percent: int | None
    before: int
    seconds: int
    stopping: bool
    mine: bool
    error: str
    file: str
    file_name: str
    size: int
    kept_until: datetime | None

    @property
    def open(self) -> bool:
        """Whether something will still change."""
        return self.state in ("queued", "running")
