"""What an address asks of a panel, and how much at once."""

from dataclasses import dataclass
from urllib.parse import urlencode

MOST_COMPARED = 10


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """categories: the id of a scheme, empty for the panel's own industries."""

    panel: str
    year: int | None = None
    rules: str = ""
    categories: str = ""

    def query(self) -> str:
        """The part of an address behind the question mark that asks the same."""
        given = {"year": self.year, "rules": self.rules, "categories": self.categories}
        query = urlencode({key: value for key, value in given.items() if value})
        return f"?{query}" if query else ""
