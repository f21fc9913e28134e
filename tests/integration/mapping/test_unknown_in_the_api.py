"""The API says null for what is unknown or missing: no text of an answer is empty, whatever is asked."""

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client

from ebpages.registry.actions import BuildResult

Ask = Callable[..., Any]
PANEL = "bulgaria-2014"


@pytest.fixture
def ask(client: Client, home: object, registry: BuildResult) -> Ask:
    """What an operation answers, in the two languages by turns."""
    languages = cycle(("bg", "en"))

    def answer(path: str, **question: object) -> Any:
        response = client.get(f"/api/{path}", {"language": next(languages), **question})
        assert response.status_code == 200, path
        return response.json()

    return answer


def test_no_text_of_an_answer_is_empty(client: Client, ask: Ask) -> None:
    asked = dict(_every_operation(ask))
    empty = {path: places for path, answers in asked.items() if (places := set(_empty_texts(answers)))}
    assert not empty
    # An empty text says elsewhere that nobody acted, nothing was merged, no picture is kept: what people do, not what lists leave out.
    of_lists = {"registry", "observatory", "mapping", "contact"}
    described = {
        path
        for path, operations in client.get("/api/openapi.json").json()["paths"].items()
        if of_lists & set(operations.get("get", {}).get("tags", ()))
    }
    asked_elsewhere = {"/api/changes", "/api/clusters"}
    assert {f"/api/{path}".rstrip("/") for path in asked} == described - asked_elsewhere


def test_what_no_list_states_is_null_beside_the_code_of_its_state(ask: Ask) -> None:
    unplaced = ask("organisations", region="unknown", kind="cluster_organisation")["results"][0]
    (seat,) = _values(ask(f"organisations/{unplaced['id']}"), "seat")
    assert (unplaced["seat"], unplaced["codes"]["region"]) == (None, None)
    assert (seat["text"], seat["code"], seat["state"]) == (None, None, "unknown")


def _every_operation(ask: Ask) -> Iterator[tuple[str, list[Any]]]:
    """Each operation with what it answers for several of its subjects."""
    for path in (
        "home",
        "method",
        "findings/differences",
        "contact",
        "contact/privacy",
        "contact/accessibility",
    ):
        yield path, [ask(path)]
    yield "suggestions", [ask("suggestions", q="хран")]
    yield "findings", [ask("findings", size=200, page=page) for page in (1, 2)]
    listed = ask("organisations", size=200)
    yield "organisations", [listed, ask("organisations", q="храни квантов")]
    ids = [result["id"] for result in listed["results"][::40]]
    yield "organisations/{public_id}", [ask(f"organisations/{each}") for each in ids]
    yield from _lists(ask)
    yield from _observatory(ask)
    yield from _mapping(ask)


def _lists(ask: Ask) -> Iterator[tuple[str, list[Any]]]:
    heads = ask("sources")
    pages = [ask(f"sources/{head['slug']}", size=200) for head in heads]
    rows = [
        urlsplit(record["url"]).path.split("/")[-3:-1] for page in pages for record in page["records"][::50]
    ]
    yield "sources", [heads]
    yield "sources/{slug}", pages
    yield "sources/{slug}/{key}", [ask(f"sources/{slug}/{key}") for slug, key in rows]


def _observatory(ask: Ask) -> Iterator[tuple[str, list[Any]]]:
    overview, datasets = ask("observatory"), ask("observatory/statistics")
    figures = [ask(f"observatory/figures/{head['id']}") for head in overview["figures"]]
    behind = [urlsplit(row["url"]) for figure in figures for row in figure["rows"][-2:] if row["url"]]
    yield "observatory", [overview]
    yield "observatory/claims", [ask("observatory/claims")]
    yield "observatory/statistics", [datasets]
    yield (
        "observatory/statistics/{code}",
        [ask(f"observatory/statistics/{each['code']}") for each in datasets],
    )
    yield (
        "observatory/figures/{figure_id}",
        [{**figure, "chart": None} for figure in figures],
    )  # written in Vega-Lite
    yield (
        "observatory/figures/{figure_id}/records",
        [
            ask(
                f"observatory/figures/{address.path.split('/')[-3]}/records", **dict(parse_qsl(address.query))
            )
            for address in behind
            if address.path.endswith("/records/")
        ],
    )


def _mapping(ask: Ask) -> Iterator[tuple[str, list[Any]]]:
    base, panel = f"observatory/mapping/{PANEL}", "observatory/mapping/{panel}"
    rules = [{}, {"rules": "eco-2007"}, {"rules": "panorama-2016"}]
    yield "observatory/mapping", [ask("observatory/mapping")]
    yield panel, [ask(base, **each) for each in rules]
    yield f"{panel}/rules", [ask(f"{base}/rules")]
    yield f"{panel}/findings", [ask(f"{base}/findings")]
    yield f"{panel}/compare", [ask(f"{base}/compare"), ask(f"{base}/compare", region=["BG31", "BG41"])]
    yield f"{panel}/regions/{{region}}", [ask(f"{base}/regions/{each}") for each in ("BG34", "BG31+BG32")]
    yield f"{panel}/industries/{{industry}}", [ask(f"{base}/industries/{each}") for each in ("C14", "B05")]
    yield (
        f"{panel}/cells/{{region}}/{{industry}}",
        [
            ask(f"{base}/cells/{each}", **rule)
            for each in ("BG34/C25", "BG41/B05", "BG31/B05")
            for rule in rules
        ],
    )


def _empty_texts(answer: Any, at: str = "") -> Iterator[str]:
    """Where an answer holds an empty text."""
    if answer == "":
        yield at
    elif isinstance(answer, dict):
        for key, value in answer.items():
            yield from _empty_texts(value, f"{at}.{key}")
    elif isinstance(answer, list):
        for value in answer:
            yield from _empty_texts(value, at)


def _values(organisation: Any, property: str) -> list[Any]:
    facts = (fact for section in organisation["sections"] for fact in section["facts"])
    return [value for fact in facts if fact["property"] == property for value in fact["values"]]
