"""What a terminal is told of a panel and of findings: each kind with the first of it in full, then how many there are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ebpages.mapping.panels.findings import SEVERITIES, remedy, say, severity_label, summary
from ebpages.mapping.panels.panel import Panel, PanelFinding, Severity

_KINDS_SHOWN = 10


def said_of(panel: Panel, language: str) -> Iterator[str]:
    """What a panel holds, and its findings, each kind with the first of them in full."""
    head = panel.head
    yield f"{head.name}: {head.title}"
    about = (
        head.source,
        head.vintage and f"vintage {head.vintage}",
        head.licence,
        f"certainty: {head.certainty}",
    )
    yield "  " + " · ".join(filter(None, about))
    years = f"{head.years[0]}–{head.years[-1]}" if len(head.years) > 1 else str(head.years[0])
    yield f"  {len(head.regions)} regions, {len(head.industries)} industries, {years}: {', '.join(head.measures)}"
    yield from summarised(
        panel.findings, language, f"`ebpages mapping show {head.name} --findings` has all of them."
    )


def summarised(findings: Sequence[PanelFinding], language: str, where_all_are: str) -> Iterator[str]:
    """where_all_are: said behind the numbers where there are any."""
    kinds = summary(findings)
    for kind in kinds[:_KINDS_SHOWN]:
        severity = severity_label(kind.severity, language)
        yield f"  {severity} ×{kind.count}: {say(kind.first, language)} {remedy(kind.first, language)}"
    counted: Counter[Severity] = Counter(dict.fromkeys(SEVERITIES, 0))
    for kind in kinds:
        counted[kind.severity] += kind.count
    counts = ", ".join(
        f"{severity_label(severity, language)}: {count}" for severity, count in counted.items()
    )
    yield f"  {counts}; {where_all_are}" if findings else f"  {counts}"
