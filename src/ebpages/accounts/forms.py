"""Forms about people."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ebpages.accounts.actions.tokens import LONGEST_DAYS


class TokenForm(forms.Form):
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

    def problems(self) -> Iterator[tuple[str, str]]:
        """Each fault with the id of the field that it leads to."""
        for name, errors in self.errors.items():
            for error in errors:
                yield (self[name].id_for_label if name in self.fields else ""), error
