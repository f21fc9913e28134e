"""Every registered claim held against the registry and the statistics, in one language."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.urls import reverse
from django.utils import translation

from ebpages.observatory.claims import wording
from ebpages.observatory.claims.catalogue import Claim, Claims, all_claims, claims_of
from ebpages.observatory.claims.claim import RemarkOf
from ebpages.observatory.claims.expectation import Expectation, Verdict
from ebpages.observatory.claims.ground import MeasuredCodes
from ebpages.observatory.claims.measure import Codes
from ebpages.observatory.claims.measuring import number, work_out
from ebpages.observatory.queries.claim_evidence import behind
from ebpages.observatory.queries.claim_ground import RegistryGround
from ebpages.observatory.queries.statistics import state_of_statistics
from ebpages.observatory.shapes import Behind, ClaimView
from ebpages.registry.queries.builds import state_of_registry

_MOST_KEPT = 20
# Worked out once for each state of registry and statistics, language and day: claims as declared, and what was found.
_kept: dict[str, tuple[Claims, tuple[ClaimView, ...]]] = {}

VERDICTS: tuple[Verdict, ...] = ("agrees", "differs", "cannot_be_told")


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


def claims(language: str, on: date, *, file: Path | None = None) -> tuple[ClaimView, ...]:
    """Every claim that was made up to the day `on`, with what recomputation says of it.

    file: a file or folder of claims in place of the shipped ones and those of EBPAGES_CLAIMS. Raises BrokenDeclaration.
    """
    declared = _declared(file)
    key = f"{state_of_registry()} {state_of_statistics()} {language} {on}"
    kept, found = _kept.get(key, (None, ()))
    if kept is not declared:
        found = _hold(declared, language, on, on_page=file is None)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[key] = declared, found
    return found


def _hold(declared: Claims, language: str, on: date, *, on_page: bool) -> tuple[ClaimView, ...]:
    """on_page: whether the claims are those of the site's page, where each has its address."""
    ground = RegistryGround()
    made = [claim for claim in declared.claims if claim.of.as_of <= on.isoformat()]
    with translation.override(language):
        found = [_view(claim, ground, language) for claim in made]
    return tuple(found if on_page else (replace(view, url="") for view in found))


def verdicts(found: tuple[ClaimView, ...]) -> dict[str, int]:
    """How many claims have each verdict."""
    counted = Counter(claim.verdict for claim in found)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def claim_groups(
    found: tuple[ClaimView, ...], language: str, *, file: Path | None = None
) -> tuple[ClaimGroup, ...]:
    """Claims by subject; those about one quantity stand side by side where the first of them stands."""
    declared = _declared(file)
    subject = {claim.of.id: claim.of.subject for claim in declared.claims}
    blocks: dict[str, list[ClaimBlock]] = {code: [] for code in declared.subjects}
    for members in _side_by_side(found):
        blocks[subject[members[0].id]].append(_block(members, declared, language))
    return tuple(
        ClaimGroup(code, declared.subjects[code].title.name(language), tuple(some))
        for code, some in blocks.items()
        if some
    )


def _declared(file: Path | None) -> Claims:
    return claims_of(file) if file else all_claims()


def _side_by_side(found: tuple[ClaimView, ...]) -> list[list[ClaimView]]:
    together: dict[str, list[ClaimView]] = {}
    for claim in found:
        together.setdefault(f"about {claim.about}" if claim.about else claim.id, []).append(claim)
    return list(together.values())


def _block(members: list[ClaimView], declared: Claims, language: str) -> ClaimBlock:
    if len(members) == 1:
        return ClaimBlock("", "", tuple(members))
    quantity = declared.quantities[members[0].about]
    return ClaimBlock(quantity.title.name(language), quantity.note.name(language), tuple(members))


# one claim


@dataclass(frozen=True, slots=True)
class _Outcome:
    found: str
    verdict: Verdict
    why: str
    behind: tuple[Behind, ...] = ()


def _view(claim: Claim, ground: RegistryGround, language: str) -> ClaimView:
    of = claim.of
    outcome = _outcome(claim, ground, language)
    return ClaimView(
        id=of.id,
        text=of.said.name(language),
        page=_place(claim, language),
        date=of.as_of,
        source=_report(claim, language),
        expected=wording.expected_text(of.expected, language, getattr(of.measure, "property", "")),
        found=outcome.found,
        verdict=outcome.verdict,
        why=" ".join((outcome.why, *_notes(claim, ground, language))),
        about=of.about,
        url=f"{reverse('observatory:claims')}#claim-{of.id}",
        behind=outcome.behind,
    )


def _outcome(claim: Claim, ground: RegistryGround, language: str) -> _Outcome:
    of = claim.of
    if of.measure is None:
        assert of.cannot is not None
        return _Outcome(wording.say("nothing", language), "cannot_be_told", of.cannot.name(language))
    records = behind(of.measure, ground, language)
    found = work_out(of.measure, ground)
    if isinstance(found, MeasuredCodes):
        assert isinstance(of.measure, Codes)
        return _outcome_of_codes(found, of.expected, of.measure.property, records, language)
    verdict = of.expected.verdict(found.within)
    told = wording.found_text(found, of.expected, language)
    return _Outcome(told, verdict, wording.why(verdict, found, of.expected, language), records)


def _outcome_of_codes(
    found: MeasuredCodes, expected: Expectation, prop: str, records: tuple[Behind, ...], language: str
) -> _Outcome:
    verdict = expected.verdict_of_codes(found.certain, found.possible)
    why = wording.why_of_codes(verdict, found, expected, prop, language)
    return _Outcome(wording.codes_text(found, prop, language), verdict, why, records)


def _notes(claim: Claim, ground: RegistryGround, language: str) -> tuple[str, ...]:
    note = (claim.of.note.name(language),) if claim.of.note else ()
    return (*(_remark(remark, ground, language) for remark in claim.of.remarks), *note)


def _remark(remark: RemarkOf, ground: RegistryGround, language: str) -> str:
    told = wording.bounds_text(number(remark.measure, ground).within, remark.decimals, language)
    return remark.text.name(language).replace("{found}", told)


def _place(claim: Claim, language: str) -> str:
    """Section and pages: "section “Financing”, p. 43"."""
    if claim.section is None:
        return ""
    title, pages = claim.section.title.name(language), claim.section.pages
    if not pages:
        return wording.say("section", language, title=title)
    return wording.say("section_and_pages", language, title=title, pages=pages)


def _report(claim: Claim, language: str) -> str:
    title = claim.report.title.name(language)
    return f"{title}, {claim.report.date}" if claim.report.date else title
