"""What allauth asks of this site: how its e-mails go out, who asks, and what is stored of who signs up."""

import secrets
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from ebpages.accounts.actions.mail import one_line, write_mail
from ebpages.accounts.models import LONGEST_EMAIL, LONGEST_NAME, OutgoingMail, Person
from ebpages.accounts.queries.people import owner_of
from ebpages.faces.fair_share import client_address


class Adapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox, in the language of who gets it. Links are built from the configured address, never from the request's."""
        person = context.get("user") or owner_of(email)
        links = {name: _at_our_address(value) for name, value in context.items() if name.endswith("_url")}
        with override(person.language if person else get_language()):
            account = settings.EBPAGES_ADDRESS + reverse("accounts:account")
            about = {**context, **links, "email": email, "account_url": account}
            subject = one_line(render_to_string(f"{template_prefix}_subject.txt", about))
            text = render_to_string(f"{template_prefix}_message.txt", about)
            key = f"{OutgoingMail.WITH_CODE if 'code' in context else 'account:'}{secrets.token_hex(16)}"
            write_mail(to=email, subject=subject, text=text, key=key, person=person)

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.language = get_language() or user.language
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def clean_email(self, email: str) -> str:
        """The address of an example stays, so that it is an example for the next visitor too. A longer one would be cut off, which makes it another."""
        if len(email) > LONGEST_EMAIL:
            raise ValidationError(
                _("An e-mail address has at most %(most)s characters.") % {"most": LONGEST_EMAIL}
            )
        if getattr(self.request.user, "is_example", False):
            raise ValidationError(_("This is an example account; its address stays as it is."))
        return super().clean_email(email)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """An example has no password that could be asked for."""
        is_example = settings.EBPAGES_DEMONSTRATION and getattr(self.request.user, "is_example", False)
        return not is_example and bool(super().is_reauthentication_required(app=app))

    def get_client_ip(self, request: HttpRequest) -> str:
        """As many proxies are believed as the operator has named; what is no address would be refused by the database."""
        try:
            return str(ip_address(client_address(request)))
        except ValueError:
            return "0.0.0.0"  # noqa: S104 - stands for an address that is not known

    def is_safe_url(self, url: str) -> bool:
        """Paths of this site, whatever hosts it has: a link that a stranger made leads nowhere else."""
        return bool(url) and url.startswith("/") and not url.startswith("//") and super().is_safe_url(url)


class ProviderAdapter(DefaultSocialAccountAdapter):
    """What is taken over from the server of an organisation: address and name."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        person = super().populate_user(request, sociallogin, data)
        person.name = str(data.get("name") or "")[:LONGEST_NAME]
        person.language = get_language() or person.language
        return person


def _at_our_address(url: str) -> str:
    parts = urlsplit(url)
    return settings.EBPAGES_ADDRESS + parts.path + (f"?{parts.query}" if parts.query else "")
