"""Which addresses are at the domain of a website."""

import pytest

from ebpages.own_pages.domains import host_of_address, hosts_of


@pytest.mark.parametrize(
    ("websites", "hosts"),
    [
        (["http://www.Mebel-Cluster.bg/index.html", "mebel-cluster.bg"], ("mebel-cluster.bg",)),
        (["https://user@cluster.bg:8080/"], ("cluster.bg",)),
        (["http://кластер.бг"], ("xn--80akne1aeh.xn--90ae",)),
        (["https://facebook.com/cluster", "http://cluster.wordpress.com", "http://cluster.hit.bg"], ()),
        (["", "няма", "http://[x", "http://" + "a" * 70 + ".bg"], ()),
    ],
)
def test_hosts_that_are_an_organisations_own(websites: list[str], hosts: tuple[str, ...]) -> None:
    assert hosts_of(websites) == hosts


@pytest.mark.parametrize(
    ("email", "host"),
    [
        ("office@cluster.bg", "cluster.bg"),
        ("Office@MAIL.cluster.bg", "cluster.bg"),
        ('"a@cluster.bg"@evil.example', ""),
        ("office@evilcluster.bg", ""),
        ("office@cluster.bg.evil.example", ""),
        ("office@bg", ""),
        ("office@кластер.бг", "xn--80akne1aeh.xn--90ae"),
        ("office@", ""),
    ],
)
def test_an_address_is_at_a_host_or_below_it(email: str, host: str) -> None:
    assert host_of_address(email, ("cluster.bg", "xn--80akne1aeh.xn--90ae")) == host
