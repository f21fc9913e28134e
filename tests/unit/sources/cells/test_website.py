"""Which addresses are repaired, and what is no address."""

import pytest

from ebpages.sources.cells.website import is_address, is_fragment, read_website, read_websites


@pytest.mark.parametrize(
    ("printed", "value", "codes"),
    [
        ("http://www.automotive.bg", "http://www.automotive.bg", []),
        ("(http://www.bap-bg.org/)", "http://www.bap-bg.org/", ["brackets_removed"]),
        ("(http://m.ens-fashion-cluster.eu/", "http://m.ens-fashion-cluster.eu/", ["brackets_removed"]),
        ("<http://kida.bg/>", "http://kida.bg/", ["brackets_removed"]),
        ("http://x.bg/a_(b)", "http://x.bg/a_(b)", []),
        ("http://w.www.kook.bg/", "http://www.kook.bg/", ["url_repaired"]),
        ("http://ww.w.kook.bg/", "http://www.kook.bg/", ["url_repaired"]),
        ("http://www. kook.bg/", "http://www.kook.bg/", ["spaces_removed"]),
        ("http:/kook.bg/", "http://kook.bg/", ["url_repaired"]),
        ("HTTP://WWW.Kook.BG/Bg", "http://www.kook.bg/Bg", ["url_repaired", "url_repaired"]),
        ("www.kook.bg", "http://www.kook.bg", ["scheme_added"]),
        (
            "http://cl.eantech.bg/cluste.r.wordpr.ess.com/",
            "http://cl.eantech.bg/cluste.r.wordpr.ess.com/",
            [],
        ),
        ("http://www.clust.eritos.or.g/", "http://www.clust.eritos.or.g/", ["url_doubtful"]),
        ("http://клъстер", "http://клъстер", ["url_doubtful"]),
        ("http://x..bg", "http://x..bg", ["url_doubtful"]),
    ],
)
def test_an_address_is_repaired_only_where_that_is_certain(
    printed: str, value: str, codes: list[str]
) -> None:
    field = read_website((printed,), "www")
    assert (field.value, [step.code for step in field.steps]) == (value, codes)
    assert field.original == printed


def test_an_address_cut_by_a_page_break_is_joined() -> None:
    field = read_website(("http://ho", "ists-bulgaria.com/"), "www")
    assert field.value == "http://hoists-bulgaria.com/"
    assert [step.param("parts") for step in field.steps] == ["http://ho + ists-bulgaria.com/"]


@pytest.mark.parametrize(
    "text", ["http://x.bg", "www.x.bg", "net.bg/page.php?id=17", "(http://x.bg)", "cluster.eu"]
)
def test_an_address_is_known_with_and_without_its_beginning(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "фирми, университети",
        "13",
        "2016",
        "София",
        "няма",
        "фирми (напр. ABC)",
        "фирми, сайт www.x.bg",
        "с. Резбарци",
    ],
)
def test_words_are_no_address(text: str) -> None:
    assert not is_address(text)
    assert not is_fragment(text)


def test_each_of_several_addresses_in_a_cell_is_read() -> None:
    fields = read_websites(("http://x.bg, www.y.bg",), "www")
    assert [field.value for field in fields] == ["http://x.bg", "http://www.y.bg"]
    assert {field.original for field in fields} == {"http://x.bg, www.y.bg"}
    assert all("several_values" in {step.code for step in field.steps} for field in fields)


def test_words_that_mention_an_address_are_words() -> None:
    assert not is_address("фирми, сайт www.x.bg")
