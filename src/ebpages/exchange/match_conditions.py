"""Which published profiles are compared with one: the declared conditions asked of all at once, and what each of them leaves out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from ebpages.exchange.match_rules import Condition, Party, match_rules

Flags = npt.NDArray[np.bool_]
_NOWHERE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a condition leaves out. excluded: profiles that fail it. only: those that fail no other, so that they come back without it."""

    condition: Condition
    is_on: bool
    excluded: int
    only: int


class Parties:
    """Those that can be matched, in the order of a match index; a profile stands there once for each of its languages."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self.keys = np.array([each.key for each in parties], np.int64)
        self._is_first = np.zeros(len(parties), bool)
        self._is_first[np.unique(self.keys, return_index=True)[1]] = True
        self._is_request = np.array([each.is_request for each in parties], bool)
        self._expires = np.array([each.expires_on.toordinal() for each in parties], np.int64)
        self._stage = np.array([each.stage for each in parties], np.int64)
        self._owners = _places((each.owner,) for each in parties)
        self._countries = _places((each.country,) for each in parties)
        self._sought = _places(each.sought for each in parties)
        self._forms = _places(each.forms for each in parties)

    def followed(self, gone: Collection[int], newer: Sequence[Party]) -> "Parties":
        """Without the profiles of some keys, which keep their places and are shown no more, and with newer ones behind."""
        added, whole, count = Parties(newer), copy(self), len(self.keys)
        standing = ~np.isin(self.keys, list(gone))
        whole.keys = np.concatenate([self.keys, added.keys])
        whole._is_first = np.concatenate([self._is_first & standing, added._is_first])
        whole._is_request = np.concatenate([self._is_request, added._is_request])
        whole._expires = np.concatenate([np.where(standing, self._expires, 0), added._expires])
        whole._stage = np.concatenate([self._stage, added._stage])
        for name in ("_owners", "_countries", "_sought", "_forms"):
            before, more = getattr(self, name), getattr(added, name)
            joined = {
                value: np.concatenate([before.get(value, _NOWHERE), places + count])
                for value, places in more.items()
            }
            setattr(whole, name, before | joined)
        return whole

    def shown_on(self, day: date) -> Flags:
        return np.asarray(self._expires > day.toordinal(), bool)

    def failing(
        self, asker: Party, on: date, owners: Collection[str], own: Collection[int]
    ) -> dict[str, Flags]:
        """For each condition those that fail it. owners: ids that lead to the asker's owner. own: profiles that the reader knows to be the
        owner's, of which it may be silent. What a profile does not say excludes nothing."""
        goes_with = {other for form in asker.forms for other in match_rules().go_together.get(form, {form})}
        others_known = ~self._in(self._countries, ("",))
        elsewhere = others_known & ~self._in(self._countries, asker.sought) if asker.sought else self._none()
        seeks = self._in(self._sought, self._sought)
        not_sought = seeks & ~self._in(self._sought, (asker.country,)) if asker.country else self._none()
        other_form = self._in(self._forms, self._forms) & ~self._in(self._forms, goes_with)
        offered, wanted = (self._stage, asker.stage) if asker.is_request else (asker.stage, self._stage)
        same_role = self._is_request == asker.is_request
        return {
            "shown": ~self.shown_on(on),
            "role": same_role,
            "owner": self._in(self._owners, set(owners) - {""}) | np.isin(self.keys, list(own)),
            "countries": elsewhere | not_sought,
            "forms": other_form if asker.forms else self._none(),
            "stage": ~same_role & (self._stage > 0) & (asker.stage > 0) & np.less(offered, wanted),
        }

    def narrowed(
        self, asker: Party, failing: Mapping[str, Flags], off: Collection[str]
    ) -> tuple[Flags, tuple[Exclusion, ...]]:
        """Which may be matched when some conditions are switched off, and what each of all conditions leaves out."""
        others = self.keys != asker.key
        conditions = match_rules().conditions
        on = [each.code for each in conditions if not (each.switchable and each.code in off)]
        how_many = np.sum([failing[code] for code in on], axis=0)
        allowed = others & (how_many == 0)

        def count(flags: Flags) -> int:
            return int(np.count_nonzero(flags & others & self._is_first))

        return allowed, tuple(
            Exclusion(
                each,
                each.code in on,
                count(failing[each.code]),
                count(failing[each.code] & (how_many == 1)) if each.code in on else 0,
            )
            for each in conditions
        )

    def count(self, flags: Flags) -> int:
        return int(np.count_nonzero(flags & self._is_first))

    def _in(self, places: Mapping[str, npt.NDArray[np.int64]], values: Iterable[str]) -> Flags:
        found = self._none()
        for value in values:
            if value in places:
                found[places[value]] = True
        return found

    def _none(self) -> Flags:
        return np.zeros(len(self.keys), bool)


def _places(values: Iterable[Iterable[str]]) -> dict[str, npt.NDArray[np.int64]]:
    """Value -> where it stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(values):
        for value in each:
            found[value].append(place)
    return {value: np.array(places, np.int64) for value, places in found.items()}
