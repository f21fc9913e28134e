"""The language of an answer: activated once at the face; whatever is below asks for it here."""

from django.utils.translation import get_language


def active_language() -> str:
    """bg or en, as the address, the API's parameter or the command's option says."""
    return get_language() or "bg"
