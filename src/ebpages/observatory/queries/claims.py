"""Every registered claim held against the registry and the statistics, in the active language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.observatory.claims import wording
from ebpages.observatory.claims.catalogue import Claim, Claims, all_claims, claims_of
from ebpages.observatory.claims.claim import DeclaredClaim, Measurable, Remark, Supposition
from ebpages.observatory.claims.claim_data import ClaimData, RecomputedCodes, RecomputedDays, RecomputedNumber
from ebpages.observatory.claims.expectation import VERDICTS, Expectation, Verdict
from ebpages.observatory.claims.measure import Codes, Measure, Reported, Several, list_of, parts
from ebpages.observatory.claims.recomputation import number, recompute
from ebpages.observatory.claims.supposing import Supposing, lost_rows_by_value
from ebpages.observatory.property import PROPERTIES
from ebpages.observatory.queries.claim_data import RegistryData
from ebpages.observatory.queries.claim_evidence import records_behind
from ebpages.observatory.queries.statistics import state_of_statistics
from ebpages.observatory.shapes import ClaimView, Reading
from ebpages.registry.printed_order import grounds
from ebpages.registry.queries.builds import registry_is_built, state_of_registry

_MOST_KEPT = 20
# Worked out once for each state of registry and statistics, language and day: claims as declared, and their views.
_kept: dict[str, tuple[Claims, tuple[ClaimView, ...]]] = {}


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """Claims that stand together: one alone, or several about one quantity, which then has a title and a note."""

    title: str
    note: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one subject."""

    code: str
    title: str
    blocks: tuple[ClaimBlock, ...]

    @property
    def size(self) -> int:
        return sum(len(block.claims) for block in self.blocks)


def claims(on: date, *, file: Path | None = None) -> tuple[ClaimView, ...]:
    """Every claim that was made up to the day `on`, with what recomputation says of it.

    file: a file or folder of claims in place of the shipped ones and those of EBPAGES_CLAIMS. Raises BrokenDeclaration.
    """
    if not registry_is_built():
        return ()  # lists that were never read would be held against claims as if they were empty
    declared = claims_of(file) if file else all_claims()
    key = f"{state_of_registry()} {state_of_statistics()} {active_language()} {on}"
    kept, views = _kept.get(key, (None, ()))
    if kept is not declared:
        views = _work_out(declared, on, on_page=file is None)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = declared, views
    return views


def _work_out(declared: Claims, on: date, *, on_page: bool) -> tuple[ClaimView, ...]:
    """on_page: whether the claims are those of the site's page, where each has its address."""
    data = RegistryData()
    suppositions = _suppositions(declared, data)
    views = (
        _view(claim, data, suppositions)
        for claim in declared.claims
        if claim.declared.as_of <= on.isoformat()
    )
    return tuple(view if on_page else replace(view, url="") for view in views)


def verdicts(views: tuple[ClaimView, ...]) -> dict[str, int]:
    """How many claims have each verdict."""
    counted = Counter(claim.verdict for claim in views)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def verdict_names() -> dict[str, str]:
    return {
        "agrees": _("agrees"),
        "differs": _("differs"),
        "sources_conflict": _("sources conflict"),
        "cannot_be_told": _("cannot be told"),
    }


def claim_groups(views: tuple[ClaimView, ...]) -> tuple[ClaimGroup, ...]:
    """Claims of the site by subject; those about one quantity stand side by side where the first of them stands."""
    declared = all_claims()
    subject = {claim.declared.id: claim.declared.subject for claim in declared.claims}
    blocks: dict[str, list[ClaimBlock]] = {code: [] for code in declared.subjects}
    for members in _side_by_side(views):
        blocks[subject[members[0].id]].append(_block(members, declared))
    return tuple(
        ClaimGroup(code, declared.subjects[code].title.name(active_language()), tuple(some))
        for code, some in blocks.items()
        if some
    )


def _side_by_side(views: tuple[ClaimView, ...]) -> list[list[ClaimView]]:
    together: dict[str, list[ClaimView]] = {}
    for claim in views:
        together.setdefault(f"about {claim.about}" if claim.about else claim.id, []).append(claim)
    return list(together.values())


def _block(members: list[ClaimView], declared: Claims) -> ClaimBlock:
    if len(members) == 1:
        return ClaimBlock("", "", tuple(members))
    quantity, language = declared.quantities[members[0].about], active_language()
    return ClaimBlock(quantity.title.name(language), quantity.note.name(language), tuple(members))


# one claim

