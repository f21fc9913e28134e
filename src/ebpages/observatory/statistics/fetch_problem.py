"""Why statistics could not be had: every message says what happened, where, and what the operator can do."""


class CannotFetch(Exception):
    """No statistics came of a question to a provider."""


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


class UnknownDataset(CannotFetch):
    """The provider has no such data set, or no cells under these filters."""


class UnreadableStatistics(CannotFetch):
    """An answer that does not have the form that it should have."""

    def __init__(self, what: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{what}, {where}: {problem}. {remedy}.")
        self.what, self.where, self.problem, self.remedy = what, where, problem, remedy
