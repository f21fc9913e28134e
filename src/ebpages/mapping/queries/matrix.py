"""A panel in a year: its regions and industries with how many clusters they have, and the picture of both."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _

from ebpages.declared.answer import WORDS, Answer
from ebpages.faces.language import active_language
from ebpages.faces.numbers import number
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import PanelQuestion, atlas_for, rules_for, shown
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.shapes import CellView, Choice, PanelView, Place
from ebpages.reference.european_regions import country_of, region_name

MOST_ROWS = 40
_SHADES = (0.5, 1.0, 1.5, 2.0, 4.0)  # a quotient below the first has none, from each on the next darker one
_HOME = "BG"


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """look: the class of its shade. text: the quotient, short. title: the whole in words."""

    look: str
    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    code: str
    name: str
    url: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[tuple[str, str], ...]


def panel_view(question: PanelQuestion) -> PanelView:
    """Raises UnknownPanel."""
    atlas, result = _worked_out(question)
    no, yes, open_ = np.bincount(result.answer.ravel(), minlength=len(Answer)).tolist()
    at_estimate = int((result.at_estimate == Answer.YES).sum())
    head = shown(atlas, rules_for(question), question)
    return PanelView(
        shown=head,
        summary=_(
            "By the rules of %(rules)s: %(yes)s clusters for certain, %(no)s certainly none, %(open)s that cannot be told from what is published. If the estimates were the truth, there would be %(likely)s."
        )
        % {
            "rules": head.rules.title,
            "yes": number(yes),
            "no": number(no),
            "open": number(open_),
            "likely": number(at_estimate),
        },
        regions=tuple(_region(atlas, result, place, question) for place in atlas.regions.values()),
        industries=tuple(_industry(atlas, result, place, question) for place in _covered(atlas).values()),
        findings=len(atlas.panel.findings),
        yes=yes,
        no=no,
        open=open_,
        at_estimate=at_estimate,
    )


def panel_cells(question: PanelQuestion) -> tuple[tuple[CellView, ...], int, str]:
    """Every cell of the year, region by region, the year, and the rule set by name. Raises UnknownPanel."""
    atlas, result = _worked_out(question)
    places = (
        (region, industry) for region in atlas.regions.values() for industry in _covered(atlas).values()
    )
    cell_views = tuple(cells.cell_view(atlas, result, *at, question) for at in places)
    return cell_views, atlas.year, rules_for(question).name


def matrix(question: PanelQuestion, group: str = "") -> Matrix | None:
    """The quotients of a panel, or of one country of it; None where there are too many regions for a picture."""
    atlas, result = _worked_out(question)
    places = [place for code, place in atlas.regions.items() if not group or country_of(code) == group][
        :MOST_ROWS
    ]
    if not places or (not group and len(atlas.regions) > MOST_ROWS):
        return None
    columns = [
        Column(code, wording.industry(code, atlas.scheme), cells.industry_url(question, code))
        for code in _covered(atlas)
    ]
    rows = tuple(_row(atlas, result, place, question) for place in places)
    return Matrix(tuple(columns), rows, _legend())


def group_choices(question: PanelQuestion, group: str) -> tuple[Choice, ...]:
    """The countries of a panel that has too many regions for one picture, the home country first."""
    regions, query = atlas_for(question).regions, question.query()
    if len(regions) <= MOST_ROWS:
        return ()
    codes = sorted({country_of(code) for code in regions} - {""}, key=lambda code: (code != _HOME, code))
    joint = "&" if query else "?"
    return tuple(
        Choice(
            code, region_name(code, active_language()), code == group, f"{query}{joint}country={code}#matrix"
        )
        for code in codes
    )


def _covered(atlas: Atlas) -> dict[str, int]:
    """The industries, or categories, that the panel says anything of, with their places."""
    nothing = np.isnan(atlas.employment.cells.estimate).all(axis=0)
    return {code: place for code, place in atlas.industries.items() if not nothing[place]}


def _worked_out(question: PanelQuestion) -> tuple[Atlas, RuleSetResult]:
    atlas = atlas_for(question)
    return atlas, atlas.mapped(rules_for(question))


def _region(atlas: Atlas, result: RuleSetResult, place: int, question: PanelQuestion) -> Place:
    code = atlas.employment.regions[place]
    return Place(
        code, wording.region(code), wording.quantity(atlas.employment.region_total[place]),
        *_answered(result, np.s_[place]), cells.region_url(question, code),
    )  # fmt: skip


def _industry(atlas: Atlas, result: RuleSetResult, place: int, question: PanelQuestion) -> Place:
    code = atlas.employment.categories[place]
    return Place(
        code, wording.industry(code, atlas.scheme), wording.quantity(atlas.employment.category_total[place]),
        *_answered(result, np.s_[:, place]), cells.industry_url(question, code),
    )  # fmt: skip


def _answered(result: RuleSetResult, at: object) -> tuple[int, int, int]:
    """How many cells are clusters for certain, cannot be told, and would be clusters by the estimates."""
    answers = result.answer[at]
    return (
        int((answers == Answer.YES).sum()),
        int((answers == Answer.CANNOT_BE_TOLD).sum()),
        int((result.at_estimate[at] == Answer.YES).sum()),
    )


def _row(atlas: Atlas, result: RuleSetResult, place: int, question: PanelQuestion) -> MatrixRow:
    code = atlas.employment.regions[place]
    name = wording.region(code)
    row = tuple(
        _cell(atlas, result, place, industry, name, question) for industry in _covered(atlas).values()
    )
    return MatrixRow(code, name, cells.region_url(question, code), row)


def _cell(
    atlas: Atlas, result: RuleSetResult, place: int, industry: int, region: str, question: PanelQuestion
) -> MatrixCell:
    code = atlas.employment.categories[industry]
    quotient = cells.quotient(result, place, industry)
    value = quotient.value if atlas.employment.told[place, industry] else None
    said = "; ".join(filter(None, (quotient.text, quotient.bounds, _said(result, place, industry))))
    return MatrixCell(
        look="is-unknown" if value is None else f"shade-{sum(value >= least for least in _SHADES)}",
        text="?" if value is None else wording.plain(value, 1 if value < 9.95 else 0),
        title=f"{region}, {wording.industry(code, atlas.scheme)}: {said}",
        url=cells.cell_url(question, atlas.employment.regions[place], code),
    )


def _said(result: RuleSetResult, place: int, industry: int) -> str:
    return {"yes": _("a cluster"), "no": _("no cluster"), "cannot_be_told": _("cannot be told")}[
        WORDS[result.answer[place, industry]]
    ]


def _legend() -> tuple[tuple[str, str], ...]:
    written = [wording.plain(value, 1) for value in _SHADES]
    between = [(f"shade-{place}", f"{low}–{high}") for place, (low, high) in enumerate(pairwise(written), 1)]
    return (
        ("shade-0", _("under %s") % written[0]), *between,
        (f"shade-{len(_SHADES)}", _("%s and more") % written[-1]), ("is-unknown", _("not known")),
    )  # fmt: skip
