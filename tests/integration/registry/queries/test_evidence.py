"""Every value on a page leads to the printed row that it was read from. Organisations of every kind are walked, each in one language."""

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils import translation

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.registry.queries import FindingQuestion, findings, home, organisation, record
from ebpages.registry.shapes import (
    BranchView,
    EntityView,
    Evidence,
    Fact,
    LabelMark,
    OrganisationView,
    StageMark,
    Value,
)
from tests.samples.of_every_kind import of_every_kind

TODAY = date(2026, 11, 23)


def shapes(thing: object) -> Iterator[object]:
    """A view and everything inside it."""
    yield thing
    if isinstance(thing, tuple):
        for item in thing:
            yield from shapes(item)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from shapes(getattr(thing, field.name))


def pieces(text: str) -> str:
    """A text without what printing puts between its pieces: spaces, line ends and marks of carried-over words."""
    return "".join(text.split())


@pytest.fixture(params=["bg", pytest.param("en", marks=pytest.mark.long)])
def language(request: pytest.FixtureRequest, registry: BuildResult) -> Iterator[str]:
    """Each of the languages in turn, as a page would activate it."""
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def rows(registry: BuildResult) -> dict[str, str]:
    """The printed text of every row, by its address; both languages have the same rows."""
    return {f"/{row.source_id}/{row.key}/": row.text for row in models.Record.objects.all()}


def unproven(view: object, rows: dict[str, str]) -> list[str]:
    """What a view shows without leading to a row that prints it."""
    problems = []
    for shape in shapes(view):
        if isinstance(shape, Value) and shape.state != "unknown" and not shape.evidence:
            problems.append(f"{shape.text}: no evidence")
        if isinstance(shape, StageMark) and shape.reached and not shape.evidence:
            problems.append(f"{shape.label}: no evidence")
        if isinstance(shape, LabelMark | BranchView) and not shape.evidence:
            problems.append(f"{shape}: no evidence")
        if isinstance(shape, EntityView) and shape.identifier and not (shape.evidence or shape.branches):
            problems.append(f"{shape.identifier}: no evidence")
        if isinstance(shape, Evidence):
            problems += _unprinted(shape, rows)
    return problems


def _unprinted(evidence: Evidence, rows: dict[str, str]) -> list[str]:
    text = rows.get(evidence.record_url.partition("/sources")[2])
    if text is None or text != evidence.text:
        return [f"{evidence.record_url}: no such row, or not its text"]
    if not evidence.original.strip():
        return (
            []
            if evidence.steps
            else [f"{evidence.record_url}: neither an original nor a step says where it is from"]
        )
    lost = [line for line in evidence.original.splitlines() if pieces(line) not in pieces(text)]
    return [f"{evidence.record_url}: {lost} is not printed there"] if lost else []


def test_every_value_of_every_organisation_leads_to_a_row_that_prints_it(
    registry: BuildResult, rows: dict[str, str], language: str
) -> None:
    problems, walked = [], 0
    half = ("bg", "en").index(language)
    ids = of_every_kind()[half::2]
    for public_id in ids:
        view = organisation(public_id, TODAY)
        assert isinstance(view, OrganisationView)
        walked += sum(isinstance(shape, Value) for shape in shapes(view))
        problems += unproven(view, rows)
    assert problems == []
    assert walked > 2 * len(ids) > 0


def test_every_statement_is_shown_on_its_organisations_page_or_its_rows(
    registry: BuildResult, language: str
) -> None:
    for slug, key in models.Record.objects.order_by("id").values_list("source", "key")[::7]:
        page = record(slug, key)
        assert page
        shown = sum(len(value.evidence) for fact in page.facts for value in fact.values)
        assert shown == models.Statement.objects.filter(record__source=slug, record__key=key).count()


def test_every_finding_shows_the_rows_that_prove_it(
    registry: BuildResult, rows: dict[str, str], language: str
) -> None:
    found = findings(FindingQuestion(size=10_000))
    assert len(found.findings) == found.total == registry.counts["findings"]
    assert unproven(found.findings, rows) == []
    of_lists = set(models.Finding.objects.exclude(source=None).values_list("id", flat=True))
    bare = [f.kind for f in found.findings if not f.evidence and f.id not in of_lists]
    assert bare == []
    assert all(f.sentence and f.resolve and "{" not in f.sentence + f.resolve for f in found.findings)


def test_the_specimen_of_the_home_page_leads_to_its_rows(
    registry: BuildResult, rows: dict[str, str], language: str
) -> None:
    specimen = home().specimen
    assert isinstance(specimen, Fact) and unproven(specimen, rows) == []


def test_what_differs_stands_side_by_side(registry: BuildResult) -> None:
    views = [
        organisation(o, TODAY)
        for o in models.Organisation.objects.filter(source_count__gt=2).values_list("id", flat=True)
    ]
    facts = [shape for view in views for shape in shapes(view) if isinstance(shape, Fact)]
    differing = [fact for fact in facts if fact.differs]
    assert differing
    assert all(len(fact.values) > 1 and {v.state for v in fact.values} == {"differs"} for fact in differing)
    assert any(value.state == "agrees" for fact in facts for value in fact.values)


def test_a_join_by_rule_names_nobody_and_gives_its_reasons(registry: BuildResult) -> None:
    for public_id in models.Organisation.objects.filter(
        id__in=of_every_kind(), record_count__gt=1
    ).values_list("id", flat=True):
        view = organisation(public_id, TODAY)
        assert isinstance(view, OrganisationView)
        assert all(join.reasons and join.explanation and not join.by for join in view.joined)
        assert len(view.joined) >= len(view.records) - 1


def test_a_look_alike_that_was_kept_apart_is_shown_on_both_pages(
    registry: BuildResult, client: Client
) -> None:
    pairs = [
        (j.a.organisation_id, j.b.organisation_id)
        for j in models.Judgement.objects.filter(relation="undecided").select_related("a", "b")
    ]
    assert pairs
    for a, b in pairs:
        for here, there in ((a, b), (b, a)):
            view = organisation(str(here), TODAY)
            assert isinstance(view, OrganisationView)
            assert f"/bg/organisations/{there}/" in {apart.url for apart in view.lookalikes}


@pytest.mark.parametrize(("day", "state"), [("2000-01-01", "valid"), ("2026-11-23", "lapsed")])
def test_a_label_lapses_with_its_day(registry: BuildResult, day: str, state: str) -> None:
    owner = models.Record.objects.get(id="ecei_bronze:6").organisation_id
    view = organisation(str(owner), date.fromisoformat(day))
    assert isinstance(view, OrganisationView)
    (mark,) = [mark for mark in view.labels if mark.valid_until]
    assert mark.state == state
    last = organisation(str(owner), date.fromisoformat(mark.valid_until))
    assert isinstance(last, OrganisationView) and last.labels[0].state == "valid"


def test_facts_that_were_drawn_from_running_text_are_not_called_printed(
    registry: BuildResult, client: Client
) -> None:
    drawn = client.get("/en/sources/transfer_centres/2/").text
    assert "As drawn from the text" in drawn and "As printed" not in drawn
    assert "As printed" in client.get("/en/sources/bsmepa/26/").text
