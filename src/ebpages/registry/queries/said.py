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
from ebpages.registry.queries.evidence import fact, said_on
from ebpages.registry.shapes import Fact, SaidView, Value

# These stand where lists state the same; a logo is a picture; of members it counts what both sides say, which own pages show.
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
        "member_of",
        "has_member",
    )
)
_MEMBERS = frozenset({"member_of", "has_member"})
Statements = Sequence[models.Statement]


def said_view(statements: Iterable[models.Statement], on: date) -> SaidView | None:
    """statements: of all records of an organisation, in order, with their records. on: the day on which certificates must hold."""
    own = [s for s in statements if s.record.source_id == SOURCE.slug and s.property not in _MEMBERS]
    if not own:
        return None
    shown = (each.code for each in own_properties() if each.code not in _ELSEWHERE)
    facts = (_fact(code, [s for s in own if s.property == code], on) for code in shown)
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


def _fact(code: str, statements: Statements, on: date) -> Fact:
    stated = fact(code, in_readers_language(statements) if statements else ())
    if code == "contact_public":
        return replace(stated, values=tuple(map(_contact, stated.values)))
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
