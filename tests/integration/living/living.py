"""What tests of living sources share: a fetch without a progress, and everything that the database holds of it."""

from pathlib import Path

from ebpages.files.download import Limits
from ebpages.living.actions.fetching import FetchResult, fetch
from ebpages.living.models import LivingEdition, LivingRow

LIMITS = Limits(connect=2, read=5, total=10, tries=1, backoff=0.001)


def run(
    *, since: str = "", until: str = "", folder: Path | None = None, accept_fewer: bool = False
) -> FetchResult:
    return fetch(
        name="trade_register_daily", since=since, until=until, from_folder=folder, accept_fewer=accept_fewer,
        progress=lambda *_: None, limits=LIMITS,
    )  # fmt: skip


def stored() -> list[tuple[str, str, str]]:
    rows = LivingRow.objects.values_list("edition__edition", "subject", "data")
    return sorted((edition, subject, str(data)) for edition, subject, data in rows)


def days() -> list[str]:
    return list(LivingEdition.objects.order_by("edition").values_list("edition", flat=True))
