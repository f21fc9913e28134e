"""Offers and requests of an organisation in a frame of its own website."""

import html
import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from ebpages.accounts.models import Person
from ebpages.accounts.reader import OPERATOR
from ebpages.own_pages.actions import add_member, answer_membership
from tests.integration.exchange.test_life import published
from tests.samples.people import CLUSTER, OTHER, browser, merge, organisation, person
from tests.samples.profiles import GOOD_TEXTS, offer, with_text


@pytest.fixture
def cluster(officer: Person, reviewer: Person) -> str:
    """Its member publishes an offer with its name, and one without."""
    published(officer, reviewer)
    published(officer, reviewer, with_text(title="Без име").model_copy(update={"anonymous": True}))
    organisation(OTHER, 'Клъстер <b>"Дървесина"</b>')
    said = add_member(by=OPERATOR, cluster=OTHER, member=CLUSTER, kind="company")
    answer_membership(by=OPERATOR, membership=said, confirmed=True)
    return OTHER


def test_a_frame_shows_what_a_cluster_and_its_members_publish_with_their_names(cluster: str) -> None:
    answer = Client().get(f"/bg/exchange/embed/{cluster}/")
    page = answer.content.decode()
    assert GOOD_TEXTS.title in page and "Център за трансфер" in page and "Публикуван на" in page
    assert "Без име" not in page
    assert "Показани: 1 от 1. E-Business Pages" in page, "there is no more"
    assert "&lt;b&gt;" in page and "<b>" not in page
    links = re.findall(r"<a [^>]*>", page)
    assert links and all('target="_top"' in each for each in links)
    for absent in ("<script", "<form", "<nav", "<!--reader-->"):
        assert absent not in page
    merge(cluster, into=CLUSTER)
    assert "Център за трансфер" in Client().get(f"/bg/exchange/embed/{cluster}/").content.decode()


def test_a_frame_stands_on_any_site_sets_no_cookie_and_is_kept(cluster: str) -> None:
    visitor = Client()
    address = f"/en/exchange/embed/{cluster}/"
    answer = visitor.get(address)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies and "Cookie" not in answer.headers.get("Vary", "")
    assert visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    member = browser(person("manager@cluster.example", "editor", of=cluster)).get(address)
    assert "frame-ancestors *" in member.headers["Content-Security-Policy"], "the preview of who is signed in"
    assert member.content == answer.content and not member.cookies


def test_type_number_and_colours_are_chosen_in_the_address(
    cluster: str, officer: Person, reviewer: Person
) -> None:
    published(officer, reviewer, with_text(title="Друг уред за измерване на влага"))

    def frame(question: str) -> str:
        return html.unescape(Client().get(f"/en/exchange/embed/{CLUSTER}/?{question}").content.decode())

    both, dark = frame(""), frame("type=TO&number=1&colours=dark")
    assert both.count("<li>") == 2 and 'media="(prefers-color-scheme: dark)"' in both
    assert dark.count("<li>") == 1 and "1 of 2 shown" in dark
    assert "dark" in dark and "prefers-color-scheme" not in dark
    light = frame("type=BO&colours=light")
    assert "Nothing is published at the moment." in light and "dark" not in light
    strange = frame("type=XX&number=500&colours=red&lang=bg")
    assert strange.count('role="note"') == 4 and "from 1 to 20" in strange and "“XX”" in strange


def test_an_address_of_nobody_says_so_in_the_frame(db: None) -> None:
    answer = Client().get("/en/exchange/embed/zzzzzzz/")
    assert answer.status_code == 404
    assert "names no organisation" in answer.content.decode()
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert Client().get("/en/exchange/embed/zzzzzzz/code/").status_code == 404


def test_the_code_is_copied_from_a_field_and_previewed(cluster: str) -> None:
    address = f"/en/exchange/embed/{cluster}/code/"
    assert address in Client().get(f"/en/organisations/{cluster}/").content.decode()
    manager = browser(person("manager@cluster.example", "editor", of=cluster))
    assert address in manager.get("/en/my/profiles/").content.decode()
    page = manager.get(f"{address}?type=TO&number=3&language=bg&colours=light").content.decode()
    assert "have not confirmed" not in page
    add_member(by=OPERATOR, cluster=CLUSTER, member=cluster, kind="company")
    assert (
        "have not confirmed that they are members: Клъстер"
        in Client().get(f"/en/exchange/embed/{CLUSTER}/code/").content.decode()
    )
    (field,) = re.findall(r"<textarea[^>]* readonly[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert "<" not in field
    piece = html.unescape(field)
    asked = f"/bg/exchange/embed/{cluster}/?type=TO&number=3&colours=light"
    assert f'src="http://testserver{html.escape(asked)}"' in piece
    assert 'title="Предложения и търсения: Клъстер &lt;b&gt;&quot;' in piece
    assert "<b>" not in piece
    assert f'<iframe class="frame" src="{html.escape(asked)}"' in page
    assert offer().written.title in Client().get(asked).content.decode()


def test_other_sites_frame_these_pages_and_no_other() -> None:
    def framed(patterns: list[object]) -> set[str]:
        found = set[str]()
        for each in patterns:
            if not isinstance(each, URLPattern):
                found |= framed(each.url_patterns)  # type: ignore[attr-defined]
            elif getattr(each.callback, "is_framed_by_anybody", False):
                found.add(f"{each.callback.__module__.split('.')[1]}:{each.name}")
        return found

    assert framed(get_resolver().url_patterns) == {
        "exchange:embed",
        "observatory:embed",
        "reconciliation:preview",
    }
