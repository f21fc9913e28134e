"""Which kinds of intermediary usually help with what."""

from datetime import date

from ebpages.exchange.support import kinds_of_support, usual_helpers
from ebpages.reference.intermediary_services import intermediary_services


def test_transfer_centres_usually_help_with_intellectual_property_as_the_guide_says() -> None:
    helpers = usual_helpers("intellectual_property", date(2026, 11, 30))
    assert list(helpers) == ["technology_transfer_centre"]
    assert "page 39" in helpers["technology_transfer_centre"].source.en


def test_clusters_help_only_where_they_say_so_themselves() -> None:
    assert "cluster_organisation" not in {each.code for each in kinds_of_support()}


def test_a_rule_holds_from_its_first_day() -> None:
    assert not usual_helpers("capital", date(2018, 3, 31))


def test_what_nobody_usually_does_is_still_a_service_to_ask_for() -> None:
    usual = {service for each in kinds_of_support() for service in each.services}
    assert "joint_purchasing" in {each.code for each in intermediary_services()} - usual
