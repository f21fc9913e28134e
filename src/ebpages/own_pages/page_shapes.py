"""What the pages about an organisation's own page show."""

from dataclasses import dataclass
from datetime import datetime

from ebpages.faces.shapes import MissingStep, TextOrNull
from ebpages.own_pages.page_form import FormGroup
from ebpages.registry.shapes import FindingView


@dataclass(frozen=True, slots=True)
class ShownValue:
    """language: its name, where the value says in which it is."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ShownProperty:
    label: str
    values: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    label: str
    removed: tuple[ShownValue, ...]
    added: tuple[ShownValue, ...]
    kept: tuple[ShownValue, ...]


@dataclass(frozen=True, slots=True)
class WhoSaved:
    name: str
    at: datetime
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class EditForm:
    """beginning, version: of what the form shows. saved_by: who saved the draft last, "" where there is none.

    meanwhile: what others saved after the reader began, where a text clashes; faults: how many there are.
    """

    groups: tuple[FormGroup, ...]
    beginning: str
    version: int
    saved_by: str
    saved_at: datetime | None
    meanwhile: tuple[WhoSaved, ...]
    clashes: int
    faults: tuple[tuple[str, str, str], ...]
    logo: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class FaultView:
    """What keeps a property from being published."""

    property: str
    label: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """The page as it is written. began: the state that it is, for who writes from it. version: of the draft, 0 where nothing is in draft.

    values: of the draft, else what is published: property -> values, as they are sent back. logo: by its digest.
    """

    began: str
    version: int
    saved_by: TextOrNull
    saved_at: datetime | None
    is_changed: bool
    values: dict[str, list[dict[str, str]]]
    faults: tuple[FaultView, ...]
    logo: TextOrNull


@dataclass(frozen=True, slots=True)
class PreviewGroup:
    title: str
    properties: tuple[ShownProperty, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """version: of the draft, 0 where there is none."""

    groups: tuple[PreviewGroup, ...]
    logo: str
    changes: tuple[ShownChange, ...]
    version: int
    faults: int


@dataclass(frozen=True, slots=True)
class EditionRow:
    number: int
    at: datetime
    who: str
    note: str
    reverted_to: int | None
    for_agency: bool
    changed: tuple[str, ...]
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    earlier: EditionRow
    later: EditionRow
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    key: int
    kind: str
    kind_label: str
    value: str
    audience: str
    audience_label: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """state: confirmed, denied or said. url: of the other one's page, "" of who is not in the registry."""

    key: int
    name: str
    url: str
    kind: str
    state: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MembersView:
    """members: those that an organisation names and that do not deny it. clusters: those that name it."""

    members: tuple[MemberView, ...]
    clusters: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class FindingStep:
    """url: of the field in which the organisation says what is right; "" where only the list can be corrected."""

    finding: FindingView
    url: str


@dataclass(frozen=True, slots=True)
class CriterionView:
    """word: yes, no or cannot_be_told. url: where the organisation can do something about it. own: it is asked itself; answered: what it said."""

    code: str
    label: str
    asks: str
    word: str
    found: str
    settle: str
    url: str
    own: bool
    is_number: bool
    answered: str


@dataclass(frozen=True, slots=True)
class ReadinessView:
    title: str
    source: str
    word: str
    waived: bool
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class NextSteps:
    missing: tuple[MissingStep, ...]
    findings: tuple[FindingStep, ...]
    readiness: ReadinessView | None
    has_draft: bool
    waiting: tuple[MemberView, ...]
