"""Which panels there are, what every page of one says of itself, and the years of them that are kept worked out."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.category_schemes import CategoryScheme, category_schemes
from ebpages.mapping.grid import State
from ebpages.mapping.panels.panel import Panel, PanelHead, ReplacedPanel, UnknownPanel
from ebpages.mapping.panels.store import open_panel, panels
from ebpages.mapping.queries import wording
from ebpages.mapping.queries.rules import rule_set_view
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import Choice, PanelCard, Shown

DEFAULT_RULES = "eccp-2021"
_MOST_ATLASES = 24
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a panel. categories: the id of a scheme, empty for the panel's own industries."""

    panel: str
    year: int | None = None
    rules: str = ""
    categories: str = ""

    def query(self) -> str:
        """The part of an address behind the question mark that asks the same."""
        given = {"year": self.year, "rules": self.rules, "categories": self.categories}
        query = urlencode({key: value for key, value in given.items() if value})
        return f"?{query}" if query else ""


def folder() -> Path:
    """Where loaded panels are kept."""
    return Path(settings.EBPAGES_HOME) / "mapping"


def panel_cards(language: str) -> tuple[PanelCard, ...]:
    """Every panel that can be mapped; one that is damaged, or has no persons employed, spoils no other."""
    cards = (_card_or_none(head.name) for head in panels(folder(), language))
    return tuple(card for card in cards if card)


def _card_or_none(name: str) -> PanelCard | None:
    """A panel that is loaded anew meanwhile is opened again."""
    for _attempt in range(_ATTEMPTS):
        try:
            return _card(opened(name))
        except ReplacedPanel:
            continue
        except UnknownPanel:
            return None
    return None


def opened(name: str) -> Panel:
    """Raises UnknownPanel."""
    return open_panel(folder(), name, get_language() or "bg")


def atlas(panel: Panel, year: int, categories: str = "", custom: tuple[str, ...] = ()) -> Atlas:
    """A year of a panel, worked out once for each edition of the panel and version of the categories."""
    scheme = category_schemes().get(categories)
    return _atlas(panel.head.name, _edition(panel.head), year, scheme, custom)


@lru_cache(maxsize=_MOST_ATLASES)
def _atlas(
    name: str, edition: str, year: int, scheme: CategoryScheme | None, custom: tuple[str, ...]
) -> Atlas:
    return Atlas(
        opened(name), year, scheme, custom={code: tuple(code.split(wording.JOINED)) for code in custom}
    )


def _edition(head: PanelHead) -> str:
    """A text that is another one whenever a panel is loaded anew."""
    return " ".join((head.loaded_at, *head.files.values()))


def years_of(panel: Panel) -> tuple[int, ...]:
    """The years that can be mapped, oldest first: those with persons employed. Raises UnknownPanel where there are none."""
    found = tuple(panel.head.measured.get(EMPLOYMENT, ()))
    if not found:
        raise UnknownPanel(
            _("%(panel)s has no persons employed, which every rule set asks for") % {"panel": panel.head.name}
        )
    return found


def year_asked(panel: Panel, asked: Asked) -> int:
    """The year asked for, the newest one where none or a strange one is."""
    years = years_of(panel)
    return asked.year if asked.year in years else years[-1]


def atlas_asked(asked: Asked, custom: tuple[str, ...] = ()) -> Atlas:
    """The year and categories that are asked for. Raises UnknownPanel."""
    panel = opened(asked.panel)
    return atlas(panel, year_asked(panel, asked), asked.categories, custom)


def rules_asked(asked: Asked) -> RuleSet:
    """The rule set asked for, the default one where none or a strange one is."""
    known = rule_sets()
    return known[asked.rules] if asked.rules and _is_known(asked.rules) else known[DEFAULT_RULES]


def _is_known(name: str) -> bool:
    return name in {known for rule_set in rule_sets().values() for known in (rule_set.id, rule_set.name)}


def shown(of: Atlas, rules: RuleSet, asked: Asked, language: str) -> Shown:
    """What every page of a panel says of itself."""
    head = opened(asked.panel).head
    return Shown(
        panel=head.name,
        panel_title=title_of(head),
        panel_url=reverse("mapping:panel", args=[head.name]) + asked.query(),
        year=of.year,
        rules=rule_set_view(rules, language),
        measure=wording.measure(EMPLOYMENT),
        totals=of.employment.totals,
        totals_note=_totals_note(of.employment.totals),
        coverage=coverage(of),
        source=source_note(head),
        certainty=wording.certainty(head.certainty),
        citation=_citation(head, of.year),
        years=_years(of, asked),
        rule_sets=_rule_sets(rules, language),
        categories=_categories(of, language),
    )


def coverage(of: Atlas) -> Coverage:
    """The year's cells: published, confidential, missing."""
    return _coverage(of.grid.cell_states)


def _coverage(states: np.ndarray) -> Coverage:
    missing, suppressed, zero, value = np.bincount(states.ravel(), minlength=len(State))[
        : len(State)
    ].tolist()
    return Coverage(known=zero + value, unknown=suppressed, lost=missing, total=states.size)


def title_of(head: PanelHead) -> str:
    return head.title or head.name


def source_note(head: PanelHead) -> SourceNote:
    return SourceNote(title=head.source, url=head.url, edition=head.vintage, licence=head.licence)


def _card(panel: Panel) -> PanelCard:
    head = panel.head
    years = years_of(panel)
    newest = atlas(panel, years[-1])
    return PanelCard(
        name=head.name,
        title=title_of(head),
        source=source_note(head),
        certainty=wording.certainty(head.certainty),
        measures=tuple(wording.measure(name) for name in head.measures),
        first_year=years[0],
        last_year=years[-1],
        regions=len(head.regions),
        industries=len(head.industries),
        coverage=coverage(newest),
        findings=len(panel.findings),
        shipped=head.shipped,
        url=reverse("mapping:panel", args=[head.name]),
    )


def _totals_note(totals: str) -> str:
    return {
        "published": _("The totals are the published ones."),
        "summed": _("No totals are published; every cell is known, so their sums are used."),
        "bounded": _(
            "Not every total is published and not every cell is known: quotients are given against the sums of what is known, "
            "and their bounds against everything that the totals can be."
        ),
    }[totals]


def _citation(head: PanelHead, year: int) -> str:
    return _("%(source)s; mapped by E-Business Pages, data of %(year)d.") % {
        "source": head.source,
        "year": year,
    }


def _years(of: Atlas, asked: Asked) -> tuple[Choice, ...]:
    return tuple(Choice(str(year), str(year), year == of.year, "") for year in reversed(years_of(of.panel)))


def _categories(of: Atlas, language: str) -> tuple[Choice, ...]:
    """The panel's own industries, and the schemes that have an industry of this panel."""
    own = Choice("", _("the industries of the panel"), of.scheme is None, "")
    known = set(of.panel.head.industries) | set(of.grid.industries.codes)
    return own, *(
        Choice(each.id, each.title.name(language), each is of.scheme, "")
        for each in category_schemes().values()
        if any(code in known for category in each.categories for code in category.industries)
    )


def _rule_sets(chosen: RuleSet, language: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(each.name, each.title.name(language), each is chosen, "") for each in rule_sets().values()
    )
