"""Which panels there are, what every page of one says of itself, and the years of them that are kept worked out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.declared.answer import Answer
from ebpages.faces.language import active_language
from ebpages.faces.shapes import Coverage, SourceNote
from ebpages.faces.unavailable import Unavailable
from ebpages.faces.upkeep import Check
from ebpages.mapping.atlas import EMPLOYMENT, Atlas
from ebpages.mapping.category_schemes import CategoryScheme, category_schemes
from ebpages.mapping.grid import State
from ebpages.mapping.panels.findings import cell_name, label, remedy, say
from ebpages.mapping.panels.panel import (
    Panel,
    PanelFinding,
    PanelHead,
    ReplacedPanel,
    UnknownPanel,
)
from ebpages.mapping.panels.panel_files import names_in
from ebpages.mapping.panels.store import open_panel, panels
from ebpages.mapping.panels.stored_panel import StoredPanel
from ebpages.mapping.queries import folder, wording
from ebpages.mapping.questions import PanelQuestion
from ebpages.mapping.rules.catalogue import rule_sets
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.rules.rule_set import RuleSet
from ebpages.mapping.shapes import Choice, PanelCard, PanelFindingView, Shown

DEFAULT_RULES = "eccp-2021"
_MOST_ATLASES = 24
_ATTEMPTS = 3


class UnknownPlace(LookupError):
    """A region or industry that a panel does not have in a year."""


def panel_cards() -> tuple[PanelCard, ...]:
    """Every panel that can be mapped; one that is damaged, or has no persons employed, spoils no other."""
    cards = (_card_or_problem(head.name) for head in panels(folder(), active_language()))
    return tuple(card for card in cards if isinstance(card, PanelCard))


def panels_out_of_order(cards: Sequence[PanelCard]) -> tuple[str, ...]:
    """Sentences about the loaded panels that are missing among the cards because their files are damaged."""
    missing = set(names_in(folder())) - {card.name for card in cards}
    return tuple(_out_of_order(name) for name in sorted(missing) if _is_out_of_order(name))


def insist_on_files(name: str) -> None:
    """Raises Unavailable where a panel of this name was loaded and holds what can be mapped: it is damaged, not unknown."""
    if _is_out_of_order(name):
        raise Unavailable(_out_of_order(name))


def _is_out_of_order(name: str) -> bool:
    """Asked of a panel that could not be shown."""
    if name not in names_in(folder()):
        return False
    with suppress(UnknownPanel):
        return bool(opened(name).head.measured.get(EMPLOYMENT))
    return True


def _out_of_order(name: str) -> str:
    return _("The panel “%(panel)s” cannot be read at the moment.") % {"panel": name}


def checks() -> Iterator[Check]:
    """Of each loaded panel, whether its files are as they were written."""
    for name in names_in(folder()):
        what = f"panel {name}"
        try:
            panel = opened(name)
            if isinstance(panel, StoredPanel):
                panel.check()
                what += "" if panel.has_checksums else ", loaded by an earlier version, without checksums"
            yield Check(what)
        except UnknownPanel as problem:
            yield Check(
                what,
                str(problem),
                f"Load it again, or restore a backup; to do without it: `ebpages mapping remove {name}`.",
            )


def _card_or_problem(name: str) -> PanelCard | UnknownPanel:
    """A panel that is loaded anew meanwhile is opened again."""
    problem = UnknownPanel(name)
    for _attempt in range(_ATTEMPTS):
        try:
            return _card(opened(name))
        except ReplacedPanel as replaced:
            problem = replaced
        except UnknownPanel as unusable:
            return unusable
    return problem


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
    """The year, or the newest, and the categories that are asked for. Nothing is worked out for a question that has no answer.

    Raises UnknownPanel, and UnknownPlace for a year, rule set or categories that there are not.
    """
    panel = opened(question.panel)
    years = years_of(panel)
    _refuse_unless(question.year or years[-1], years)
    _refuse_unless(question.rules, ("", *_names_of_rules()))
    _refuse_unless(question.categories, ("", *category_schemes()))
    return open_atlas(panel, question.year or years[-1], question.categories, custom)


def _refuse_unless(asked: int | str, known: Iterable[int | str]) -> None:
    known = tuple(known)
    if asked not in known:
        there = ", ".join(str(each) for each in known if each)
        raise UnknownPlace(
            _("There is no “%(asked)s”. Choose one of: %(known)s") % {"asked": asked, "known": there}
        )


def _names_of_rules() -> set[str]:
    return {name for rule_set in rule_sets().values() for name in (rule_set.id, rule_set.name)}


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
    """The rule set asked for; where none is, the first that answers, beginning with the default one."""
    known = rule_sets()
    if question.rules:
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
