"""Whatever is asked of whichever address, the answer has a status that says what was wrong with the question.

And where nothing was wrong with it: what is kept for everybody holds nothing of one reader.
"""

import json
from random import Random
from typing import Any

import pytest
from django.db import connection

from ebpages.registry.actions import BuildResult
from tests.hostile import Asker, Question, Route, description, routes
from tests.samples.examples import searches_long

QUESTIONS_OF_A_ROUTE = 3 if searches_long() else 1  # beside one that is good and one with NUL
# Every second address on each of the two databases, all of them in the long form.
ASKED = routes() if searches_long() else routes()[connection.vendor == "postgresql" :: 2]
READING = ("GET", "HEAD", "OPTIONS")


@pytest.fixture
def asker(registry: BuildResult) -> Asker:
    return Asker()


@pytest.mark.parametrize("route", ASKED, ids=lambda route: route.pattern)
def test_a_strange_question_is_answered_or_refused(asker: Asker, route: Route) -> None:
    assert_kept_for_everybody(asker.answer_to_a_good_question(route), route)
    random = Random(route.pattern)
    with_nul = "&".join(f"{key}=%00" for key in asker.keys(route))
    questions = [
        Question(route, route.at(asker.real(route)), with_nul),
        *(asker.question(random, route) for _ in range(QUESTIONS_OF_A_ROUTE)),
    ]
    for question in questions:
        answer = asker.ask(question)
        assert answer.status_code < 500, question
        refused = answer.status_code in (400, 401, 403, 404, 405) or is_the_door(answer)
        assert question.method in READING or refused, question
        if route.described and question.method == "GET" and answer.status_code not in (301, 304):
            assert fits(answer, route), question


def assert_kept_for_everybody(answer: Any, route: Route) -> None:
    if answer.has_header("ETag"):
        assert not answer.cookies and b"csrfmiddlewaretoken" not in answer.getvalue(), route
        assert answer.status_code == 200 and not answer.has_header("Vary"), route
    elif not answer.streaming and b"csrfmiddlewaretoken" in answer.content:
        assert "public" not in answer.headers.get("Cache-Control", ""), route


def test_every_operation_of_the_api_is_asked() -> None:
    assert {route.described for route in routes()} - {""} == set(description()["paths"])


def is_the_door(answer: Any) -> bool:
    """Whether a visitor is only shown where to sign in."""
    return answer.status_code == 302 and answer.headers["Location"].endswith("/account/login/")


def fits(answer: Any, route: Route) -> bool:
    """Whether an answer of the API is described, its status and its content; what has nothing to read says so."""
    operations = description()["paths"][route.described]
    if "get" not in operations:
        return answer.status_code in (400, 401, 403, 404, 405)
    described = operations["get"]["responses"]
    responses = {str(status): response for status, response in described.items()}
    response = responses.get(str(answer.status_code))
    if response and "$ref" in response:
        response = description()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    if response is None or "content" not in response:  # a file
        return response is not None and answer.streaming
    return fits_schema(json.loads(answer.content), response["content"]["application/json"]["schema"])


def fits_schema(value: object, schema: dict[str, Any]) -> bool:
    """Whether a value is what a schema of our own description says; knows the words that it uses."""
    if "$ref" in schema:
        return fits_schema(value, description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if "anyOf" in schema:
        return any(fits_schema(value, one) for one in schema["anyOf"])
    kinds: dict[str, type | tuple[type, ...]] = {
        "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
        "null": type(None),
    }  # fmt: skip
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return False
    if isinstance(value, list):
        return all(fits_schema(one, schema.get("items", {})) for one in value)
    if isinstance(value, dict):
        properties, more = schema.get("properties", {}), schema.get("additionalProperties", {})
        return set(schema.get("required", ())) <= set(value) and all(
            fits_schema(one, properties.get(name, more if isinstance(more, dict) else {}))
            for name, one in value.items()
        )
    return True
