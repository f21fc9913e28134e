"""Invented daily files of the Trade Register, in its XML and in the JSON that the portal makes of it."""

import json
import xml.etree.ElementTree as ET
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ebpages.registry.identifiers import check_digit

_TAGS = {
    "00010": "UIC", "00020": "Company", "00030": "LegalForm", "00040": "Transliteration", "00060": "SubjectOfActivity",
    "00070": "Managers", "00260": "CessationOfTrade", "00270": "AddemptionOfTrader",
}  # fmt: skip
_FIELDS = "http://www.registryagency.bg/schemas/deedv2/Fields"
PERSON = "ДРАГАН ПЛАНТИРАНОВ СКРИТЕВ"
EGN = "7523169263"
BIRTH = "752316"
MAIL = "skritev@plant.example"
HASH = "0f" * 32
PLANTED = (PERSON, "Скритев", "скритев", EGN, MAIL, HASH, "Plantiranov", "19750316")


def number(n: int) -> str:
    """An EIK with its check digit, for the n-th invented body."""
    eight = f"9{n:07}"
    return eight + check_digit(eight)


def field(
    ident: str, text: str = "", *, op: str = "Add", record: int = 1, group: int | None = None, day: str = "2026-01-02", entry: str = "", **attributes: str
) -> str:  # fmt: skip
    tag = _TAGS[ident]
    given = {
        "FieldOperation": op, "FieldIdent": ident, "RecordIncomingNumber": "1", "FieldEntryNumber": entry or f"{day.replace('-', '')[:8]}090000",
        "FieldActionDate": f"{day}T09:00:00" if len(day) == 10 else day, "RecordID": str(record), "GroupID": str(group or record), **attributes,
    }  # fmt: skip
    inside = text if text.startswith("<") else escape(text)
    return f"<{tag} {_written(given)} xmlns={quoteattr(_FIELDS)}>{inside}</{tag}>"


def seat(
    district: str = "PER", settlement: str = "гр. Перник", ekatte: str = "55871", *, record: int = 3, day: str = "2026-01-02"
) -> str:  # fmt: skip
    address = (
        f"<Address><Country>БЪЛГАРИЯ</Country><DistrictEkatte>{district}</DistrictEkatte><Municipality>Перник</Municipality>"
        f"<SettlementEKATTE>{ekatte}</SettlementEKATTE><Settlement>{settlement}</Settlement><PostCode>2300</PostCode>"
        f"<Street>Улица</Street></Address><Contacts><Phone/><EMail>{MAIL}</EMail></Contacts>"
    )
    return field("00060", address, record=record, day=day).replace("SubjectOfActivity", "Seat").replace('"00060"', '"00050"')  # fmt: skip


def part(kind: str, *fields: str, sub: str = "0001") -> str:
    return f'<SubDeed SubUIC="{sub}" SubUICType="{kind}" SubDeedStatus="A">{"".join(fields)}</SubDeed>'


def deed(uic: str, name: str, *parts: str, status: str = "N", form: str = "OOD") -> str:
    given = {"DeedStatus": status, "CompanyName": name, "GUID": "0" * 32, "UIC": uic, "LegalForm": form}
    whole = "".join(parts) if parts and parts[0].startswith("<SubDeed") else part("MainCircumstances", *parts)
    return f'<Deed {_written(given)} xmlns="http://www.registryagency.bg/schemas/deedv2">{whole}</Deed>'


def new_body(
    uic: str, name: str, day: str, *, form: str = "Дружество с ограничена отговорност", code: str = "OOD"
) -> str:
    return deed(
        uic, name, field("00020", name, record=1, day=day), field("00030", "", record=2, day=day, Text=form, Code="4"),
        seat(record=3, day=day), form=code,
    )  # fmt: skip


def xml(day: str, *deeds: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return (
        f'{head}\n<Message xmlns="http://www.registryagency.bg/schemas/envelopev2"><Header><MessageDetails>'
        f"<CreateDate>{day}T23:01:45.8148773+02:00</CreateDate></MessageDetails></Header><Body><Deeds>{''.join(deeds)}</Deeds></Body></Message>"
    ).encode()


def as_json(content: bytes) -> bytes:
    """As xml2js writes it: every child a list, attributes under `$`, text under `_`."""
    return json.dumps({"Message": [_as_json(ET.fromstring(content))]}, ensure_ascii=False).encode()


def _as_json(element: ET.Element) -> Any:
    children: dict[str, list[Any]] = {}
    for child in element:
        children.setdefault(child.tag.rpartition("}")[2], []).append(_as_json(child))
    text = (element.text or "").strip()
    if not element.attrib and not children:
        return text
    given: dict[str, Any] = {"$": dict(element.attrib)} if element.attrib else {}
    return {**given, **({"_": text} if text else {}), **children}


def _written(attributes: dict[str, str]) -> str:
    return " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())


def with_persons(uic: str, day: str, name: str = "КЛЪСТЕР С ХОРА") -> str:
    """A body with a person in every place where one has been seen: fields, free text, a name as text, dates of birth."""
    person = (
        f'<Manager RecordID="9"><Person><Indent>{HASH}</Indent><Name>{PERSON}, ЕГН {EGN}</Name><IndentType>EGN</IndentType>'
        f"<BirthDate>{BIRTH}</BirthDate><Names>Dragan Plantiranov Skritev</Names></Person></Manager>"
    )
    return deed(
        uic, name,
        part(
            "MainCircumstances",
            field("00020", name, record=1, day=day),
            field("00030", "", record=2, day=day, Text="Сдружение", Code="14"),
            seat(record=3, day=day),
            field("00060", f"Търговия; управител {PERSON}, роден на 19750316, ЕГН {EGN}, {MAIL}", record=4, day=day),
            field("00040", "Dragan Plantiranov Skritev Cluster", record=5, day=day),
            field("00070", person, record=6, day=day),
        ),
        part("B6_Liquidation", field("00070", person, record=8, day=day).replace("00070", "05020")),
        part("B7_ActualOwner", field("00070", person, record=7, day=day).replace("00070", "00550"), sub="0002"),
        part("B2_Branch", field("00020", f"Клон, управлява се от {PERSON}", record=12, day=day), sub="0003"),
        form="ASSOC",
    )  # fmt: skip


def sole_trader(uic: str, day: str) -> str:
    return deed(uic, PERSON, field("00020", PERSON, record=1, day=day), form="ET")
