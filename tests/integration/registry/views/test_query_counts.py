"""A page asks the database as often for many rows as for few: a question for each row would break these numbers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ebpages.registry import models
from ebpages.registry.actions import BuildResult

# The most questions that an answer of each kind may take, whatever it shows.
MOST = {
    "/bg/": 20,
    "/bg/organisations/": 18,
    "/bg/organisations/?view=map": 18,
    "/bg/organisations/?q=клъстер": 20,
    "/bg/organisations/?region=BG421": 20,
    "/bg/organisations/{organisation}/": 20,
    "/bg/findings/": 22,
    "/bg/sources/": 8,
    "/bg/sources/{source}/": 12,
    "/bg/sources/{source}/{key}/": 12,
    "/bg/method/": 8,
    "/api/organisations?size=200": 12,
    "/api/organisations/{organisation}": 18,
    "/api/findings?size=200": 18,
    "/api/sources/{source}?size=200": 8,
    "/bg/organisations/download.csv": 12,
    "/bg/findings/download.csv": 14,
    "/bg/sources/{source}/download.csv": 7,
}


@pytest.mark.parametrize(("pattern", "most"), MOST.items(), ids=MOST)
def test_an_answer_takes_few_questions(
    registry: BuildResult, client: Client, pattern: str, most: int
) -> None:
    record = models.Record.objects.filter(source="bsmepa").exclude(organisation=None)[0]
    largest = models.Organisation.objects.order_by("-record_count", "id")[0]
    address = pattern.format(organisation=largest.id, source=record.source_id, key=record.key)
    client.get(address)  # what is kept in memory between answers is there from now on
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most, [query["sql"] for query in asked]
