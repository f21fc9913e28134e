"""A panel in a year: its regions and industries with how many clusters they have, and the picture of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from django.utils.translation import gettext as _

from ebpages.declared.answer import WORDS, Answer
from ebpages.faces.language import active_language
from ebpages.faces.numbers import number
from ebpages.mapping.atlas import Atlas
from ebpages.mapping.queries import cells, wording
from ebpages.mapping.queries.panels import atlas_for, rules_for, shown
from ebpages.mapping.questions import PanelQuestion
from ebpages.mapping.rules.result import RuleSetResult
from ebpages.mapping.shapes import CellView, Choice, PanelView, Place
from ebpages.reference.european_regions import country_of, region_name

MOST_ROWS, MOST_COLUMNS = 40, 12
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
    """place: how many clusters the row has, where it is an industry."""

    code: str
    name: str
    url: str
    cells: tuple[MatrixCell, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Regions and industries, the industries by section: as rows with their counts where the regions are few enough to be columns,
    else as columns. sections: of the columns, (name, how many). groups: of the rows, (section, its rows). A name is empty where
    there is none."""

    columns: tuple[Column, ...]
    sections: tuple[tuple[str, int], ...]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    legend: tuple[tuple[str, str], ...]
    by_industry: bool


def panel_view(question: PanelQuestion) -> PanelView:
    """Raises UnknownPanel."""
    atlas, result = _worked_out(question)
    no, yes, open_ = np.bincount(result.answer.ravel(), minlength=len(Answer)).tolist()
    at_estimate = int((result.at_estimate == Answer.YES).sum())
    head = shown(atlas, rules_for(question), question)
    return PanelView(
        shown=head,
        summary=_(
            "By the rules of %(rules)s, %(yes)s pairs of a region and an industry certainly are clusters and %(no)s certainly are not; for %(open)s what is published does not suffice. By the estimates there would be %(likely)s clusters."
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
    if len(places) <= MOST_COLUMNS:
        return _by_industry(atlas, result, places, question)
    columns = tuple(
        Column(code, wording.industry(code, atlas.scheme), cells.industry_url(question, code))
        for _section, codes in _sections(atlas)
        for code in codes
    )
    rows = tuple(_region_row(atlas, result, place, columns, question) for place in places)
    sections = tuple((name, len(codes)) for name, codes in _sections(atlas))
    return Matrix(columns, sections, (("", rows),), _legend(), by_industry=False)


def _by_industry(atlas: Atlas, result: RuleSetResult, places: list[int], question: PanelQuestion) -> Matrix:
    columns = tuple(
        Column(code, wording.region(code), cells.region_url(question, code))
        for code in (atlas.employment.regions[place] for place in places)
    )
    groups = tuple(
        (name, tuple(_industry_row(atlas, result, code, places, question) for code in codes))
        for name, codes in _sections(atlas)
    )
    return Matrix(columns, (), groups, _legend(), by_industry=True)


def _sections(atlas: Atlas) -> list[tuple[str, tuple[str, ...]]]:
    """The covered industries by the highest parent below the root, in the order of the panel, with its name; empty without one."""
    tree = atlas.grid.industries

    def section(code: str) -> str:
        found, parent = "", tree.parent[tree.place[code]] if code in tree.place else tree.root
        while parent != tree.root:
            found, parent = wording.industry(tree.codes[parent]), tree.parent[parent]
        return found

    return [(name, tuple(codes)) for name, codes in groupby(_covered(atlas), section)]


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
    return {code: place for code, place in atlas.covered.items() if not nothing[place]}


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


def _region_row(
    atlas: Atlas, result: RuleSetResult, place: int, columns: Iterable[Column], question: PanelQuestion
) -> MatrixRow:
    code = atlas.employment.regions[place]
    name = wording.region(code)
    row = tuple(
        _cell(atlas, result, place, atlas.industries[column.code], name, question) for column in columns
    )
    return MatrixRow(code, name, cells.region_url(question, code), row)


def _industry_row(
    atlas: Atlas, result: RuleSetResult, code: str, places: list[int], question: PanelQuestion
) -> MatrixRow:
    counted = _industry(atlas, result, atlas.industries[code], question)
    row = tuple(
        _cell(
            atlas, result, place, atlas.industries[code], wording.region(atlas.employment.regions[place]), question
        )
        for place in places
    )  # fmt: skip
    return MatrixRow(code, counted.name, counted.url, row, counted)


def _cell(
    atlas: Atlas, result: RuleSetResult, place: int, industry: int, region: str, question: PanelQuestion
) -> MatrixCell:
    code = atlas.employment.categories[industry]
    quotient = cells.quotient(result, place, industry)
    value = quotient.value if atlas.employment.told[place, industry] else None
    said = "; ".join(filter(None, (quotient.text, quotient.bounds, _said(result, place, industry))))
    shaded = value is not None and atlas.firm[place, industry]
    return MatrixCell(
        look=f"shade-{sum(value >= least for least in _SHADES)}" if shaded else "is-unknown",
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
        (f"shade-{len(_SHADES)}", _("%s and more") % written[-1]), ("is-unknown", _("not known, or compared with figures that are mostly confidential")),
    )  # fmt: skip
