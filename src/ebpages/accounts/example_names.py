"""How the example people of the demonstration are called: by their roles, in the reader's language."""

from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from ebpages.accounts.roles import BY_NAME


def example_name(role: str) -> str:
    title = _(BY_NAME[role].title) if role else _("Somebody without a role")
    return _("Example: %(title)s") % {"title": title}


def stored_name(role: str) -> str:
    with override("bg"):
        return example_name(role)


def in_active_language(stored: str) -> str:
    """A name that a visitor gave to an example stays as it is."""
    role = _roles().get(stored)
    return stored if role is None else example_name(role)


@cache
def _roles() -> dict[str, str]:
    return {stored_name(role): role for role in ("", *BY_NAME)}
