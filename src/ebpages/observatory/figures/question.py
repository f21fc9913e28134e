"""What is asked of a figure besides its id: the day, filters, cells of a data set and its vintage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from ebpages.observatory.population import Values
from ebpages.registry.facets import FIGURE_FILTERS

FILTERS = FIGURE_FILTERS  # facets of organisations


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """on: the day for which states are worked out; compared: a second one beside it.

    filters: facet -> values, any of which an organisation has. select: dimension of a data set -> codes, in place of the
    declared ones. vintage: of the data, the newest where empty. day_given: whether `on` was asked for, so that links keep it.
    """

    on: date
    compared: date | None = None
    filters: Mapping[str, Values] = field(default_factory=dict)
    select: Mapping[str, Values] = field(default_factory=dict)
    vintage: str = ""
    day_given: bool = False

    def query(self, **more: str) -> str:
        """The same question as the query of an address, with more keys in front; empty where nothing is asked."""
        pairs = [(key, value) for key, value in more.items() if value]
        pairs += [
            (key, value) for key, values in (*self.filters.items(), *self.select.items()) for value in values
        ]
        pairs += [("vintage", self.vintage)] if self.vintage else []
        pairs += [("on", self.on.isoformat())] if self.day_given and "on" not in more else []
        pairs += [("and", self.compared.isoformat())] if self.compared else []
        return f"?{urlencode(pairs)}" if pairs else ""
