"""Websites as printed: what is an address, and which two are one site in spite of the print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ebpages.registry.websites import read_website, same_site


def one_site(a: str, b: str) -> bool:
    first, second = read_website(a), read_website(b)
    assert first and second
    return same_site(first, second)


@pytest.mark.parametrize(
    ("printed", "host"),
    [
        ("http://www.greensynergycluster.eu", "greensynergycluster.eu"),
        ("www.marinecluster.com", "marinecluster.com"),
        ("HTTP://WWW.EMIC-BG.ORG/index.php?lang=bg", "emic-bg.org"),
        ("(http://hoists-bulgaria.com/)", "hoists-bulgaria.com"),
        ("https://furnitureclusterbg.com/", "furnitureclusterbg.com"),
    ],
)
def test_the_host_names_the_site(printed: str, host: str) -> None:
    found = read_website(printed)
    assert found and found.host == host and found.url == printed


@pytest.mark.parametrize("printed", ["", "няма собствен сайт", "www", "http://", "a.b", "http://[", "//"])
def test_what_has_no_host_is_no_website(printed: str) -> None:
    assert read_website(printed) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("http://www.btccluster.com", "http://btcluster.com"),
        ("http://www.green.synergy.cluster.eu", "http://greensynergycluster.eu/"),
        ("http://www.marinecluster.com/en", "http://marinecluster.com/bg/"),
        ("http://emic-bg.org", "http://emicbg.org"),
    ],
)
def test_dots_paths_and_a_lost_letter_make_no_other_site(a: str, b: str) -> None:
    assert one_site(a, b) and one_site(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("http://ict-varna.bg", "http://ict-sofia.bg"),
        ("http://clusteraitos.eu", "http://clusterkodia.eu"),
        ("http://zavod1.example.bg", "http://zavod2.example.bg"),
        ("http://cluster2020.example.eu", "http://cluster.example.eu"),
        ("http://www.facebook.com/one", "http://facebook.com/two"),
    ],
)
def test_different_hosts_and_hosts_that_many_share_join_nobody(a: str, b: str) -> None:
    assert not one_site(a, b)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_website(text)
    assert found is None or (found.host and found.key)
