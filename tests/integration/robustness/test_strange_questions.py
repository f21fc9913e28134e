"""Whatever an address holds, pages and the API answer with a status that they declare."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ebpages.registry.actions import BuildResult

PAGES = (
    "/bg/organisations/", "/en/findings/", "/bg/sources/bulstat/", "/en/organisations/download.json",
    "/bg/observatory/figures/stage/", "/en/observatory/figures/labels/", "/bg/observatory/figures/gerd/", "/en/observatory/claims/",
    "/en/observatory/claims/download.json",
)  # fmt: skip
LONG = "/en/observatory/claims/"  # a quarter of a megabyte each time; its file, of the same questions, is asked all of them
API = (
    "/api/organisations", "/api/findings", "/api/sources/bulstat", "/api/home", "/api/method",
    "/api/observatory", "/api/observatory/claims", "/api/observatory/statistics",
)  # fmt: skip
KEYS = (
    "q", "page", "size", "sort", "view", "language", "on", "kind", "list", "stage", "label", "region", "sector",
    "activity", "form", "severity", "and", "vintage", "geo", "verdict", "with",
)  # fmt: skip
STRANGE = (
    "", "0", "-1", "٣", "²", "1e5", "9" * 30, "NaN", "\x00", "a\x00b", "и" * 5000, "'\"><script>", "%00", "../../x",
    "*", "\u202e\u200f", "()[]{}.*+?|^$\\", "AND OR NOT", 'name:x "a b"~2', "'; DROP TABLE x;--", "0001-01-01",
    "9999-12-31", "2026-02-30", "valid", "undated", "unknown", "relevance", "map", "İ", "ﬁ", "\u0301" * 50, "🙂" * 30,
    "клъстер", "1", "2", "de", "en", "10000000000000",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(STRANGE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
QUESTIONS = st.dictionaries(st.sampled_from(KEYS), st.lists(TEXTS, min_size=1, max_size=3), max_size=5)
QUIETLY = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def visitor(registry: BuildResult) -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/openapi.json").json()
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_shown_or_does_not_exist(visitor: Client, path: str) -> None:
    """Every text on SQLite; on PostgreSQL a third, NUL and numbers beyond its types among them."""
    for text in STRANGE[:: 3 if connection.vendor == "postgresql" or path == LONG else 1]:
        everywhere = dict.fromkeys((key for key in KEYS if key != "page"), text)
        assert visitor.get(path, everywhere).status_code == 200, text
    for text in STRANGE[::3]:
        assert visitor.get(path, {"page": text}).status_code in (200, 404), text


@QUIETLY
@given(path=st.sampled_from(PAGES), question=QUESTIONS)
def test_no_combination_breaks_a_page(visitor: Client, path: str, question: dict[str, list[str]]) -> None:
    assert visitor.get(path, question).status_code in (200, 404)


@QUIETLY
@given(path=st.sampled_from(API), question=QUESTIONS)
def test_the_api_answers_as_it_describes_itself(
    visitor: Client, description: dict[str, Any], path: str, question: dict[str, list[str]]
) -> None:
    response = visitor.get(path, question)
    described = description["paths"][path.replace("bulstat", "{slug}")]["get"]["responses"]
    assert str(response.status_code) in described
    schema = described[str(response.status_code)]["content"]["application/json"]["schema"]
    assert fits(response.json(), schema, description), response.content[:300]


@pytest.mark.parametrize(
    "path",
    [
        "/bg/organisations/%s/",
        "/en/sources/%s/",
        "/en/sources/bulstat/%s/",
        "/bg/organisations/download.%s",
        "/api/organisations/%s",
        "/api/sources/bulstat/%s",
        "/static/%s",
        "/%s",
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(visitor: Client, path: str) -> None:
    for part in ("%00", "..%2f..%2fsecret_key", "%ff", "../../secret_key", "a" * 5000, "%D0%B8", "%0a", "-"):
        assert visitor.get(path % part).status_code in (301, 302, 404), part


def test_a_question_with_thousands_of_filters_is_refused(visitor: Client) -> None:
    for path in ("/bg/organisations/", "/api/organisations"):
        assert visitor.get(f"{path}?{'&'.join(['kind=x'] * 3000)}").status_code == 400


@pytest.mark.parametrize("path", ["/bg/", "/bg/organisations/", "/api/home", "/api/organisations"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(visitor: Client, path: str, method: str) -> None:
    assert getattr(visitor, method)(path).status_code == 405


def fits(value: object, schema: dict[str, Any], description: dict[str, Any]) -> bool:
    """Whether a value is what a schema of our own description says; knows the words that it uses."""
    if "$ref" in schema:
        return fits(
            value, description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], description
        )
    if "anyOf" in schema:
        return any(fits(value, one, description) for one in schema["anyOf"])
    kinds: dict[str, type | tuple[type, ...]] = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
        "null": type(None),
    }  # fmt: skip
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return False
    if isinstance(value, list):
        return all(fits(one, schema.get("items", {}), description) for one in value)
    if isinstance(value, dict):
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        return set(schema.get("required", ())) <= set(value) and all(
            fits(one, properties.get(name, more if isinstance(more, dict) else {}), description)
            for name, one in value.items()
        )
    return True
