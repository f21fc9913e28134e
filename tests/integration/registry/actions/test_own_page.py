"""An organisation's own page: exactly what was published stands, beside what lists say."""

from datetime import date

import pytest

from ebpages.registry import models
from ebpages.registry.actions import BuildResult, Refused, Said, build, contribute, judge, publish_page
from ebpages.registry.contributions import SOURCE
from ebpages.registry.search_documents import find_ids
from tests.samples.stored import stored

A, B = "bulstat:1", "bulstat:2"
BY = "person:0123456789"
PAGE = (
    Said("description", "Произвеждаме левитиращи столове.", "bg"),
    Said("description", "We make levitating chairs.", "en"),
    Said("products", "столове", "bg"),
    Said("certificates", "ISO 9001 | 2027-05-31"),
    Said("country", "BG"),
    Said("languages", "el"),
)


def organisation_of(record: str) -> str:
    return str(models.Record.objects.get(id=record).organisation_id)


def standing(subject: str) -> list[tuple[str, str, str]]:
    rows = models.Contribution.objects.filter(subject=subject, withdrawn_at=None)
    return list(rows.values_list("property", "value", "language"))


def test_exactly_what_was_published_stands(few: BuildResult) -> None:
    subject = organisation_of(A)
    contribute(subject=subject, property="members", value="7", by="A. Person")
    first = publish_page(subject=subject, said=PAGE, by=BY)
    assert (first.subject, len(first.added), len(first.withdrawn), first.kept) == (subject, 6, 1, ())
    assert standing(subject) == [(s.property, s.value, s.language) for s in PAGE]
    (said,) = models.Statement.objects.filter(record__organisation=subject, property="certificates")
    assert (said.value, said.valid_until) == ("ISO 9001", "2027-05-31")
    assert find_ids("levitating") == [subject]
    again = (*PAGE[:-1], Said("languages", " en "), PAGE[0])
    second = publish_page(subject=subject, said=again, by="person:9876543210")
    assert (len(second.added), len(second.withdrawn)) == (1, 1) and set(second.kept) < set(first.added)
    assert ("languages", "en", "") in standing(subject)
    untouched = models.Contribution.objects.filter(pk__in=second.kept)
    assert set(untouched.values_list("by", flat=True)) == {BY}


def test_what_is_published_again_as_it_was_derives_nothing(few: BuildResult) -> None:
    subject = organisation_of(A)
    first = publish_page(subject=subject, said=PAGE, by=BY)
    before = stored()
    assert publish_page(subject=subject, said=PAGE[::-1], by=BY).kept == first.added
    assert stored() == before
    publish_page(subject=subject, said=(), by=BY)
    assert standing(subject) == [] and not models.SourceList.objects.filter(slug=SOURCE.slug).exists()


def test_a_build_of_everything_leaves_what_publishing_left(few: BuildResult) -> None:
    publish_page(subject=organisation_of(A), said=PAGE, by=BY)
    followed = stored()
    build(force=True, as_of=few.as_of)
    assert stored() == followed


@pytest.mark.parametrize("first", [A, B])
def test_a_page_is_that_of_the_heir_and_stands_once(few: BuildResult, first: str) -> None:
    ids = {record: organisation_of(record) for record in (A, B)}
    for record in (first, *(ids.keys() - {first})):
        publish_page(subject=ids[record], said=PAGE[:1], by=BY)
    judge(a=A, b=B, relation="re_registration", by="A. Person", why="they told me")
    heir = organisation_of(A)
    (gone,) = set(ids.values()) - {heir}
    published = publish_page(subject=gone, said=PAGE[:2], by=BY)
    assert published.subject == heir and len(published.withdrawn) == 1
    assert standing(gone) == [] and len(standing(heir)) == 2


def test_what_a_list_says_stays_and_the_difference_is_a_finding(few: BuildResult) -> None:
    stated = models.Statement.objects.filter(property="founded").select_related("record").earliest("id")
    subject = str(stated.record.organisation_id)
    publish_page(subject=subject, said=[Said("founded", str(int(stated.value) - 1))], by=BY)
    assert models.Statement.objects.filter(id=stated.id, value=stated.value).exists()
    (finding,) = models.Finding.objects.filter(kind="lists_differ", organisations=subject)
    assert dict(finding.params)["property"] == "founded"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ([Said("identifier", "104691139")], "not among"),
        ([Said("description", "one", "en"), Said("description", "two", "en")], "has one value"),
        ([Said("products", f"chair {n}") for n in range(201)], "holds 200 values"),
        ([Said("member_of", "0000000")], "ever had the id 0000000"),
        ([Said("website", "http://10.0.0.8/")], "others do not see"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_is_refused_whole(few: BuildResult, said: list[Said], message: str) -> None:
    from django.utils import translation

    subject = organisation_of(A)
    with translation.override("en"), pytest.raises(Refused, match=message):
        publish_page(subject=subject, said=[*PAGE, *said], by=BY)
    assert standing(subject) == []


def test_nobody_belongs_to_itself(few: BuildResult) -> None:
    subject = organisation_of(A)
    with pytest.raises(Refused):
        publish_page(subject=subject, said=[Said("member_of", subject)], by=BY)
    published = publish_page(subject=subject, said=[Said("member_of", organisation_of(B))], by=BY)
    assert published.at.date() >= date(2026, 1, 1) and len(published.added) == 1
