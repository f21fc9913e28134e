"""The values by which organisations are filtered, on rows of the lists."""

from ebpages.registry.facets import KEYS, UNDATED, UNKNOWN, facets_of
from ebpages.registry.mention import mentions_of, record_id
from ebpages.registry.statements import statements_of
from ebpages.sources.catalogue import read_source, source, sources


def facets(*ids: str, kind: str = "cluster_organisation") -> dict[str, set[str]]:
    mentions, statements = [], []
    for slug in dict.fromkeys(i.partition(":")[0] for i in ids):
        records = [r for r in read_source(slug).records if record_id(r) in ids]
        mentions += mentions_of(source(slug), records)
        statements += [s for record in records for s in statements_of(record)]
    found: dict[str, set[str]] = {}
    country_of = {each.slug: each.country for each in sources()}
    for key, value in facets_of(kind, mentions, statements, country_of):
        found.setdefault(key, set()).add(value)
    return found


def test_every_facet_has_a_value_and_unknown_is_one() -> None:
    found = facets("bulstat:1")
    assert set(KEYS) - set(found) == {"speaks", "size_class"}  # what few tell is not stored as unknown
    assert {key for key, values in found.items() if values == {UNKNOWN}} == {
        "stage",
        "label",
        "region",
        "sector",
        "activity",
    }


def test_unknown_never_stands_beside_a_known_value() -> None:
    for record in read_source("bsmepa").records:
        assert all(
            values == {UNKNOWN} or UNKNOWN not in values for values in facets(record_id(record)).values()
        )


def test_what_is_not_known_to_be_of_a_kind_is_of_unknown_kind() -> None:
    assert facets("cluster_websites:1", kind="")["kind"] == {UNKNOWN}


def test_a_label_is_filed_under_its_last_day() -> None:
    assert facets("ecei_bronze:6")["label"] < {
        f"20{year}-{month:02}-{day:02}"
        for year in range(10, 30)
        for month in range(1, 13)
        for day in range(1, 32)
    }


def test_a_seat_gives_its_oblast_and_several_lists_stand_side_by_side() -> None:
    found = facets("bulstat:47", "bsmepa:56", "ecei_bronze:6")
    assert found["region"] == {"BG421"}
    assert found["list"] == {"bulstat", "bsmepa", "ecei_bronze"}
    assert found["form"] == {"association"}


def test_a_label_counts_as_undated_only_where_no_list_dates_it() -> None:
    assert facets("abc_members:3")["label"] == {UNDATED}
    assert facets("abc_members:3", "ecei_bronze:4")["label"] == facets("ecei_bronze:4")["label"] != {UNDATED}


def test_a_branch_gives_no_legal_form() -> None:
    assert facets("bulstat:2", "bulstat:3")["form"] == {"association"}


def test_two_stages_in_one_cell_are_two_values() -> None:
    both = [record_id(r) for r in read_source("bsmepa").records if len(r.all("stage")) == 2]
    assert both and all(len(facets(i)["stage"]) == 2 for i in both)


def test_the_state_in_the_register_is_an_activity() -> None:
    states = [
        (record_id(r), f.value)
        for r in read_source("trade_register").records
        for f in r.all("registry_state")
    ]
    assert states and all(value in facets(i)["activity"] for i, value in states)
