"""Forms about who acts for an organisation: bounds, and a sentence for everything that is not as it should be."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ebpages.faces.forms import WithProblems, at_most
from ebpages.own_pages.documents import LARGEST, Document, UnusableDocument, read_document
from ebpages.own_pages.models.claims import LONGEST_WORDS
from ebpages.own_pages.queries.people import role_choices

_LONGEST_EMAIL = 254
_UNUSABLE = {
    "empty": _("The file is empty. Choose another one."),
    "too_large": _(
        "The file is larger than 5 MB. Choose a smaller one, or photograph the page with fewer pixels."
    ),
    "no_kind": _("The file is no PDF, PNG or JPEG. Save the document as one of these and choose it again."),
    "broken": _("The file is damaged or not complete. Save it anew and choose it again."),
    "acts": _("The PDF holds a program or another file. Print it to a new PDF and choose that one."),
    "too_many_pixels": _("The picture has too many pixels. Choose one with at most 14 million."),
}


class _WithRole(WithProblems):
    role = forms.ChoiceField(
        label=_("What will you do for the organisation?"),
        error_messages={
            "required": _("Choose one of the roles."),
            "invalid_choice": _("Choose one of the roles."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.explained = role_choices()
        self.fields["role"].choices = [(name, title) for name, title, _text in self.explained]


class ClaimForm(_WithRole):
    """read: the document as it is kept, where one was chosen."""

    words = forms.CharField(
        label=_("How can the agency see that you act for it?"),
        required=False,
        validators=[at_most(LONGEST_WORDS)],
    )
    document = forms.FileField(label=_("A document (optional)"), required=False, allow_empty_file=True)
    read: Document | None = None

    def clean_document(self) -> None:
        given = self.cleaned_data["document"]
        if given is None:
            return
        try:
            self.read = read_document(given.read(LARGEST + 1))
        except UnusableDocument as problem:
            raise forms.ValidationError(_UNUSABLE[problem.reason]) from None


class InviteForm(_WithRole):
    email = forms.CharField(
        label=_("E-mail address"),
        validators=[at_most(_LONGEST_EMAIL)],
        error_messages={"required": _("Write an address such as name@example.org.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].label = _("Role")
