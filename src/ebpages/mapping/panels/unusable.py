"""Why there is no panel: every message says what, where, and what mends it."""


class UnreadablePanel(Exception):
    """Files that no panel can be made of."""

    def __init__(self, what: str, where: str, problem: str, remedy: str) -> None:
        super().__init__(f"{what}, {where}: {problem}. {remedy}.")
        self.what, self.where, self.problem, self.remedy = what, where, problem, remedy


class UnknownPanel(LookupError):
    """There is no panel of this name, or it cannot be used as it is kept."""


class UnusableName(ValueError):
    """A name that a panel cannot have."""


class ReplacedPanel(UnknownPanel):
    """The panel was loaded anew, or removed, after it was opened: open it again."""
