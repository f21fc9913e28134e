from ebpages.registry.findings.finding import finding, record_of


def test_an_id_does_not_change_with_the_order_of_statements_or_the_words_of_the_sentence():
    one = finding(
        "lists_differ", statements=("a:1/seat/1", "b:2/seat/1"), property="seat", values="София ≠ Варна"
    )
    other = finding(
        "lists_differ", statements=("b:2/seat/1", "a:1/seat/1"), property="seat", values="Варна ≠ София"
    )
    assert one.id == other.id


def test_an_id_tells_properties_and_places_apart():
    seat, stage = (finding("several_values", records=("a:1",), property=about) for about in ("seat", "stage"))
    assert (
        len({seat.id, stage.id, finding("rows_lost", source="a").id, finding("rows_lost", source="b").id})
        == 4
    )


def test_an_id_is_short_and_fit_for_an_address():
    made = finding("rows_lost", source="bsmepa").id
    assert len(made) == 13
    assert made.isalnum()
    assert made.islower()


def test_a_finding_names_the_records_of_its_statements_once():
    shown = finding("several_values", statements=("bulstat:12/stage/1", "bulstat:12/stage/2"))
    assert shown.records == ("bulstat:12",)


def test_a_record_with_a_slash_in_its_key_is_found_again():
    assert record_of("list:2018/7/name/1") == "list:2018/7"
