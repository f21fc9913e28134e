"""Every registered claim held against the registry and the statistics, in the active language."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from ebpages.faces.language import active_language
from ebpages.observatory.claims import wording
from ebpages.observatory.claims.catalogue import Claim, Claims, all_claims, claims_of
from ebpages.observatory.claims.claim import DeclaredClaim, Remark
from ebpages.observatory.claims.claim_data import RecomputedCodes
from ebpages.observatory.claims.expectation import VERDICTS, Expectation, Verdict
from ebpages.observatory.claims.measure import Codes
from ebpages.observatory.claims.recomputation import number, recompute
from ebpages.observatory.queries.claim_data import RegistryData
from ebpages.observatory.queries.claim_evidence import records_behind
from ebpages.observatory.queries.statistics import state_of_statistics
from ebpages.observatory.shapes import ClaimView, RecordBehind
from ebpages.registry.queries.builds import state_of_registry

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


def claims(on: date, *, file: Path | None = None) -> tuple[ClaimView, ...]:
    """Every claim that was made up to the day `on`, with what recomputation says of it.

    file: a file or folder of claims in place of the shipped ones and those of EBPAGES_CLAIMS. Raises BrokenDeclaration.
    """
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
    views = (_view(claim, data) for claim in declared.claims if claim.declared.as_of <= on.isoformat())
    return tuple(view if on_page else replace(view, url="") for view in views)


def verdicts(views: tuple[ClaimView, ...]) -> dict[str, int]:
    """How many claims have each verdict."""
    counted = Counter(claim.verdict for claim in views)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def verdict_names() -> dict[str, str]:
    return {"agrees": _("agrees"), "differs": _("differs"), "cannot_be_told": _("cannot be told")}


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


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was found, the verdict and why, in words, with the records behind it."""

    found: str
    verdict: Verdict
    why: str
    behind: tuple[RecordBehind, ...] = ()


def _view(claim: Claim, data: RegistryData) -> ClaimView:
    declared, language = claim.declared, active_language()
    outcome = _outcome(declared, data)
    return ClaimView(
        id=declared.id,
        text=declared.said.name(language),
        page=_place(claim),
        date=declared.as_of,
        source=_publication(claim),
        expected=wording.expected_text(
            declared.expected, language, getattr(declared.measure, "property", "")
        ),
        found=outcome.found,
        verdict=outcome.verdict,
        why=" ".join((outcome.why, *_notes(declared, data))),
        about=declared.about,
        url=f"{reverse('observatory:claims')}#claim-{declared.id}",
        behind=outcome.behind,
    )


def _outcome(claim: DeclaredClaim, data: RegistryData) -> _Outcome:
    language, expected = active_language(), claim.expected
    if claim.measure is None:
        assert claim.cannot is not None
        return _Outcome(wording.say("nothing", language), "cannot_be_told", claim.cannot.name(language))
    records = records_behind(claim.measure, data)
    found = recompute(claim.measure, data)
    if isinstance(found, RecomputedCodes):
        assert isinstance(claim.measure, Codes)
        return _outcome_of_codes(found, expected, claim.measure.property, records)
    verdict = expected.verdict(found.within)
    why = wording.why(verdict, found, expected, language)
    return _Outcome(wording.found_text(found, expected, language), verdict, why, records)


def _outcome_of_codes(
    found: RecomputedCodes, expected: Expectation, prop: str, records: tuple[RecordBehind, ...]
) -> _Outcome:
    language = active_language()
    verdict = expected.verdict_of_codes(found.certain, found.possible)
    why = wording.why_of_codes(verdict, found, expected, prop, language)
    return _Outcome(wording.codes_text(found, prop, language), verdict, why, records)


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
