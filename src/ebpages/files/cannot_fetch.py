"""Why nothing came of a question to a publisher, for those too who only tell it on."""


class CannotFetch(Exception):
    """Nothing came of a question to a publisher. Every message says what happened, where, and what the operator can do."""


class Unreachable(CannotFetch):
    """No connection, or one that broke off."""


class TooSlow(CannotFetch):
    """The answer did not come, or did not end, in the time that it is given."""


class TooLarge(CannotFetch):
    """The answer is larger than what is taken, or than what the provider gives at once."""


class Refused(CannotFetch):
    """The provider answered that it does not answer. status: of HTTP, as the provider gives it."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status
