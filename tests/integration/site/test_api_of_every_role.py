"""Every operation of the API, asked in many ways as every kind of reader: it answers as its description says, and never with a fault of ours."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ebpages.accounts.actions import make_token
from ebpages.accounts.permissions import Permission
from ebpages.accounts.readers import reader_for
from tests.samples.examples import USUAL
from tests.samples.people import organisation
from tests.samples.people_of_every_role import KINDS, OWN, person

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Questions to an operation as one kind of reader; by turns; more of them, as every kind, with --hypothesis-profile=long. Visitors ask in robustness.
IS_SHORT = settings().max_examples <= USUAL
EACH = 2 if IS_SHORT else 100
READERS = ("editor", "site_administrator") if IS_SHORT else ("visitor", *KINDS)


@pytest.fixture
def key(request: pytest.FixtureRequest, home: object) -> Iterator[dict[str, str]]:
    organisation(OWN, "Own")
    if request.param == "visitor":
        yield {}
        return
    someone = person(request.param)
    made = make_token(by=reader_for(someone), name="all", scopes=list(Permission), days=1)
    yield {"Authorization": f"Bearer {made[1]}"}


@pytest.mark.parametrize(
    ("key", "turn"), [(kind, turn) for turn, kind in enumerate(READERS)], indirect=["key"]
)
def test_every_operation_answers_as_it_is_described(key: dict[str, str], turn: int) -> None:
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 20
    for operation in operations[turn :: len(READERS)] if IS_SHORT else operations:
        ask_often(operation, key)


def ask_often(operation: schemathesis.schemas.APIOperation, key: dict[str, str]) -> None:
    @settings(
        max_examples=EACH,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={**key, "Host": "localhost"}, checks=CHECKS)

    ask()
