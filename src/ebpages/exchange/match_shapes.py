"""What pages and the API get of matches and watches, and what programs send of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ebpages.exchange.shapes import ProfileCard
from ebpages.faces.shapes import RequestBody, TextOrNull


@dataclass(frozen=True, slots=True)
class MatchReason:
    """kind: word, translation, sound, code, meaning, form or country."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class JudgementView:
    """changed: the other profile has a newer version than the one that was judged. by: who judged."""

    verdict: str
    verdict_name: str
    reason: TextOrNull
    words: TextOrNull
    by: TextOrNull
    at: datetime
    changed: bool


@dataclass(frozen=True, slots=True)
class ProfileMatch:
    """A published profile that fits, the reasons in words, the strongest first. meaning_waits: its meaning is still being worked out.

    judged: what people of one's own organisation said of it.
    """

    card: ProfileCard
    reasons: tuple[MatchReason, ...]
    meaning_waits: bool
    judged: JudgementView | None = None


@dataclass(frozen=True, slots=True)
class ConditionView:
    """excluded: profiles that fail it. only: those that come back where it is switched off; 0 where it is off."""

    code: str
    name: str
    is_on: bool
    switchable: bool
    excluded: int
    only: int


@dataclass(frozen=True, slots=True)
class Matches:
    """compared: profiles that every condition leaves. total: all others that are published. by_meaning: whether texts were compared by meaning
    too, and not by words and glossary alone. set_aside: matches that were judged not to fit."""

    results: tuple[ProfileMatch, ...]
    conditions: tuple[ConditionView, ...]
    compared: int
    total: int
    by_meaning: bool
    set_aside: tuple[ProfileMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """An organisation that could answer a profile, by what is on its page."""

    id: str
    name: str
    url: str
    kind: str
    reasons: tuple[MatchReason, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class WatchView:
    """about: what is watched, in words. url: of the list or of the matches. told: profiles that it has told of. next_on: the day on which the person is told next, if there is something new by then."""

    code: str
    about: str
    url: str
    every: str
    every_name: str
    told: int
    since: datetime
    next_on: date


class MatchVerdict(RequestBody):
    """reason: code, needed where it is not for me. words: needed where the reason is `other`."""

    verdict: Literal["fits", "not_for_me"]
    reason: str = Field("", max_length=20)
    words: str = Field("", max_length=20_000)


class NewWatch(RequestBody):
    """profile: code of a profile of mine; or question: the end of the address of the list, such as `q=wood&type=TO`."""

    profile: str = Field("", max_length=16)
    question: str = Field("", max_length=1000)
    every: Literal["day", "week"] = "week"
