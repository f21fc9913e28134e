"""The language of an answer: activated once at the face; whatever is below asks for it here."""

import re

from django.utils.translation import get_language

_ASKED = re.compile(r"(?:^|&)language=(bg|en)(?=&|$)")


def active_language() -> str:
    """bg or en, as the address, the API's parameter or the command's option says."""
    return get_language() or "bg"


def asked_language(query: str) -> str:
    """Of a question to the API: what its parameter `language` names, also where the rest of it cannot be read."""
    return ["bg", *_ASKED.findall(query)][-1]
