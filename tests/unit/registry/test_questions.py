"""Questions as they stand in an address."""

from django.test import RequestFactory

from ebpages.registry.queries import Question
from ebpages.registry.questions import read_finding_question, read_question


def question(query: str) -> Question:
    return read_question(RequestFactory().get(f"/bg/organisations/?{query}").GET, view_size=25)


def test_an_empty_address_asks_for_everything_by_name() -> None:
    found = question("")
    assert (found.words, found.sort, found.page) == ("", "name", 1)
    assert not any(found.chosen.values())


def test_words_ask_for_the_most_relevant_first() -> None:
    assert question("q=мебел").sort == "relevance"
    assert question("q=мебел&sort=founded").sort == "founded"
    assert question("q=мебел&sort=nonsense").sort == "relevance"


def test_values_of_a_facet_are_collected_once_each() -> None:
    assert question("stage=developed&stage=start_up&stage=developed&stage=").chosen["stage"] == (
        "developed",
        "start_up",
    )


def test_what_no_facet_is_called_is_not_asked() -> None:
    assert "password" not in question("password=1").chosen


def test_endless_words_and_values_are_cut() -> None:
    found = question("q=" + "а" * 5000 + "&stage=" + "b" * 5000)
    assert len(found.words) == 200 and found.chosen["stage"] == ()


def test_findings_are_asked_by_kind_severity_and_list() -> None:
    request = RequestFactory().get("/bg/findings/?kind=rows_lost&severity=error&list=bsmepa&page=2")
    found = read_finding_question(request, size=25)
    assert (found.kinds, found.severities, found.lists, found.page) == (
        ("rows_lost",),
        ("error",),
        ("bsmepa",),
        2,
    )
