"""Two registers that print placeholders for numbers, letters of two alphabets and signs that nobody sees."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from ebpages.registry import models
from ebpages.registry.actions import build
from ebpages.sources import catalogue

if TYPE_CHECKING:
    from tests.integration.registry.conftest import Said

BULSTAT = """List of clusters, registered with BULSTAT

\tBULSTAT\tName
1\t000000000\tСДРУЖЕНИЕ "КЛЪСТЕР МОРСКА ЗВЕЗДА"
2\t000000000\tФОНДАЦИЯ "КЛЪСТЕР ГОРСКИ ПЪТ"
3\t209996665\tКЛЪ\u00adCТ\u200bEР ЗЛАТНA НИШКA
"""
TRADE_REGISTER = """List of clusters, registered in the Trade Register

\tLegal entity
1\t"КЛЪСТЕР ЗЛАТНА НИШКА" ООД, ЕИК/ПИК 209996665
"""


@pytest.fixture(scope="module")
def own(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The registry with these registers in place of the shipped ones; taken back when the module is done."""
    folder: Path = tmp_path_factory.mktemp("lists")
    for slug, text in {"bulstat": BULSTAT, "trade_register": TRADE_REGISTER}.items():
        (folder / slug).mkdir()
        (folder / slug / "list.txt").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv(catalogue.VARIABLE, str(folder))
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def registry(own: None, db: None) -> None: ...


def test_rows_with_a_placeholder_are_two_organisations_and_findings(registry: None) -> None:
    owners = models.Record.objects.filter(id__in=["bulstat:1", "bulstat:2"]).values_list("organisation")
    assert len(set(owners)) == 2
    told = models.Finding.objects.filter(kind="identifier_invalid")
    assert [dict(finding.params)["problem"] for finding in told] == ["placeholder", "placeholder"]


def test_asking_for_a_placeholder_says_what_it_is_and_who_prints_it(
    registry: None, ebpages: "Callable[..., Said]"
) -> None:
    said = ebpages("show", "000000000")
    assert said.status == 2
    assert "placeholder" in said.errors and "bulstat 1" in said.errors and "bulstat 2" in said.errors


def test_the_clean_name_is_the_title_and_the_printed_form_is_evidence(
    registry: None, ebpages: "Callable[..., Said]"
) -> None:
    said = ebpages("show", "209996665").text
    title, other = said.splitlines()[:2]
    assert title.startswith("Клъстер златна Нишка ") and other.startswith("Klaster zlatna Nishka ")
    assert "КЛЪ\u00adCТ\u200bEР ЗЛАТНA НИШКA" in said
    assert "U+00AD, U+200B" in said and "of another alphabet" in said


def test_no_title_of_a_page_holds_a_sign_that_nobody_sees(client: Client, registry: None) -> None:
    organisation = models.Record.objects.get(id="bulstat:3").organisation
    page = client.get(f"/bg/organisations/{organisation.id}/").text
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert heading == "Клъстер златна Нишка"
    assert "Не е необходимо действие" not in page
