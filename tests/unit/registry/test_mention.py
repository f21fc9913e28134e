"""What one row says about who it is, on rows of the lists."""

from functools import cache

from ebpages.registry.mention import Mention, mentions_of, record_id
from ebpages.sources.catalogue import read_source, source


@cache
def mentions(slug: str) -> dict[str, Mention]:
    described = source(slug)
    return {m.record.partition(":")[2]: m for m in mentions_of(described, read_source(slug).records)}


def test_a_record_is_named_by_its_list_and_key() -> None:
    record = read_source("bulstat").records[0]
    assert record_id(record) == "bulstat:1"
    assert mentions("bulstat")["1"].record == "bulstat:1"


def test_earlier_lists_and_rows_rank_first() -> None:
    ranks = [m.rank for slug in ("bulstat", "trade_register", "ecei_bronze") for m in mentions(slug).values()]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)


def test_a_branch_speaks_of_its_parents_legal_entity() -> None:
    parent, branch = mentions("bulstat")["2"], mentions("bulstat")["3"]
    assert branch.identifier and branch.identifier.is_branch
    assert parent.entity == branch.entity == "117643094"


def test_a_row_without_an_identifier_speaks_of_no_known_entity() -> None:
    assert {m.entity for m in mentions("bsmepa").values()} == {""}


def test_a_row_of_the_categorisation_tells_seat_year_and_website() -> None:
    found = mentions("bsmepa")["56"]
    assert found.name.words == ("зелена", "синергия")
    assert found.seats == {"Пловдив"} and found.founded
    assert [website.key for website in found.websites] == [
        "greensynegyclustereu"
    ]  # as printed, a letter short


def test_the_address_in_a_name_is_a_seat() -> None:
    assert mentions("bulstat")["47"].seats == {"Пловдив"}


def test_the_name_says_the_kind_before_the_list_does() -> None:
    assert mentions("bulstat")["26"].kind == "cluster_organisation"
    assert mentions("transfer_centres")["1"].kind == "technology_transfer_centre"


def test_a_row_before_lost_rows_may_be_cut() -> None:
    assert mentions("bsmepa")["58"].maybe_cut
    assert not mentions("bsmepa")["56"].maybe_cut


def test_a_website_alone_is_a_mention_without_a_name() -> None:
    found = mentions("cluster_websites")["1"]
    assert found.websites and not found.name.words and found.entity == ""
