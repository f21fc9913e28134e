"""The line of log of an action: written once what it did is stored, so that the log tells of nothing that was rolled back."""

import logging

from django.db import transaction


def log_when_stored(logger: logging.Logger, message: str, *about: object) -> None:
    """At once where no transaction is open."""
    transaction.on_commit(lambda: logger.info(message, *about))
