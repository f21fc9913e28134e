"""Building: all or nothing, the same again, with and without what people have judged."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, build
from ebpages.registry.queries import MergedInto, built, organisation, record_rows, registry_is_built
from ebpages.registry.search_documents import find_ids
from ebpages.search.models import Change
from ebpages.sources.record import UnreadableList
from tests.samples.stored import stored

TODAY = date(2026, 11, 23)
STORED = {
    "sources": models.SourceList,
    "records": models.Record,
    "statements": models.Statement,
    "organisations": models.Organisation,
    "judgements": models.Judgement,
    "findings": models.Finding,
}


def organisation_of(record: str) -> str:
    return str(models.Record.objects.get(id=record).organisation_id)


class TestTheShippedLists:
    def test_every_row_is_stored(self, registry: BuildResult) -> None:
        assert registry.changed and registry_is_built()
        assert {name: table.objects.count() for name, table in STORED.items()} == {
            name: registry.counts[name] for name in STORED
        }
        assert registry.counts["records"] == sum(s.found for s in models.SourceList.objects.all()) == 503

    def test_the_registers_name_296_legal_entities(self, registry: BuildResult) -> None:
        assert models.LegalEntity.objects.exclude(identifier=None).count() == 296

    def test_a_row_with_a_name_or_a_known_website_belongs_to_an_organisation(
        self, registry: BuildResult
    ) -> None:
        assert not models.Record.objects.exclude(name="").filter(organisation=None).exists()
        assert not models.Record.objects.exclude(name="").filter(entity=None).exists()

    def test_every_organisation_has_a_row_a_name_and_an_entity(self, registry: BuildResult) -> None:
        for empty in ({"records": None}, {"name": ""}, {"entities": None}):
            assert not models.Organisation.objects.filter(**empty).exists()

    def test_the_last_build_is_told(self, registry: BuildResult) -> None:
        last = built()
        assert last and last.counts == registry.counts and last.as_of == registry.as_of


class TestBuildingAgain:
    def test_nothing_has_changed(self, registry: BuildResult) -> None:
        before, changes = stored(), Change.objects.count()
        assert build() == BuildResult(False, registry.counts, registry.as_of)
        assert stored() == before and Change.objects.count() == changes
        assert models.Build.objects.count() == 1

    def test_a_forced_build_gives_the_same(self, registry: BuildResult) -> None:
        before = stored()
        assert build(force=True).counts == registry.counts
        assert stored() == before

    def test_another_day_is_another_build(self, registry: BuildResult) -> None:
        assert build(as_of=date(2012, 1, 1)).changed

    def test_a_list_that_came_first_takes_no_id(self, registry: BuildResult, lists: Path) -> None:
        ids = dict(models.Record.objects.values_list("id", "organisation_id"))
        cut = lists / "bulstat" / "list.txt"
        whole = cut.read_text()
        rows = whole.splitlines(keepends=True)
        cut.write_text("".join(rows[:-40]))
        build(force=True)
        without = dict(models.Record.objects.values_list("id", "organisation_id"))
        assert 0 < len(without) < len(ids)
        cut.write_text(whole)
        build(force=True)
        assert dict(models.Record.objects.values_list("id", "organisation_id")) == ids


class TestHumanJudgements:
    APART = ("cluster_websites:2", "ecei_bronze:6")
    TWO = ("bulstat:1", "bulstat:2")

    def test_a_person_separates_what_was_joined(self, few: BuildResult, judge: Callable[..., None]) -> None:
        a, b = self.APART
        assert organisation_of(a) == organisation_of(b)
        judge((a, "different", b))
        build(force=True)
        assert organisation_of(a) != organisation_of(b)

    def test_a_person_joins_what_was_apart_and_the_old_id_leads_on(
        self, few: BuildResult, judge: Callable[..., None]
    ) -> None:
        a, b = self.TWO
        before = {organisation_of(a), organisation_of(b)}
        assert len(before) == 2
        judge((a, "re_registration", b))
        build(force=True)
        (kept,) = {organisation_of(a), organisation_of(b)}
        (gone,) = before - {kept}
        assert organisation(gone, TODAY) == MergedInto(kept)
        judge()
        build(force=True)
        assert {organisation_of(a), organisation_of(b)} == before

    def test_a_judgement_tells_who_when_and_why(self, few: BuildResult, judge: Callable[..., None]) -> None:
        judge((self.TWO[0], "re_registration", self.TWO[1]))
        build(force=True)
        found = organisation(organisation_of(self.TWO[0]), TODAY)
        assert found and not isinstance(found, MergedInto)
        (join,) = [join for join in found.joined if join.by]
        assert (join.by, join.at, join.why) == ("A. Person", "2026-11-23", "they told me")

    def test_the_automatic_result_stays_available(self, few: BuildResult, judge: Callable[..., None]) -> None:
        before = list(record_rows(automatic=True))
        assert before == list(record_rows())
        judge((self.APART[0], "different", self.APART[1]), (self.TWO[0], "re_registration", self.TWO[1]))
        build(force=True)
        assert list(record_rows(automatic=True)) == before
        assert list(record_rows()) != before

    def test_two_identifiers_are_never_made_one_legal_entity(
        self, few: BuildResult, judge: Callable[..., None]
    ) -> None:
        judge((self.TWO[0], "same", self.TWO[1]))
        build(force=True)
        entities = models.Record.objects.filter(id__in=self.TWO).values_list("entity", flat=True)
        assert len(set(entities)) == 2

    def test_a_judgement_about_a_row_that_no_list_holds_is_a_finding(
        self, few: BuildResult, judge: Callable[..., None]
    ) -> None:
        judge(("bulstat:1", "same", "bulstat:9999"))
        assert build(force=True).counts["findings"] == few.counts["findings"] + 1


class TestAListThatCannotBeRead:
    @pytest.mark.parametrize("slug", ["bulstat", "cluster_websites"])
    def test_the_registry_stays_as_it_was(self, registry: BuildResult, lists: Path, slug: str) -> None:
        before, found = stored(), find_ids("зелена синергия")
        (lists / slug / "list.txt").write_bytes(b"")
        with pytest.raises(UnreadableList, match=rf"^{slug}/list\.txt: the file is empty\. "):
            build(force=True)
        assert stored() == before and models.Build.objects.count() == 1
        assert find_ids("зелена синергия") == found != []


def test_progress_is_told_from_reading_to_storing(registry: BuildResult) -> None:
    stages: list[str] = []
    build(
        force=True, progress=lambda stage, done, total: stages.append(stage) if 0 <= done <= total else None
    )
    assert list(dict.fromkeys(stages)) == ["reading", "resolving", "finding", "storing"]
