"""What the form of a page and its preview show."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.accounts.models import Person
from ebpages.accounts.permissions import Permission
from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.faces.language import active_language
from ebpages.faces.shapes import WorkItem
from ebpages.own_pages.merge import Merge, merge
from ebpages.own_pages.models import Draft, SetAside
from ebpages.own_pages.page import Beginning, Change, Value, Values, changes, read, stored
from ebpages.own_pages.page_form import (
    ELSEWHERE,
    FormField,
    FormGroup,
    faults,
    form,
    label_of,
    several,
    shown,
)
from ebpages.own_pages.page_shapes import (
    DraftView,
    EditForm,
    FaultView,
    Preview,
    PreviewGroup,
    ShownChange,
    ShownProperty,
    ShownValue,
    WhoSaved,
)
from ebpages.own_pages.queries.page import page_state, values_at
from ebpages.publish.logo_picture import SUFFIX
from ebpages.reference.languages import languages
from ebpages.registry import models as registry
from ebpages.registry.contributions import SOURCE as SAID_BY_THEMSELVES
from ebpages.registry.own_properties import groups, own_properties
from ebpages.registry.queries.evidence import shown as text_of
from ebpages.registry.queries.public_names import names_of


def edit_form(reader: Reader, public_id: str, typed: Values | None = None) -> EditForm:
    """The draft, or what is published; where the reader's own typing clashes with what others saved, their own, with the others' beside it.

    typed: what was typed and could not be saved.
    """
    state = page_state(public_id)
    aside = SetAside.objects.seen_by(reader).filter(of_organisation(public_id)).first()
    merged = Merge(state.values if typed is None else typed, ())
    meanwhile: tuple[WhoSaved, ...] = ()
    if aside and typed is None:
        began = Beginning.read(aside.began)
        merged = merge(values_at(public_id, began), read(aside.values), state.values, several())
        meanwhile = _saved_since(reader, public_id, began)
    language = active_language()
    wrong = faults(merged.values, language)
    fields = form(merged.values, language, wrong, merged.clashes, _in_lists(public_id))
    return EditForm(
        groups=fields,
        beginning=str(state.beginning),
        version=state.draft.version if state.draft else 0,
        saved_by=name_of_person(reader, public_id, state.draft.by) if state.draft else "",
        saved_at=state.draft.at if state.draft else None,
        meanwhile=meanwhile,
        clashes=len(merged.clashes),
        faults=tuple(_sentences(fields)),
        logo=logo_of(state.values),
        is_changed=bool(state.draft and changes(state.published, state.values)),
    )


def draft(reader: Reader, public_id: str) -> DraftView:
    """The draft, or what is published, as programs read and write it."""
    state, language = page_state(public_id), active_language()
    return DraftView(
        began=str(state.beginning),
        version=state.draft.version if state.draft else 0,
        saved_by=name_of_person(reader, public_id, state.draft.by) if state.draft else "",
        saved_at=state.draft.at if state.draft else None,
        is_changed=bool(state.draft and changes(state.published, state.values)),
        values=stored({name: said for name, said in state.values.items() if name not in ELSEWHERE}),
        faults=tuple(
            FaultView(name, label_of(name, language), sentences)
            for name, sentences in faults(state.values, language).items()
        ),
        logo=logo_of(state.values),
    )


def _in_lists(public_id: str) -> dict[str, tuple[str, ...]]:
    """What the lists say, by property; each value once."""
    found: dict[str, dict[str, None]] = {}
    stated = registry.Statement.objects.filter(record__organisation=public_id)
    for statement in stated.exclude(record__source=SAID_BY_THEMSELVES.slug):
        found.setdefault(statement.property, {})[text_of(statement)] = None
    return {name: tuple(texts) for name, texts in found.items()}


def _sentences(fields: Sequence[FormGroup]) -> Sequence[tuple[str, str, str]]:
    """Id of the field, its label, what is wrong."""
    all_fields: list[FormField] = [field for group in fields for field in group.fields]
    return [(field.id, field.label, sentence) for field in all_fields for sentence in field.errors]


def _saved_since(reader: Reader, public_id: str, began: Beginning) -> tuple[WhoSaved, ...]:
    """Who saved what since somebody began, the first one first."""
    rows = Draft.objects.seen_by(reader).filter(organisation=public_id).select_related("by")
    before = values_at(public_id, began)
    found = []
    for row in (
        rows.filter(version__gt=began.number) if began.of_draft else rows.filter(based_on=began.number)
    ):
        after = read(row.values)
        found.append(
            WhoSaved(name_of_person(reader, public_id, row.by), row.at, shown_changes(changes(before, after)))
        )
        before = after
    return tuple(each for each in found if each.changes)


def preview(reader: Reader, public_id: str) -> Preview:
    """The page as it will be when the draft is published, and what that changes."""
    state = page_state(public_id)
    return Preview(
        groups=shown_page(state.values),
        logo=logo_of(state.values),
        changes=shown_changes(changes(state.published, state.values)),
        version=state.draft.version if state.draft else 0,
        faults=sum(map(len, faults(state.values, active_language()).values())),
    )


def shown_page(values: Values) -> tuple[PreviewGroup, ...]:
    language = active_language()
    by_group: dict[str, list[ShownProperty]] = {code: [] for code in groups()}
    for each in own_properties():
        if each.code in values and each.kind != "file":
            said = ShownProperty(each.label.name(language), _values(each.code, values[each.code]))
            by_group[each.group].append(said)
    return tuple(
        PreviewGroup(groups()[code].name(language), tuple(said)) for code, said in by_group.items() if said
    )


def shown_changes(changed: Sequence[Change]) -> tuple[ShownChange, ...]:
    return tuple(
        ShownChange(
            label_of(each.name, active_language()),
            _values(each.name, each.removed),
            _values(each.name, each.added),
            _values(each.name, tuple(value for value in each.before if value in each.after)),
        )
        for each in changed
    )


def _values(code: str, said: Sequence[Value]) -> tuple[ShownValue, ...]:
    language = active_language()
    names = {term.code: term.name(language) for term in languages()}
    if code == "logo":
        return tuple(ShownValue(_("a picture")) for _value in said)
    return tuple(
        ShownValue(shown(code, each.text, language), names.get(each.language, each.language)) for each in said
    )


def logo_of(values: Values) -> str:
    """By its digest, "" where there is none."""
    return next((value.text.removesuffix(f".{SUFFIX}") for value in values.get("logo", ())), "")


def name_of_person(reader: Reader, public_id: str, person: Person | None) -> str:
    """A name for those of the organisation and the agency, for others the code by which public rows name the person."""
    if person is None:
        return _("the operator of the site")
    if reader.may(Permission.SEE_INSIDE, public_id) or reader.may(Permission.REVERT_PAGES):
        return person.get_full_name()
    return f"person:{person.code}"


def draft_logo(public_id: str) -> str:
    return logo_of(page_state(public_id).values)


def is_published_logo(file: str) -> bool:
    said = registry.Contribution.objects.filter(property="logo", value=file, withdrawn_at=None)
    return said.exists()


def is_draft_logo(reader: Reader, file: str) -> bool:
    """Whether it is in a draft of an organisation inside of which the reader may see."""
    drafts = Draft.objects.seen_by(reader).filter(ended_at=None)
    return drafts.filter(values__logo__0__value=file).exists()


def work_of_pages(reader: Reader) -> Iterator[WorkItem]:
    """Texts of the reader that wait for a choice, and drafts that nobody has published yet."""
    aside = SetAside.objects.seen_by(reader).filter(organisation__in=reader.where(Permission.EDIT_PAGE))
    drafts = Draft.objects.seen_by(reader).filter(
        organisation__in=reader.where(Permission.PUBLISH_PAGE), ended_at=None
    )
    names = names_of(
        [*aside.values_list("organisation", flat=True), *drafts.values_list("organisation", flat=True)]
    )
    for row in aside:
        yield WorkItem(
            what=_("You and somebody else changed the same text of the page"),
            about=names[row.organisation_id],
            since=row.at,
            step=_("Choose"),
            url=reverse("own_pages:edit", args=[row.organisation_id]),
        )
    for row in drafts.exclude(organisation__in=aside.values("organisation")):
        yield WorkItem(
            what=_("A draft of the page is not published"),
            about=names[row.organisation_id],
            since=row.at,
            step=_("Look at it and publish"),
            url=reverse("own_pages:preview", args=[row.organisation_id]),
        )
