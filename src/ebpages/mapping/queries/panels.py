"""Which panels there are, what every page of one says of itself, and the years of them that are kept worked out."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.declared.answer import Answer
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.category_schemes import CategoryScheme, category_schemes
from ebpages.mapping.grid import State
from ebpages.mapping.panels.findings import cell_name, label, remedy, say
from ebpages.mapping.panels.panel import Panel, PanelFinding, PanelHead, ReplacedPanel, UnknownPanel
from ebpages.mapping.panels.store import open_panel, panels
from ebpages.mapping.queries import wording
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import Choice, PanelCard, PanelFindingView, Shown

DEFAULT_RULES = "eccp-2021"
_MOST_ATLASES = 24
_ATTEMPTS = 3


class UnknownPlace(LookupError):
    """A region or industry that a panel does not have in a year."""


@dataclass(frozen=True, slots=True)
class PanelQuestion:
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


def panel_cards() -> tuple[PanelCard, ...]:
    """Every panel that can be mapped; one that is damaged, or has no persons employed, spoils no other."""
    cards = (_card_or_none(head.name) for head in panels(folder(), active_language()))
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
    return open_panel(folder(), name, active_language())


def open_atlas(panel: Panel, year: int, categories: str = "", custom: tuple[str, ...] = ()) -> Atlas:
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
    years = tuple(panel.head.measured.get(EMPLOYMENT, ()))
    if not years:
        raise UnknownPanel(
            _("%(panel)s has no persons employed, which every rule set needs") % {"panel": panel.head.name}
        )
    return years


def atlas_for(question: PanelQuestion, custom: tuple[str, ...] = ()) -> Atlas:
    """The year and categories that are asked for; the newest year where none or a strange one is. Raises UnknownPanel."""
    panel = opened(question.panel)
    years = years_of(panel)
    year = question.year if question.year in years else years[-1]
    return open_atlas(panel, year, question.categories, custom)


def region_atlas(question: PanelQuestion, codes: tuple[str, ...]) -> Atlas:
    """The year asked for, with those of the regions that are put together from others. Raises UnknownPanel, UnknownPlace."""
    plain = atlas_for(question)
    parts = {part for code in codes for part in code.split(wording.JOINED)}
    if strange := sorted(parts - set(plain.regions) - set(plain.grid.regions.codes)):
        raise UnknownPlace(
            _("%(panel)s has no region %(code)s in %(year)d")
            % {"panel": question.panel, "code": strange[0], "year": plain.year}
        )
    custom = tuple(code for code in codes if code not in plain.regions)
    return atlas_for(question, custom) if custom else plain


def industry_atlas(question: PanelQuestion, code: str) -> Atlas:
    """The year asked for. Raises UnknownPanel, and UnknownPlace where it does not have the industry or category."""
    atlas = atlas_for(question)
    if code not in atlas.covered:
        raise UnknownPlace(
            _("%(panel)s has no industry %(code)s in %(year)d")
            % {"panel": question.panel, "code": code, "year": atlas.year}
        )
    return atlas


def rules_for(question: PanelQuestion) -> RuleSet:
    """The rule set asked for; where none or a strange one is, the first that answers, beginning with the default one."""
    known = rule_sets()
    names = {name for rule_set in known.values() for name in (rule_set.id, rule_set.name)}
    if question.rules in names:
        return known[question.rules]
    atlas, default = atlas_for(question), known[DEFAULT_RULES]
    # One after the other, since a large panel takes seconds for each: most panels open with the first.
    return next((each for each in (default, *known.values()) if _answers(atlas.mapped(each))), default)


def _answers(result: RuleSetResult) -> bool:
    """Whether a rule set finds a cluster for certain, or answers half of the cells."""
    answered = result.answer != Answer.CANNOT_BE_TOLD
    return bool((result.answer == Answer.YES).any() or 2 * answered.sum() >= answered.size)


def shown(atlas: Atlas, rules: RuleSet, question: PanelQuestion) -> Shown:
    """What every page of a panel has in its head."""
    head = opened(question.panel).head
    return Shown(
        panel=head.name,
        panel_title=title_of(head),
        panel_url=reverse("mapping:panel", args=[head.name]) + question.query(),
        year=atlas.year,
        rules=wording.rule_set_view(rules),
        measure=wording.measure(EMPLOYMENT),
        totals=atlas.employment.totals,
        totals_note=_totals_note(atlas.employment.totals),
        coverage=_coverage(atlas),
        source=_source_note(head),
        certainty=wording.certainty(head.certainty),
        citation=_citation(head, atlas.year),
        state=f"{head.name}-{sha256(_edition(head).encode()).hexdigest()[:12]}",
        years=tuple(
            Choice(str(year), str(year), year == atlas.year, "") for year in reversed(years_of(atlas.panel))
        ),
        rule_sets=tuple(
            Choice(each.name, wording.text(each.title), each is rules, "") for each in rule_sets().values()
        ),
        categories=_categories(atlas),
    )


def title_of(head: PanelHead) -> str:
    return head.title or head.name


def panel_findings(name: str, kind: str, start: int, size: int) -> tuple[tuple[PanelFindingView, ...], int]:
    """Some findings of a kind, or of all, and how many there are. Raises UnknownPanel."""
    findings = [each for each in opened(name).findings if not kind or each.kind == kind]
    return tuple(_finding(each) for each in findings[start : start + size]), len(findings)


def finding_kinds(name: str, kind: str) -> tuple[Choice, ...]:
    """The kinds of findings that a panel has, the most frequent first, with their numbers."""
    counted = Counter(each.kind for each in opened(name).findings)
    return tuple(
        Choice(each, f"{label(each, active_language())} ({number})", each == kind, f"?kind={each}")
        for each, number in counted.most_common()
    )


def _finding(finding: PanelFinding) -> PanelFindingView:
    language = active_language()
    return PanelFindingView(
        kind=finding.kind,
        severity=finding.severity,
        sentence=say(finding, language),
        remedy=remedy(finding, language),
        where=cell_name(finding, language) if finding.region or finding.industry else "",
    )


def _coverage(atlas: Atlas) -> Coverage:
    """The year's cells: published, confidential, missing."""
    states = atlas.grid.cell_states
    missing, suppressed, zero, value = np.bincount(states.ravel(), minlength=len(State)).tolist()
    return Coverage(known=zero + value, unknown=suppressed, lost=missing, total=states.size)


