"""Findings in a few lines of a terminal: each kind with the first of it in full, then how many there are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ebpages.mapping.panels.findings import SEVERITIES, remedy, say, severity_label, summary
from ebpages.mapping.panels.panel import PanelFinding, Severity

_KINDS_SHOWN = 10


def summarised(findings: Sequence[PanelFinding], language: str, where_all_are: str) -> Iterator[str]:
    """where_all_are: said behind the numbers where there are any."""
    kinds = summary(findings)
    for kind in kinds[:_KINDS_SHOWN]:
        severity = severity_label(kind.severity, language)
        yield f"  {severity} ×{kind.count}: {say(kind.first, language)} {remedy(kind.first, language)}"
    counted: Counter[Severity] = Counter(dict.fromkeys(SEVERITIES, 0))
    for kind in kinds:
        counted[kind.severity] += kind.count
    told = ", ".join(f"{severity_label(severity, language)}: {count}" for severity, count in counted.items())
    yield f"  {told}; {where_all_are}" if findings else f"  {told}"
