import pytest
from django.test import Client
from ninja.openapi.schema import OpenAPISchema

from ebpages.site.api import api


def test_every_operation_declares_its_errors(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert paths
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert {"400", "404", "422", "429"} <= set(operation["responses"]), f"{method} {path}"


def test_an_answer_to_a_key_is_for_no_other_site(client: Client) -> None:
    opened = client.get("/api/contact/privacy")
    to_a_key = client.get("/api/contact/privacy", headers={"Authorization": "Bearer x"})
    assert opened.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in to_a_key.headers


def test_no_two_shapes_of_the_description_have_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second would take the place of the first."""
    described: dict[str, object] = {}

    def add(_self: OpenAPISchema, definitions: dict[str, object]) -> None:
        for name, shape in definitions.items():
            assert described.setdefault(name, shape) == shape, name

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", add)
    api.get_openapi_schema()
    assert "ClaimView" in described


def test_no_two_addresses_of_the_api_have_one_name() -> None:
    """Who may open one would else be asked of the other."""
    named: dict[str, str] = {}
    for pattern in api.urls[0]:
        if pattern.name:
            assert named.setdefault(pattern.name, str(pattern.pattern)) == str(pattern.pattern), pattern.name
    assert "assess_barrier" in named and "assess" in named


def test_the_description_is_worked_out_once() -> None:
    from ebpages.site.api import api

    assert api.get_openapi_schema() is api.get_openapi_schema()
