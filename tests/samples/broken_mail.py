"""A mail server that takes nothing."""

from smtplib import SMTPDataError

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise SMTPDataError(452, b"no room for this")
