"""What is wrong or remarkable about a panel, for people."""

from collections import Counter

from ebpages.mapping.panels.findings import cell_name, label, remedy, say
from ebpages.mapping.panels.panel import PanelFinding
from ebpages.mapping.queries.panels import opened
from ebpages.mapping.shapes import Choice, PanelFindingView


def panel_findings(
    name: str, kind: str, language: str, start: int, size: int
) -> tuple[tuple[PanelFindingView, ...], int]:
    """Some findings of a kind, or of all, and how many there are. Raises UnknownPanel."""
    found = [each for each in opened(name).findings if not kind or each.kind == kind]
    return tuple(_view(each, language) for each in found[start : start + size]), len(found)


def finding_kinds(name: str, kind: str, language: str) -> tuple[Choice, ...]:
    """The kinds of findings that a panel has, the most frequent first, with their numbers."""
    counted = Counter(each.kind for each in opened(name).findings)
    return tuple(
        Choice(each, f"{label(each, language)} ({number})", each == kind, f"?kind={each}")
        for each, number in counted.most_common()
    )


def _view(finding: PanelFinding, language: str) -> PanelFindingView:
    return PanelFindingView(
        kind=finding.kind,
        severity=finding.severity,
        sentence=say(finding, language),
        remedy=remedy(finding, language),
        where=cell_name(finding, language) if finding.region or finding.industry else "",
    )
