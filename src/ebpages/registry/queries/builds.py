"""When the registry was built and from what."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Max

from ebpages.registry import models
from ebpages.search.models import Change


@dataclass(frozen=True, slots=True)
class Built:
    """state: a short code; the same lists, rules, code and permanent rows give the same."""

    at: datetime
    state: str
    as_of: date
    counts: dict[str, int]


def registry_is_built() -> bool:
    return models.Build.objects.exists()


def built() -> Built | None:
    last = models.Build.objects.first()
    if last is None:
        return None
    state = sha256(f"{last.digest} {last.permanent}".encode()).hexdigest()[:12]
    return Built(last.finished_at, state, last.as_of, last.counts)


def state_of_registry() -> str:
    """A text that is another one after every build, so that what was worked out from one is not shown with the next."""
    last = models.Build.objects.values_list("id", "finished_at").first()
    return f"{last} {Change.objects.aggregate(last=Max('id'))['last']}"