def _source_note(head: PanelHead) -> SourceNote:
    return SourceNote(title=head.source, url=head.url, edition=head.vintage, licence=head.licence)


def _card(panel: Panel) -> PanelCard:
    head = panel.head
    years = years_of(panel)
    return PanelCard(
        name=head.name,
        title=title_of(head),
        source=_source_note(head),
        certainty=wording.certainty(head.certainty),
        measures=tuple(wording.measure(name) for name in head.measures),
        first_year=years[0],
        last_year=years[-1],
        regions=len(head.regions),
        industries=len(head.industries),
        coverage=_coverage(open_atlas(panel, years[-1])),
        findings=len(panel.findings),
        shipped=head.shipped,
        url=reverse("mapping:panel", args=[head.name]),
    )


def _totals_note(totals: str) -> str:
    return {
        "published": _("The totals are the published ones."),
        "summed": _("No totals are published; every cell is known, so their sums are used."),
        "bounded": _(
            "Some totals are not published. The estimates of quotients use the sum of what is known; their bounds allow for every "
            "value that the totals can have."
        ),
        "reference": _("The totals are the published ones; they need not be the sums of the cells."),
    }[totals]


def _citation(head: PanelHead, year: int) -> str:
    return _("%(source)s; mapped by E-Business Pages, data of %(year)d.") % {
        "source": f"{head.source} ({head.vintage})" if head.vintage else head.source,
        "year": year,
    }


def _categories(atlas: Atlas) -> tuple[Choice, ...]:
    """The panel's own industries, and the schemes that have an industry of this panel."""
    own = Choice("", _("the industries of the panel"), atlas.scheme is None, "")
    known = set(atlas.panel.head.industries) | set(atlas.grid.industries.codes)
    return own, *(
        Choice(each.id, wording.text(each.title), each is atlas.scheme, "")
        for each in category_schemes().values()
        if any(code in known for category in each.categories for code in category.industries)
    )
