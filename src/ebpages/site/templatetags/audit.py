"""What an entry of the audit says, in words; downloads and the API keep the codes."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from ebpages.accounts.queries import ALLOWED, said, whom
from ebpages.faces.language import active_language
from ebpages.registry.own_properties import by_code
from ebpages.registry.queries.findings import answer_title
from ebpages.registry.wording import property_label, value_text
from ebpages.site.templatetags.organisations import organisation_name

register = template.Library()
register.filter("whom", whom)
register.filter("said", said)

# Keys whose values are codes; what stands under the others is somebody's own text, or a number.
_CODES = (
    "audience",
    "delivery",
    "format",
    "kind",
    "language",
    "level",
    "relation",
    "state",
    "verdict",
    "what",
)
_ORGANISATIONS = ("cluster", "member")


@register.filter
def details(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Name and value of each thing that was before or is after."""
    return [(_name(key), _text(key, value)) for key, value in values.items() if value not in ("", None, [])]


def _name(key: str) -> str:
    return property_label(key, active_language()) if key in by_code() else said(key)


def _text(key: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(key, each) for each in value)
    if isinstance(value, dict):
        if "value" in value:
            return value_text(key, value["value"], active_language())
        return "; ".join(f"{_name(name)}: {_text(name, each)}" for name, each in value.items())
    if key == "role":
        return whom(value)
    if key == "scopes":
        return _(ALLOWED[value]) if value in ALLOWED else str(value)
    if key in _ORGANISATIONS:
        return organisation_name(value)
    if key == "answer":
        return answer_title(value)
    return said(value) if key in _CODES and isinstance(value, str) else str(value)
