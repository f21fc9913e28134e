"""The registry in a terminal: tables and one organisation; colours only where a person is looking."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from rich.console import Console

from ebpages.faces.language import active_language
from ebpages.faces.terminal import STYLES, plain
from ebpages.registry import wording
from ebpages.registry.shapes import Evidence, Fact, OrganisationView, Reason, RecordView


def print_organisation(view: OrganisationView) -> None:
    console = Console(highlight=False)
    console.print(f"[bold]{plain(view.name)}[/bold]  {view.id}")
    console.print(plain(" · ".join(filter(None, (view.other_name, view.kind)))), style="dim")
    for fact in (view.names, *(fact for section in view.sections for fact in section.facts)):
        _print_fact(console, fact)
    for stage in (stage for stage in view.stages if stage.reached):
        _print_line(
            console, wording.property_label("stage", active_language()), stage.label, _rows(stage.evidence)
        )
    for label in view.labels:
        text = ", ".join(filter(None, (label.level, label.valid_until)))
        _print_line(console, label.scheme, text, _rows(label.evidence))
    for entity in view.entities:
        text = " · ".join(filter(None, (entity.identifier or "–", entity.legal_form, entity.state)))
        _print_line(
            console, wording.property_label("legal_entity", active_language()), text, _rows(entity.evidence)
        )
    for finding in view.findings:
        console.print(f"  [{STYLES[finding.severity]}]{finding.severity_label}[/]: {plain(finding.sentence)}")
    for join in view.joined:
        console.print(
            f"  {plain(_row(join.record))} = {plain(_row(join.other))}",
            style="dim",
        )
        _print_reasons(console, join.reasons)


def _print_fact(console: Console, fact: Fact) -> None:
    for value in fact.values:
        said = value.note or (_("in doubt") if value.state == "doubted" else "")
        text = value.text or _("not known")
        text = f"{text} ({said})" if said else text
        _print_line(console, fact.label, text, _rows(value.evidence))


def _rows(evidence: Sequence[Evidence]) -> str:
    return ", ".join(map(_row, evidence))


def _row(place: Evidence | RecordView) -> str:
    return f"{place.source} {place.number or place.row}"


def _print_line(console: Console, label: str, text: str, rows: str) -> None:
    console.print(f"  {plain(label)}: {plain(text)}  [dim]{plain(rows)}[/dim]")


def _print_reasons(console: Console, reasons: Sequence[Reason]) -> None:
    for reason in reasons:
        console.print(f"      {plain(reason.sentence)}", style="dim")
