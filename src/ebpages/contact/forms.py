"""The form of a report: bounds, and a sentence for everything that is not as it should be."""

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from ebpages.contact.report import KINDS, LONGEST_EMAIL, LONGEST_MESSAGE, LONGEST_PLACE
from ebpages.faces.forms import WithProblems, at_most


def _place(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, validators=[at_most(LONGEST_PLACE)])


class ReportForm(WithProblems):
    """`left_empty` is no question: programs that fill in every field of every form give themselves away by it."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=list(
            zip(
                KINDS,
                (
                    _("Something on this page is wrong or out of date"),
                    _("This is our organisation: we want to correct or add something"),
                    _("A question or something else"),
                ),
                strict=True,
            )
        ),
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("Choose one of the three."),
        },
    )
    message = forms.CharField(
        label=_("What should the operator know?"),
        validators=[at_most(LONGEST_MESSAGE)],
        error_messages={"required": _("Write what is wrong, or what you ask.")},
    )
    page = _place(_("Address of the page"))
    row = _place(_("Row of the list"))
    value = _place(_("Value"))
    email = forms.CharField(
        label=_("Your e-mail address (optional)"),
        required=False,
        validators=[
            EmailValidator(_("Write an address such as name@example.org, or leave it empty.")),
            at_most(LONGEST_EMAIL),
        ],
    )
    left_empty = forms.CharField(label=_("Leave this field empty"), required=False)

    def clean_left_empty(self) -> str:
        if self.cleaned_data["left_empty"]:
            raise forms.ValidationError(
                _("This field must stay empty; perhaps your browser filled it in. Empty it and send again.")
            )
        return ""
