"""When the registry was built and from what."""

from dataclasses import dataclass
from datetime import date, datetime

from ebpages.registry import models


@dataclass(frozen=True, slots=True)
class Built:
    at: datetime
    as_of: date
    counts: dict[str, int]


def registry_is_built() -> bool:
    return models.Build.objects.exists()


def built() -> Built | None:
    last = models.Build.objects.first()
    return Built(last.finished_at, last.as_of, last.counts) if last else None
