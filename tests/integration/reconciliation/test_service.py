"""The service as a program that speaks the protocol asks it, its answers checked against the schemas of the specification."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from ebpages.registry import models
from ebpages.registry.actions import BuildResult
from ebpages.search.transliteration import to_latin
from tests.samples.examples import searches_long

pytestmark = pytest.mark.usefixtures("registry")

SCHEMAS = Path(__file__).parents[4] / "shared" / "data" / "reconciliation-0.2" / "schemas"
DRAFT = "http://json-schema.org/draft-07/schema#"
SERVICE = "/api/reconcile/en"
LIFT = "45q98wt"  # Подемна Техника

with_schemas = pytest.mark.skipif(
    not SCHEMAS.exists(), reason="the schemas of the specification are not here"
)


class Program:
    """What OpenRefine does, in few words."""

    def __init__(self, service: str = SERVICE) -> None:
        self.client, self.service = Client(), service

    def manifest(self) -> dict[str, Any]:
        return self.of_schema(self.client.get(self.service).json(), "manifest")

    def reconcile(self, **queries: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        answer = self.client.post(self.service, {"queries": json.dumps(queries)})
        assert answer.status_code == 200, answer.content
        assert answer.headers["Access-Control-Allow-Origin"] == "*" and not answer.cookies
        found = self.of_schema(answer.json(), "reconciliation-result-batch")
        return {key: each["result"] for key, each in found.items()}

    def suggest(self, what: str, prefix: str) -> list[dict[str, Any]]:
        told = self.manifest()["suggest"][what]
        answer = self.client.get(told["service_path"], {"prefix": prefix}).json()
        schema = {"entity": "entities", "property": "properties", "type": "types"}[what]
        result: list[dict[str, Any]] = self.of_schema(answer, f"suggest-{schema}-response")["result"]
        return result

    def of_schema(self, answer: dict[str, Any], name: str) -> dict[str, Any]:
        if SCHEMAS.exists():
            schema = json.loads((SCHEMAS / f"{name}.json").read_text())
            validator = jsonschema_rs.Draft7Validator({**schema, "$schema": DRAFT}, registry=_registry())
            validator.validate(answer)
        return answer


def _registry() -> jsonschema_rs.Registry:
    """The schemas by their own addresses; what they take from elsewhere is of no use here."""
    schemas = [
        json.loads(path.read_text()) | {"$schema": DRAFT}
        for path in sorted(SCHEMAS.glob("*.json"))
        if path.name != "openapi.json"
    ]
    elsewhere = (
        "http://swagger.io/v2/schema.json",
        {"definitions": {"securityDefinitions": {"additionalProperties": {}}}},
    )
    return jsonschema_rs.Registry([elsewhere, *((s["$id"], s) for s in schemas if "$id" in s)])


@pytest.fixture
def program() -> Program:
    return Program()


def test_the_manifest_says_what_there_is_and_where(program: Program) -> None:
    told = program.manifest()
    assert "0.2" in told["versions"] and told["defaultTypes"][0]["id"] == "organisation"
    page = told["view"]["url"].replace("{{id}}", LIFT).removeprefix("http://testserver")
    assert program.client.get(page).status_code == 200
    preview = program.client.get(
        told["preview"]["url"].replace("{{id}}", LIFT).removeprefix("http://testserver")
    )
    assert preview.status_code == 200 and "frame-ancestors *" in preview.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in preview.headers


def test_a_name_is_found_by_what_distinguishes_it_by_its_number_and_by_its_id(program: Program) -> None:
    found = program.reconcile(
        name={"query": "Podemna Tehnika cluster"},
        number={"query": "204244961"},
        property={"properties": [{"pid": "identifier", "v": 204244961.0}]},
        id={"query": LIFT},
        nobody={"query": "xyzzyx"},
    )
    assert {key: [(each[0]["id"], each[0]["match"])] if each else [] for key, each in found.items()} == {
        "name": [(LIFT, True)],
        "number": [(LIFT, True)],
        "property": [(LIFT, True)],
        "id": [(LIFT, True)],
        "nobody": [],
    }
    assert found["name"][0]["features"] and 90 <= found["name"][0]["score"] <= 100


def test_of_several_that_fit_none_is_taken(program: Program) -> None:
    found = program.reconcile(q={"query": "ИКТ клъстер"})["q"]
    assert len(found) > 1 and not any(each["match"] for each in found)


def test_an_identifier_decides_against_a_name(program: Program) -> None:
    identifier = [{"pid": "identifier", "v": "204244961"}]
    found = program.reconcile(q={"query": "Клъстер зелена синергия", "properties": identifier})["q"]
    assert (found[0]["id"], found[0]["match"]) == (LIFT, True)
    assert not any(each["match"] for each in found[1:])


def test_a_type_leaves_out_other_kinds_or_puts_them_last(program: Program) -> None:
    asked = {"query": "Подемна Техника", "type": "university"}
    assert LIFT not in [each["id"] for each in program.reconcile(q=asked)["q"]]
    assert LIFT in [each["id"] for each in program.reconcile(q=asked | {"type_strict": "should"})["q"]]


def test_damaged_names_are_reconciled_and_none_is_taken_for_another(program: Program) -> None:
    """Twenty, and fifty in the long form, in five kinds of damage."""
    number = 50 if searches_long() else 20
    stored = models.Organisation.objects.filter(is_example=False).exclude(name="").order_by("id")
    long = [each for each in stored if len(each.name.split()) >= 3]
    chosen = long[:: max(1, len(long) // number)][:number]
    asked = {each.id: {"query": damaged(each.name, n)} for n, each in enumerate(chosen)}
    found: dict[str, list[dict[str, Any]]] = {}
    for start in range(0, number, 10):
        found |= program.reconcile(**{key: asked[key] for key in list(asked)[start : start + 10]})
    first = [key for key, each in found.items() if each and each[0]["id"] == key]
    wrong = [asked[key] for key, each in found.items() for one in each if one["match"] and one["id"] != key]
    assert len(asked) == number and len(first) >= number * 9 // 10 and wrong == []


def damaged(name: str, number: int) -> str:
    longest = max(name.split(), key=len)
    slip = longest[:2] + longest[3:]
    return (
        name.replace(longest, slip),
        to_latin(name),
        f'СДРУЖЕНИЕ "{name.upper()}"',
        " ".join(reversed(name.split(maxsplit=1))),
        name.replace("о", "o").replace("а", "a").replace("е", "e"),  # look-alikes of the other alphabet
    )[number % 5]


def test_what_is_typed_is_suggested(program: Program) -> None:
    assert LIFT in [each["id"] for each in program.suggest("entity", "подемна")]
    assert program.suggest("entity", "") == []
    assert "seat" in [each["id"] for each in program.suggest("property", "sea")]
    assert "organisation" in [each["id"] for each in program.suggest("type", "org")]
    flyout = program.client.get(f"{SERVICE}/flyout", {"id": LIFT}).json()
    assert flyout["id"] == LIFT and flyout["html"].startswith("<p><b>")
    assert program.client.get(f"{SERVICE}/flyout", {"id": "<script>"}).status_code == 404


def test_a_table_is_extended_by_what_the_registry_knows(program: Program) -> None:
    proposed = program.client.get(f"{SERVICE}/extend", {"type": "organisation", "limit": 5}).json()
    assert len(program.of_schema(proposed, "data-extension-property-proposal")["properties"]) == 5
    asked = {
        "ids": [LIFT, "nobody1"],
        "properties": [{"id": "identifiers"}, {"id": "founded"}, {"id": "unknown"}],
    }
    answer = program.client.post(SERVICE, {"extend": json.dumps(asked)}).json()
    program.of_schema(answer, "data-extension-response")
    assert answer["rows"][LIFT] == {
        "identifiers": [{"str": "204244961"}],
        "founded": [{"int": 2016}],
        "unknown": [],
    }
    assert answer["rows"]["nobody1"] == {"identifiers": [], "founded": [], "unknown": []}
    assert [each["id"] for each in answer["meta"]] == ["identifiers", "founded", "unknown"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"queries": "{"}, 400),
        ({"queries": json.dumps({f"q{n}": {"query": "x"} for n in range(51)})}, 413),
        ({"extend": json.dumps({"ids": ["a"] * 1, "properties": [1]})}, 400),
        ({"extend": json.dumps({"ids": [str(n) for n in range(501)], "properties": []})}, 413),
    ],
)
def test_what_cannot_be_answered_is_said(program: Program, sent: dict[str, str], status: int) -> None:
    answer = program.client.post(SERVICE, sent)
    assert answer.status_code == status and answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("language", ["bg", pytest.param("en", marks=pytest.mark.long)])
def test_names_are_pasted_into_a_page_and_taken_away_as_a_file(language: str) -> None:
    client, page = Client(enforce_csrf_checks=True), f"/{language}/reconcile/"
    assert client.get(page).status_code == 200
    names = "Podemna Tehnika\r\n\r\n104691139\nxyzzyx"
    shown = client.post(page, {"names": names})
    assert shown.status_code == 200 and not shown.cookies
    assert f"/organisations/{LIFT}/" in shown.content.decode() and "104691139" in shown.content.decode()
    file = client.post(page, {"names": names + "\n=1+1", "format": "csv"})
    rows = file.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 5 and rows[1].startswith("Podemna Tehnika,match,") and LIFT in rows[1]
    assert not rows[4].startswith("=")
    assert client.post(page, {"names": " \n"}).status_code == 400
    assert client.post(page, {"names": "x\n" * 51}).status_code == 400
    assert client.post(page, {"names": "x" * 301}).status_code == 400


def test_the_command_says_who_the_names_of_a_file_are(
    registry: BuildResult, tmp_path: Path, ebpages: Any
) -> None:
    file = tmp_path / "names.txt"
    file.write_text("Podemna Tehnika\n", encoding="utf-8")
    said = ebpages("reconcile", str(file), "--format", "csv")
    assert said.status == 0 and said.text.splitlines()[1].split(",")[:2] == ["Podemna Tehnika", "match"]
    file.write_bytes("Подемна".encode("cp1251"))
    said = ebpages("reconcile", str(file))
    assert said.status == 2 and "UTF-8" in said.errors
