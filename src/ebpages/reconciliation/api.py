"""The Reconciliation Service API 0.2 (https://reconciliation-api.github.io/specs/0.2/), as OpenRefine and others ask it."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import translation
from django.utils.html import escape
from ninja import Form, Query, Router
from ninja.errors import HttpError

from ebpages.faces.api import Language
from ebpages.reconciliation import queries
from ebpages.reconciliation.question import (
    LONGEST_BATCH,
    LONGEST_TEXT,
    ORGANISATION,
    TooMuch,
    Unreadable,
    read_batch,
)
from ebpages.reconciliation.shapes import Candidate, Named
from ebpages.registry.one_build import one_build

router = Router(tags=["reconciliation"])
router.add_decorator(one_build, mode="view")
_QUERIES, _EXTEND = Form("", alias="queries", max_length=LONGEST_BATCH), Form("", max_length=LONGEST_BATCH)
Suggested = Literal["organisation", "type", "property"]
Prefix = Annotated[str, Query(max_length=LONGEST_TEXT)]


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@router.get(
    "/reconcile/{language}",
    response=dict[str, Any],
    url_name="reconcile",
    summary="What the reconciliation service offers, or candidates for some names",
)
def manifest(
    request: HttpRequest,
    language: Language,
    queries_: Annotated[str, Query(alias="queries", max_length=LONGEST_TEXT * 10)] = "",
    extend: Annotated[str, Query(max_length=LONGEST_TEXT * 10)] = "",
) -> dict[str, Any]:
    """Without `queries` and `extend` it is the manifest (Reconciliation Service API 0.2)."""
    if not queries_ and not extend:
        with translation.override(language):
            return queries.manifest(_site(request))
    return _answered(request, language, queries_, extend)


@router.post(
    "/reconcile/{language}",
    response={200: dict[str, Any]},
    url_name="reconcile",
    summary="Candidates for many names, or more columns for known organisations",
)
def reconcile(
    request: HttpRequest, language: Language, queries_: str = _QUERIES, extend: str = _EXTEND
) -> dict[str, Any]:
    """`queries` holds a batch of queries, `extend` ids and properties, both as JSON (Reconciliation Service API 0.2)."""
    return _answered(request, language, queries_, extend)


def _answered(request: HttpRequest, language: str, batch: str, extend: str) -> dict[str, Any]:
    try:
        with translation.override(language):
            if batch:
                found = queries.answer(read_batch(batch))
                return {key: {"result": [_result(each) for each in result]} for key, result in found.items()}
            if extend:
                answer = queries.extension(extend, _site(request))
                return {"meta": [_named(each) for each in answer.meta], "rows": answer.rows}
    except Unreadable as problem:
        raise HttpError(400, f"{problem}.") from None
    except TooMuch as problem:
        raise HttpError(413, f"{problem}.") from None
    raise HttpError(400, "Send `queries` or `extend`.")


def _named(each: Named) -> dict[str, str]:
    return {"id": each.id, "name": each.name}


def _result(each: Candidate) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "description": each.description,
        "score": each.score,
        "match": each.match,
        "type": [_named(kind) for kind in each.type],
        "features": [{"id": feature.id, "value": feature.value} for feature in each.features],
    }


@router.get(
    "/reconcile/{language}/suggest/{what}",
    response=dict[str, Any],
    url_name="reconcile_suggest",
    summary="Organisations, types or properties by the letters typed so far, for programs that reconcile",
)
def suggest(request: HttpRequest, language: Language, what: Suggested, prefix: Prefix = "") -> dict[str, Any]:
    with translation.override(language):
        return {"result": [asdict(each) for each in queries.suggested(what, prefix.replace("\x00", " "))]}


@router.get(
    "/reconcile/{language}/flyout",
    response=dict[str, Any],
    url_name="reconcile_flyout",
    summary="A few words on an organisation, a type or a property, for programs that reconcile",
)
def flyout(
    request: HttpRequest,
    language: Language,
    id_: Annotated[str, Query(alias="id", min_length=1, max_length=LONGEST_TEXT)],
) -> dict[str, Any]:
    with translation.override(language):
        told = queries.told_of(id_.replace("\x00", " "))
    if told is None:
        raise HttpError(404, f"There is no organisation, type or property {id_!r}.")
    return {"id": told.id, "html": f"<p><b>{escape(told.name)}</b><br>{escape(told.description)}</p>"}


@router.get(
    "/reconcile/{language}/extend",
    response=dict[str, Any],
    url_name="reconcile_extends",
    summary="Properties that a table can be extended by, for programs that reconcile",
)
def extends(
    request: HttpRequest,
    language: Language,
    type_: Annotated[str, Query(alias="type", max_length=LONGEST_TEXT)] = ORGANISATION,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> dict[str, Any]:
    with translation.override(language):
        properties = [_named(each) for each in queries.extends()[:limit]]
    return {"type": type_, "properties": properties, "limit": limit}
