"""What the register of events says of an organisation today or on a day, beside what every list says, and where they contradict each other."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from ebpages.faces.capabilities import Panel
from ebpages.faces.language import active_language
from ebpages.living.queries.register import (
    condition_label,
    event_views,
    histories,
    newest_day,
    region_of,
    register,
    shown_value,
)
from ebpages.living.register_history import RegisterHistory, RegisterState
from ebpages.living.shapes import ContradictionView, ListStateView, RegisteredBody, TimelineView
from ebpages.publish.typography import day as day_in_words
from ebpages.reference.legal_forms import legal_form, legal_forms
from ebpages.reference.settlements import find_settlements
from ebpages.registry import models
from ebpages.registry.names import parse_name
from ebpages.registry.queries.evidence import record_url, shown, source_title

_STATES = ("registry_state", "activity")
_TOLD = (*_STATES, "name", "seat")
# What a list may say while the register says what stands beside it.
_AGREES = {
    "active": {"active", "in_establishment", "project_only", "no_information"},
    "in_liquidation": {"in_liquidation", "inactive", "no_information", "project_only"},
    "insolvent": {"insolvent", "inactive", "no_information", "project_only"},
    "struck_off": {"inactive", "no_information"},
}


def panels(public_id: str) -> Iterator[Panel]:
    view = timeline(public_id)
    if view and view.bodies:
        yield Panel("register", _("In the Trade Register today"), view.attribution, "living/panel.html", view)


def timeline(public_id: str, on: str = "") -> TimelineView | None:
    """None where there is no such organisation."""
    organisation = models.Organisation.objects.filter(id=public_id).first()
    if organisation is None:
        return None
    entities = {str(each.identifier): each for each in organisation.entities.filter(identifier__isnull=False)}
    told = histories(entities, on)
    statements = _statements(public_id, told)
    source = register()
    return TimelineView(
        organisation=public_id,
        on=on,
        newest=newest_day(on),
        bodies=tuple(_body(each, entities[each], told[each], statements) for each in sorted(told)),
        attribution=source.attribution.name(active_language()),
        licence=source.licence.name(active_language()),
        licence_url=source.licence_url,
    )


def _statements(public_id: str, told: object) -> list[models.Statement]:
    """Of lists, and not of the organisation itself. Nothing is asked where no body of it is in the register."""
    if not told:
        return []
    found = models.Statement.objects.filter(record__organisation=public_id, property__in=_TOLD).exclude(record__source__edition="")  # fmt: skip
    return list(found.select_related("record__source").order_by("record__source__order", "record__row", "id"))


def _body(
    identifier: str,
    entity: models.LegalEntity,
    told: RegisterHistory,
    statements: Sequence[models.Statement],
) -> RegisteredBody:
    state = told.state
    assert state is not None
    own = [each for each in statements if each.record.entity_id == entity.id]
    return RegisteredBody(
        identifier=identifier,
        name=shown_value(state, "name"),
        foreign_name=shown_value(state, "foreign_name"),
        legal_form=shown_value(state, "legal_form"),
        seat=shown_value(state, "seat"),
        region=region_of(state),
        activity=shown_value(state, "activity"),
        activity_code=shown_value(state, "activity_code"),
        condition=state.condition,
        condition_label=condition_label(state),
        since=state.since,
        seen=state.seen,
        heirs=state.heirs,
        events=event_views(told.events),
        list_states=tuple(_list_state(each) for each in own if each.property in _STATES),
        contradictions=tuple(_contradictions(state, entity, own)),
    )


def _list_state(statement: models.Statement) -> ListStateView:
    source = statement.record.source
    return ListStateView(
        source.slug, source_title(source), source.edition, shown(statement), record_url(statement.record)
    )


def _contradictions(
    state: RegisterState, entity: models.LegalEntity, statements: Sequence[models.Statement]
) -> Iterator[ContradictionView]:
    seen: set[tuple[str, str]] = set()
    for statement in statements:
        kind = "state" if statement.property in _STATES else statement.property
        if _contradicts(kind, statement.value, state) and (kind, statement.value) not in seen:
            seen.add((kind, statement.value))
            yield _contradiction(kind, statement, state)
    form = _form_of(state.text("legal_form"))
    if form and entity.legal_form and form != entity.legal_form and statements:
        first = next((each for each in statements if each.property == "name"), statements[0])
        sentence = _(
            "%(list)s: the legal form by its name is %(said)s; in the Trade Register it is %(now)s (%(day)s)."
        )
        yield ContradictionView(
            "legal_form",
            sentence % _params(first, legal_form(entity.legal_form).name(active_language()), state, "legal_form"),
            record_url(first.record),
        )  # fmt: skip


def _contradicts(kind: str, value: str, state: RegisterState) -> bool:
    if kind == "state":
        return value not in _AGREES[state.condition]
    if kind == "name":
        names = {parse_name(text).key for name in ("name", "foreign_name") if (text := state.text(name))}
        return bool(names) and parse_name(value).key not in names
    listed, now = find_settlements(value), find_settlements(_place(state))
    return bool(listed) and bool(now) and now[0] not in listed


def _place(state: RegisterState) -> str:
    return str(state.values.get("seat", {}).get("settlement", ""))


def _form_of(text: str) -> str:
    """The code of a legal form that is written out."""
    written = " ".join(text.upper().split())
    return next((form.code for form in legal_forms() if written and written in form.written), "")


def _contradiction(kind: str, statement: models.Statement, state: RegisterState) -> ContradictionView:
    sentences = {
        "state": _("%(list)s: the state is “%(said)s”; in the Trade Register it is “%(now)s” (%(day)s)."),
        "name": _("%(list)s: the name is “%(said)s”; in the Trade Register it is “%(now)s” (%(day)s)."),
        "seat": _("%(list)s: the seat is “%(said)s”; in the Trade Register it is “%(now)s” (%(day)s)."),
    }
    return ContradictionView(kind, sentences[kind] % _params(statement, shown(statement), state, kind), record_url(statement.record))  # fmt: skip


def _params(statement: models.Statement, said: str, state: RegisterState, kind: str) -> dict[str, str]:
    source = statement.record.source
    now = condition_label(state) if kind == "state" else shown_value(state, kind)
    edition = f" ({day_in_words(source.edition, active_language())})" if source.edition else ""
    return {
        "list": source_title(source) + edition, "said": said, "now": now, "day": day_in_words(state.seen, active_language())
    }  # fmt: skip
