"""What became of the cases of an office: how many came to each step, in how many days, and why others ended."""

from collections import Counter, defaultdict
from datetime import datetime
from statistics import median

from ebpages.accounts.reader import Reader
from ebpages.accounts.scoped import of_organisation
from ebpages.exchange.case_shapes import CaseFunnel, FunnelLine, FunnelRow
from ebpages.exchange.cases.moves import ENDED, FIRST, case_table
from ebpages.exchange.models import Case, CaseMove, Profile
from ebpages.exchange.queries.own import own_profiles
from ebpages.faces.language import active_language

MEASURES = ("interest", "contact", "non_disclosure", "evaluation", "negotiation", "agreement")


def funnel(reader: Reader, organisation: str) -> CaseFunnel:
    """Of the profiles of an organisation that the reader works for. Nothing of others is counted in."""
    table, at = case_table(), active_language()
    of_step = {code: step.measure for code, step in table.steps.items()}
    cases = {
        key: (profile, begun, reason)
        for key, profile, begun, reason in Case.objects.seen_by(reader)
        .filter(of_organisation(organisation, "owner"))
        .order_by()
        .values_list("pk", "profile", "at", "reason")
    }
    # By owner, not by the keys of the cases: a database compares with no ten thousand values at once.
    moves = (
        CaseMove.objects.seen_by(reader)
        .filter(of_organisation(organisation, "case__owner"))
        .order_by("case", "number")
        .values_list("case", "step", "at")
    )
    came: dict[int, dict[str, datetime]] = {
        key: {of_step[FIRST]: begun} for key, (_profile, begun, _reason) in cases.items()
    }
    ended = set()
    for key, step, moment in moves:
        if step == ENDED:
            ended.add(key)
        elif key in came:
            came[key].setdefault(of_step[step], moment)
    agreed = sum("agreement" in each for each in came.values())
    return CaseFunnel(
        organisation=organisation,
        rows=tuple(_rows(list(came.values()), at)),
        open=len(cases) - len(ended) - agreed,
        ended=len(ended),
        reasons=_reasons(Counter(reason for _p, _b, reason in cases.values() if reason), at),
        profiles=_by_profile(reader, organisation, {key: each[0] for key, each in cases.items()}, came),
    )


def _rows(came: list[dict[str, datetime]], language: str) -> list[FunnelRow]:
    steps = case_table().steps
    rows = []
    for measure in MEASURES:
        days = [
            (each[measure] - each[earlier]).days
            for each in came
            if measure in each and (earlier := _before(each, measure))
        ]
        rows.append(
            FunnelRow(
                measure,
                steps[measure].name.name(language),
                sum(measure in each for each in came),
                round(median(days)) if days else None,
            )
        )
    return rows


def _before(came: dict[str, datetime], measure: str) -> str:
    """The step before, of those that the case went through."""
    earlier = [
        each for each in MEASURES[: MEASURES.index(measure)] if each in came and came[each] <= came[measure]
    ]
    return earlier[-1] if earlier else ""


def _reasons(counted: Counter[str], language: str) -> tuple[tuple[str, int], ...]:
    known = case_table().reasons
    return tuple((known[code].name.name(language), n) for code, n in counted.most_common() if code in known)


def _by_profile(
    reader: Reader, organisation: str, profile_of: dict[int, int], came: dict[int, dict[str, datetime]]
) -> tuple[FunnelLine, ...]:
    """Every profile that was published, those with most interest first; also those in which nobody was interested."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for key, measures in came.items():
        counts[profile_of[key]].update(measures.keys())
    keys = dict(
        Profile.objects.seen_by(reader)
        .filter(of_organisation(organisation), reference__isnull=False)
        .values_list("reference", "pk")
    )
    lines = [
        FunnelLine(
            each.reference, each.title, tuple(counts[keys[each.reference]][measure] for measure in MEASURES)
        )
        for each in own_profiles(reader, organisation)
        if each.reference in keys
    ]
    return tuple(sorted(lines, key=lambda line: (-line.counts[0], line.title)))
