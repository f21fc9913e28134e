"""Why statistics could not be had, beyond what any download can come to."""

from ebpages.files.cannot_fetch import CannotFetch


class UnknownDataset(CannotFetch):
    """The provider has no such data set, or no cells under these filters."""


class UnreadableStatistics(CannotFetch):
    """An answer that does not have the form that it should have."""

    def __init__(self, what: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{what}, {where}: {problem}. {remedy}.")
        self.what, self.where, self.problem, self.remedy = what, where, problem, remedy
