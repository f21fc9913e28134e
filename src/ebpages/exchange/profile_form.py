"""What somebody sent with the form of a profile, and what is wrong with it. Whatever was typed comes back, also where it cannot be stored."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from ebpages.exchange.profile import LANGUAGES, TEXTS, Content, Protection, Texts
from ebpages.exchange.terms import terms

CHECKED = (
    "partnership_types",
    "partner_size",
    "partner_countries",
    "technology_keywords",
    "kets",
    "specialisation",
    "sdg",
)
LINES = ("market_keywords", "nace", "cpv")
PLAIN = ("country", "stage", "framework_program", "call_identifier", "eoi_deadline", "call_deadline")
_PARTS = re.compile(r"[\n,;]+")
Posted = Mapping[str, Sequence[str]]


class UnusableForm(ValueError):
    """typed: what was sent, to be shown again. fields: those that cannot be stored."""

    def __init__(self, typed: Content, fields: Sequence[str]) -> None:
        super().__init__(", ".join(fields))
        self.typed, self.fields = typed, fields


def read_form(posted: Posted, before: Content) -> Content:
    """before: the version that the form was made of; what the form has no field for stays as it was. Raises UnusableForm."""
    given: dict[str, Any] = {
        **{name: _one(posted, name) for name in PLAIN if name in posted},
        **{name: tuple(posted.get(name, ())) for name in CHECKED if f"has-{name}" in posted},
        **{name: _lines(_one(posted, name)) for name in LINES if name in posted},
        "type": before.type,
        "original": before.original,
        "texts": before.texts | {language: texts for language in LANGUAGES if (texts := _texts(posted, language, before))},
    }  # fmt: skip
    if "has-anonymous" in posted:
        given["anonymous"] = _one(posted, "anonymous") == "yes"
    if "ipr-status" in posted:
        given["ipr"] = _protection(posted)
    if "trl" in posted:
        given["trl"] = int(level) if (level := _one(posted, "trl")) in terms("readiness_levels") else None
    if "coordinator_required" in posted:
        given["coordinator_required"] = {"yes": True, "no": False}.get(_one(posted, "coordinator_required"))
    typed = before.model_copy(update=given)
    try:
        return Content.model_validate(typed.model_dump())
    except ValidationError as error:
        faults = (each["loc"] for each in error.errors(include_url=False))
        fields = ("-".join(map(str, (loc[2], loc[1]))) if loc[0] == "texts" and len(loc) > 2 else str(loc[0]) for loc in faults)  # fmt: skip
        raise UnusableForm(typed, tuple(dict.fromkeys(fields))) from None


def _one(posted: Posted, name: str) -> str:
    return (posted.get(name) or ("",))[-1].strip()


def _texts(posted: Posted, language: str, before: Content) -> Texts | None:
    """None where the form has no field for the language."""
    said = {name: _text(posted, name, language) for name in TEXTS if f"{name}-{language}" in posted}
    return before.in_language(language).model_copy(update=said) if said else None


def _text(posted: Posted, name: str, language: str) -> str:
    """Lines ended in one way, as programs send them too."""
    return _one(posted, f"{name}-{language}").replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _PARTS.split(text.replace("\r", "\n")))
    return tuple(dict.fromkeys(part for part in parts if part))


def _protection(posted: Posted) -> tuple[Protection, ...]:
    rows = zip(posted.get("ipr-status", ()), posted.get("ipr-country", ()), strict=False)
    return tuple(
        dict.fromkeys(
            Protection.model_construct(status=status, country=country) for status, country in rows if status
        )
    )
