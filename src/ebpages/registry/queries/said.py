"""What an organisation says of itself, for its page and for lists: in the reader's language where it speaks it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.publish.numerals import write_date
from ebpages.registry import models
from ebpages.registry.contributions import SOURCE
from ebpages.registry.own_properties import own_properties, parts
from ebpages.registry.queries.evidence import fact, organisation_url, said_on
from ebpages.registry.shapes import Fact, SaidView, Value

# These stand where lists state the same; a logo is a picture.
_ELSEWHERE = frozenset(
    (
        "name",
        "kind",
        "country",
        "seat",
        "address",
        "website",
        "sector",
        "founded",
        "members",
        "member_kinds",
        "network",
        "description",
        "logo",
    )
)
Statements = Sequence[models.Statement]


def said_view(statements: Iterable[models.Statement], on: date) -> SaidView | None:
    """statements: of all records of an organisation, in order, with their records. on: the day on which certificates must hold."""
    own = [s for s in statements if s.record.source_id == SOURCE.slug]
    if not own:
        return None
    names = _names_of(s.value for s in own if s.property in ("member_of", "has_member"))
    shown = (each.code for each in own_properties() if each.code not in _ELSEWHERE)
    facts = (_fact(code, [s for s in own if s.property == code], names, on) for code in shown)
    descriptions = in_readers_language([s for s in own if s.property == "description"])
    logos = [s.value for s in own if s.property == "logo"]
    return SaidView(
        on=max(said_on(s.record) for s in own),
        description=fact("description", descriptions[:1]).values[0] if descriptions else None,
        facts=tuple(each for each in facts if each.values),
        logo=logos[-1] if logos else "",
    )


def contacts_of(statements: Iterable[models.Statement]) -> dict[str, tuple[Value, ...]]:
    """Organisation -> its public contacts. Wants `record__source` selected."""
    by_owner: dict[str, list[models.Statement]] = {}
    for statement in statements:
        by_owner.setdefault(str(statement.record.organisation_id), []).append(statement)
    return {
        owner: tuple(map(_contact, fact("contact_public", said).values)) for owner, said in by_owner.items()
    }


def in_readers_language(statements: Statements) -> Statements:
    """Those in the reader's language and those without one; else those in English, Bulgarian or whatever there is."""
    for language in (active_language(), "en", "bg"):
        if fitting := [s for s in statements if s.language in (language, "")]:
            return fitting
    return [s for s in statements if s.language == statements[0].language]


def _fact(code: str, statements: Statements, names: dict[str, str], on: date) -> Fact:
    stated = fact(code, in_readers_language(statements) if statements else ())
    if code == "contact_public":
        return replace(stated, values=tuple(map(_contact, stated.values)))
    if code in ("member_of", "has_member"):
        return replace(stated, values=tuple(_organisation(value, names) for value in stated.values))
    if code == "certificates":
        ends = {statement.value: statement.valid_until for statement in statements}
        return replace(
            stated, values=tuple(_certificate(value, ends[value.text or ""], on) for value in stated.values)
        )
    return stated


def _certificate(value: Value, until: str, on: date) -> Value:
    if not until:
        return value
    day = write_date(date.fromisoformat(until), active_language())
    note = _("valid until %(day)s") % {"day": day}
    return replace(value, note=note, state="lapsed" if until < on.isoformat() else value.state)


def _contact(value: Value) -> Value:
    role, to = parts(value.text or "")
    address = f"mailto:{to}" if "@" in to else f"tel:{''.join(c for c in to if c in '+0123456789')}"
    return replace(value, text=to, note=role, href=address)


def _organisation(value: Value, names: dict[str, str]) -> Value:
    public_id = value.text or ""
    if public_id not in names:
        return replace(value, note=_("no longer in the register"))
    return replace(value, text=names[public_id], href=organisation_url(public_id), code=public_id)


def _names_of(ids: Iterable[str]) -> dict[str, str]:
    """Names by id, an id that was merged into another included."""
    given = models.PublicId.objects.filter(id__in=set(ids)).values_list("id", "heir")
    led = {public_id: heir or public_id for public_id, heir in given}
    shown = models.Organisation.objects.in_bulk(list(led.values()))
    return {public_id: shown[to].heading[0] for public_id, to in led.items() if to in shown}
