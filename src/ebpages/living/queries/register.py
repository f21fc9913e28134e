"""Bodies of the register of events, as pages show them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Max

from ebpages.faces.language import active_language
from ebpages.living.models import LivingEdition, LivingRow
from ebpages.living.register_history import RegisterEvent, RegisterHistory, RegisterState, Row, history
from ebpages.living.rows_of_use import register_subject
from ebpages.living.shapes import RegisterEventView, RegisterLineView
from ebpages.living.wording import event_sentence, texts, value_text
from ebpages.reference.regions import oblast_of_register
from ebpages.sources.connector import Connector, connector

REGISTER = "trade_register_daily"


def register() -> Connector:
    return connector(REGISTER)


def newest_day(on: str = "") -> str:
    """The newest day of which a file is kept, up to a day; "" without any."""
    editions = LivingEdition.objects.filter(connector=REGISTER)
    if on:
        editions = editions.filter(edition__lte=on)
    return editions.aggregate(newest=Max("edition"))["newest"] or ""


def histories(identifiers: Iterable[str], on: str = "") -> Mapping[str, RegisterHistory]:
    """What the register says of each body up to a day, by its number of nine digits; nobody of whom it says nothing."""
    wanted = {register_subject(each): each for each in identifiers}
    rows: dict[str, list[Row]] = defaultdict(list)
    subjects = list(wanted)
    for start in range(0, len(subjects), 500):
        found = LivingRow.objects.filter(subject__in=subjects[start : start + 500], edition__connector=REGISTER).order_by()  # fmt: skip
        for subject, edition, data in found.values_list("subject", "edition__edition", "data"):
            rows[wanted[subject]].append((edition, data))
    told = {identifier: history(of_body, on) for identifier, of_body in rows.items()}
    return {identifier: each for identifier, each in told.items() if each.state}


def event_views(events: Iterable[RegisterEvent]) -> tuple[RegisterEventView, ...]:
    """The newest first."""
    return tuple(_event_view(event) for event in sorted(events, key=lambda each: each.day, reverse=True))


def _event_view(event: RegisterEvent) -> RegisterEventView:
    line = event.line
    shown = line and RegisterLineView(
        edition=line.edition,
        field=texts("fields")[line.field].name(active_language()),
        operation=line.operation,
        entry=line.entry,
        record=line.record,
        text=json.dumps(line.value, ensure_ascii=False) if line.value else "",
    )
    return RegisterEventView(event.kind, event.day, event_sentence(event, active_language()), shown)


def condition_label(state: RegisterState) -> str:
    return texts("conditions")[state.condition].name(active_language())


def shown_value(state: RegisterState, name: str) -> str:
    return value_text(state.values.get(name), active_language())


def region_of(state: RegisterState) -> str:
    """The oblast of the seat, by its NUTS 3 code; "" where it is not known."""
    oblast = oblast_of_register(str(state.values.get("seat", {}).get("district", "")))
    return oblast.code if oblast else ""
