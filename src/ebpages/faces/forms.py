"""What forms share: the faults of one with what they lead to, a bound said in a sentence, and a token that is too old."""

from collections.abc import Iterator

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import ngettext_lazy


class WithProblems(forms.Form):
    def problems(self) -> Iterator[tuple[str, str]]:
        """Each fault with the id of the field that it leads to."""
        for name, errors in self.errors.items():
            for error in errors:
                yield (self[name].id_for_label if name in self.fields else ""), error


def at_most(longest: int) -> MaxLengthValidator:
    message = ngettext_lazy(
        "This may have at most %(limit_value)d character; it has %(show_value)d.",
        "This may have at most %(limit_value)d characters; it has %(show_value)d.",
        "limit_value",
    )
    return MaxLengthValidator(longest, message)


class _WithReason(CsrfViewMiddleware):
    """Django's check, which answers with its reason in place of a page that loses what was typed."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def is_our_form(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of ours, for a view that is `csrf_exempt` so that it can show again what was typed."""
    check = _WithReason(lambda _request: HttpResponse())
    check.process_request(request)
    return not check.process_view(request, is_our_form, (), {})
