"""What people hand in about an organisation, as forms and the API take it: bounds, and a sentence for everything that is not as it should be."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ebpages.faces.documents import LARGEST, Document, UnusableDocument, read_document
from ebpages.faces.fair_share import count_request
from ebpages.faces.forms import WithProblems, at_most
from ebpages.own_pages import stored_logos
from ebpages.own_pages.models.claims import LONGEST_WORDS
from ebpages.own_pages.queries.people import role_choices
from ebpages.publish.logo_picture import LARGEST_FILE, NoLogo, logo_picture

_LONGEST_EMAIL = 254
UNUSABLE = {
    "empty": _("The file is empty. Choose another one."),
    "too_large": _(
        "The file is larger than 5 MB. Choose a smaller one, or photograph the page with fewer pixels."
    ),
    "no_kind": _("The file is no PDF, PNG or JPEG. Save the document as one of these and choose it again."),
    "broken": _("The file is damaged or not complete. Save it anew and choose it again."),
    "acts": _("The PDF holds a program or another file. Print it to a new PDF and choose that one."),
    "too_many_pixels": _("The picture has too many pixels. Choose one with at most 14 million."),
}

LOGOS_OF_AN_HOUR, HOUR = 60, 3600  # from one network: each takes a process of its own
# Why a picture cannot be a logo.
NO_LOGO = {
    "too_many": gettext_noop("Too many pictures were sent in a short time. Try again in an hour."),
    "none": gettext_noop("Choose a file first."),
    "too_large": gettext_noop("The file is larger than 2 MB. Save the picture smaller and send it again."),
    "too_many_pixels": gettext_noop(
        "The picture has more than 20 million pixels. Make it smaller; 512 by 512 are enough."
    ),
    "too_much_work": gettext_noop(
        "The picture takes too much to open. Make it smaller; 512 by 512 pixels are enough."
    ),
    "animated": gettext_noop("The picture is animated. Send one that does not move."),
    "something_behind": gettext_noop(
        "Something else is stored behind the picture in this file. Open it in a drawing program, save it as PNG and send that."
    ),
    "no_picture": gettext_noop("This is no picture that can be opened. Send a PNG, JPEG or WebP file."),
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
            raise forms.ValidationError(UNUSABLE[problem.reason]) from None


class InviteForm(_WithRole):
    email = forms.CharField(
        label=_("E-mail address"),
        validators=[at_most(_LONGEST_EMAIL)],
        error_messages={"required": _("Write an address such as name@example.org.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].label = _("Role")


def store_logo(request: HttpRequest, given: UploadedFile | None) -> str:
    """The name of its file. Raises NoLogo."""
    if count_request(request, "logo", HOUR) > LOGOS_OF_AN_HOUR:
        raise NoLogo("too_many")
    if given is None:
        raise NoLogo("none")
    if (given.size or 0) > LARGEST_FILE:
        raise NoLogo("too_large")
    return stored_logos.store(settings.EBPAGES_HOME, logo_picture(given.read()))
