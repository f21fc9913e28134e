"""Passwords that anybody would try first here: words of this site with a few signs beside them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# docs/security.md names them for operators. The longer of two that overlap stands first.
WORDS = (
    "ebusinesspages", "businesspages", "business", "ebpages", "pages", "observatory", "clusters", "cluster", "klastery",
    "klaster", "bulgaria", "registry", "register", "transfer", "agency", "administrator", "admin", "analyst", "reviewer",
    "editor", "password", "parola", "бизнесстраници", "бизнес", "страници", "обсерватория", "клъстери", "клъстер", "българия",
    "регистър", "трансфер", "агенция", "отговорник", "анализатор", "парола",
)  # fmt: skip
LEAST_BESIDE = 6  # different signs beside such words


class NotOfOurWords:
    """A validator of Django."""

    def validate(self, password: str, user: Any = None) -> None:
        beside = "".join(sign for sign in password.lower() if sign.isalnum())
        before = beside
        for word in WORDS:
            beside = beside.replace(word, "")
        if beside != before and len(set(beside)) < LEAST_BESIDE:
            raise ValidationError(
                _("This password is little more than words of this site. Choose other words."),
                code="password_of_our_words",
            )

    def get_help_text(self) -> str:
        return _("Do not make it of words of this site.")