_Suppositions = Sequence[tuple[Supposition, Supposing]]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was found, empty where that is not known, the verdict and why, in words."""

    found: str
    verdict: Verdict
    why: str


def _view(claim: Claim, data: RegistryData, suppositions: _Suppositions) -> ClaimView:
    declared, language = claim.declared, active_language()
    outcome = _outcome_of_claim(declared, data)
    return ClaimView(
        id=declared.id,
        text=declared.said.name(language),
        printed=declared.printed,
        quoted_in=claim.report.language,
        page=_place(claim),
        date=declared.as_of,
        source=_publication(claim),
        expected=_expected(declared),
        found=outcome.found,
        verdict=outcome.verdict,
        why=" ".join((outcome.why, *_notes(declared, data))),
        settled_by=_settled_by(declared, outcome.verdict, data),
        measured=_measured(declared, data),
        supposed=_supposed(declared, outcome, suppositions),
        about=declared.about,
        url=f"{reverse('observatory:claims')}#claim-{declared.id}",
        behind=records_behind(declared.measure, data) if declared.measure else (),
    )


def _expected(claim: DeclaredClaim | Measurable) -> str:
    return wording.expected_text(claim.expected, active_language(), getattr(claim.measure, "property", ""))


def _outcome_of_claim(claim: DeclaredClaim, data: RegistryData) -> _Outcome:
    if claim.measure is not None:
        return _outcome(claim.measure, claim.expected, data)
    assert claim.cannot is not None
    return _Outcome("", "cannot_be_told", claim.cannot.name(active_language()))


def _outcome(measure: Measure, expected: Expectation, data: ClaimData) -> _Outcome:
    language = active_language()
    found = recompute(measure, data)
    if isinstance(found, RecomputedCodes):
        assert isinstance(measure, Codes)
        verdict = expected.verdict_of_codes(found.certain, found.possible)
        why = wording.why_of_codes(verdict, found, expected, measure.property, language)
        return _Outcome(wording.codes_text(found, measure.property, language), verdict, why)
    if isinstance(found, RecomputedDays):
        verdict = expected.verdict_of_days(found.days)
    else:
        verdict = expected.verdict(found.within)
        if verdict == "cannot_be_told" and any(gap.code == "conflict" for gap in found.gaps):
            verdict = "sources_conflict"
    if isinstance(measure, Reported):
        why = wording.why_of_reports(measure, expected, language)
        return _Outcome(wording.reports_found(measure, expected, language), verdict, why)
    assert isinstance(found, RecomputedNumber)
    why = wording.why(verdict, found, expected, language)
    return _Outcome(wording.found_text(found, expected, language), verdict, why)


def _measured(claim: DeclaredClaim, data: RegistryData) -> Reading | None:
    if claim.measured is None:
        return None
    outcome = _outcome(claim.measured.measure, claim.measured.expected, data)
    text = claim.measured.said.name(active_language())
    return Reading(text, _expected(claim.measured), outcome.found, outcome.verdict, outcome.why)


def _supposed(claim: DeclaredClaim, outcome: _Outcome, suppositions: _Suppositions) -> Reading | None:
    """What follows on the first condition that tells more than is known without it."""
    if claim.measure is None or outcome.verdict != "cannot_be_told":
        return None
    if any(isinstance(part, Several) for part in parts(claim.measure)):
        return None  # order gives a lost row one value; whether it contradicted itself remains unknown
    language = active_language()
    for supposition, supposing in suppositions:
        supposed = _outcome(claim.measure, claim.expected, supposing)
        if supposed.found != outcome.found:
            ground = grounds()[supposition.ground]
            why = (wording.seen_on(ground, language), supposition.because.name(language), supposed.why)
            condition = wording.condition(ground, language)
            return Reading(condition, _expected(claim), supposed.found, supposed.verdict, " ".join(why))
    return None


def _suppositions(declared: Claims, data: RegistryData) -> _Suppositions:
    """The conditions of the declared suppositions that hold for the rows that are there."""
    found = []
    for supposition in declared.suppositions:
        ground = grounds()[supposition.ground]
        order = PROPERTIES[ground.follows].codes()
        printed, last = data.values_by_row(ground.list, ground.follows)
        lost_rows = lost_rows_by_value(printed, last, order, supposition.counts)
        if lost_rows:
            found.append((supposition, Supposing(data, ground.list, ground.follows, lost_rows)))
    return found


def _settled_by(claim: DeclaredClaim, verdict: Verdict, data: RegistryData) -> str:
    """Which list or figure would tell, where nothing does yet: as declared, or else the whole of the lists that are counted."""
    if verdict not in ("cannot_be_told", "sources_conflict"):
        return ""
    if claim.settled_by is not None:
        return claim.settled_by.name(active_language())
    lists = dict.fromkeys(list_of(part) for part in parts(claim.measure)) if claim.measure else ()
    return " ".join(wording.say("settled_by_list", active_language(), list=slug) for slug in lists if slug)


def _notes(claim: DeclaredClaim, data: RegistryData) -> tuple[str, ...]:
    note = (claim.note.name(active_language()),) if claim.note else ()
    return (*(_remark(remark, data) for remark in claim.remarks), *note)


def _remark(remark: Remark, data: RegistryData) -> str:
    language = active_language()
    bounds = wording.bounds_text(number(remark.measure, data).within, remark.decimals, language)
    return remark.text.name(language).replace("{found}", bounds)


def _place(claim: Claim) -> str:
    """Section and pages: "section “Financing”, p. 43"."""
    if claim.section is None:
        return ""
    language = active_language()
    title, pages = claim.section.title.name(language), claim.section.pages
    if not pages:
        return wording.say("section", language, title=title)
    return wording.say("section_and_pages", language, title=title, pages=pages)


def _publication(claim: Claim) -> str:
    title = claim.report.title.name(active_language())
    return f"{title}, {claim.report.date}" if claim.report.date else title
