"""Forms about people that are not allauth's as they come."""

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ebpages.accounts.actions import remove_unconfirmed
from ebpages.accounts.actions.tokens import LONGEST_DAYS
from ebpages.accounts.models import AT_ONCE, DAILY, LONGEST_NAME, NEVER, Person
from ebpages.faces.forms import WithProblems


class SignupForm(AllauthSignupForm):
    """Asks for the password once: browsers show it, and a forgotten one is replaced by a code."""

    name = forms.CharField(
        label=_("Your name (optional)"),
        help_text=_(
            "People who act for the same organisation see you by this name. Public pages never show it."
        ),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("email", "name", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "At least 12 characters, and none of the usual ones. Several words are good."
        )

    def clean_email(self) -> str:
        """Whoever confirms an address has it: an account that waits for its code does not keep it from its owner."""
        remove_unconfirmed(email=self.cleaned_data["email"])
        return str(super().clean_email())

    def try_save(self, request: HttpRequest) -> Any:
        """As long for an address that has an account as for one that has none, for which a password is hashed."""
        if not self.account_already_exists:
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:  # somebody signed up with it at the same moment
                self.account_already_exists = True
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AccountForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ("name", "language", "delivery")
        labels = {"name": _("Your name"), "language": _("Language"), "delivery": _("Notices by e-mail")}
        help_texts = {
            "name": _(
                "People who act for the same organisation see you by this name. Public pages never show it."
            ),
            "language": _("Of e-mails that you get."),
            "delivery": _("What concerns your account, such as a changed password, always comes at once."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("bg", _("Bulgarian")), ("en", _("English"))]
        self.fields["delivery"].choices = [
            (AT_ONCE, _("at once")),
            (DAILY, _("once a day, together")),
            (NEVER, _("not at all")),
        ]
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class TokenForm(WithProblems):
    name = forms.CharField(label=_("Name, by which you know the key again"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may be used for"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label=_("Days until it expires"), min_value=1, max_value=LONGEST_DAYS, initial=90
    )

    def __init__(self, data: Any, *, scopes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]


class AddKeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name of the key"), required=False)


class RenameKeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the key"))
