"""What is wrong with a value that was sent to the API, said by our own sentences: where it stands, what is wrong, how to mend it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_WHOLE_NUMBER = gettext_noop("write a whole number")
_NUMBER = gettext_noop("write a number")
_YES_OR_NO = gettext_noop("write true or false")
_DAY = gettext_noop("write a day such as 2026-11-30")
_OBJECT = gettext_noop("send an object, {…}")
# Pydantic's name of what is wrong -> text of the catalogue, with the names of its context.
SENTENCES = {
    "value_error": gettext_noop("a text holds a NUL or half of a character, which no text has; correct it"),
    "missing": gettext_noop("it is missing; send it"),
    "extra_forbidden": gettext_noop("there is no such name here; correct it, or leave it out"),
    "int_type": _WHOLE_NUMBER,
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "string_type": gettext_noop("write a text"),
    "string_too_short": gettext_noop("it is too short; write at least %(min_length)s characters"),
    "string_too_long": gettext_noop("it is too long; write at most %(max_length)s characters"),
    "string_pattern_mismatch": gettext_noop("it does not have the form %(pattern)s; correct it"),
    "greater_than": gettext_noop("write a number above %(gt)s"),
    "greater_than_equal": gettext_noop("write a number from %(ge)s on"),
    "less_than": gettext_noop("write a number below %(lt)s"),
    "less_than_equal": gettext_noop("write a number up to %(le)s"),
    "literal_error": gettext_noop("write one of: %(expected)s"),
    "enum": gettext_noop("write one of: %(expected)s"),
    "list_type": gettext_noop("send a list, […]"),
    "tuple_type": gettext_noop("send a list, […]"),
    "too_short": gettext_noop("it holds too few values; send at least %(min_length)s"),
    "too_long": gettext_noop("it holds too many values; send at most %(max_length)s"),
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
}


def in_words(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same errors, as Pydantic gives them, each with a sentence in the active language."""
    return [{**error, "msg": f"{_place(error['loc'])}: {_sentence(error)}"} for error in errors]


def _place(loc: Sequence[Any]) -> str:
    return ".".join(str(part) for part in loc[1:]) or str(loc[0])


def _sentence(error: Mapping[str, Any]) -> str:
    about = dict(error.get("ctx", {}))
    if "expected" in about:
        about["expected"] = about["expected"].replace(" or ", ", ")
    text = SENTENCES.get(error["type"])
    return _(text) % about if text else _("it cannot be used; correct it (%(said)s)") % {"said": error["msg"]}
