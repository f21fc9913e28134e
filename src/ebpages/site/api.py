"""The public API: every page's content as JSON, described by OpenAPI at /api/docs."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from ebpages import __version__
from ebpages.accounts.actions import NotAllowed, Refused, Unusable
from ebpages.accounts.api import router as people
from ebpages.faces.api import NOTHING_THERE
from ebpages.faces.capabilities import CAPABILITIES, capabilities, part
from ebpages.site.wrong_values import in_words

ERRORS = {
    400: "The question could not be understood",
    401: "A token is needed: `Authorization: Bearer …`",
    403: "The role of whoever asks, or the token, does not allow this",
    404: "There is nothing under this address, or it is not for the reader to see",
    413: "More is asked than is answered at once; `detail` says how much",
    422: "A parameter has a value that is not allowed; `detail` says which, why, and how to mend it",
    429: "Too many requests in a minute; `Retry-After` says how many seconds to wait",
    503: "It cannot be answered for now; `Retry-After` says in how many seconds to try again",
}
_AS_OF = {
    "in": "query",
    "name": "as_of",
    "required": False,
    "description": "The register as of this day: each list in its newest edition of then",
    "schema": {"type": "string", "format": "date"},
}
OF_CHANGES = {
    409: "As things stand it cannot be done; `detail` says why, and what to do instead",
}


class Api(NinjaAPI):
    """An API whose errors are described once, for every operation."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of its address, with the method where it changes something: it lasts when code moves, as programs made from it need it."""
        method = operation.methods[0].lower()
        return str(operation.url_name) if method == "get" else f"{method}_{operation.url_name}"

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Described once for each place that the site stands at: it takes most of a second."""
        at = f"{self.get_root_path(options.get('path_params') or {})} {options}"
        if at not in self._described:
            self._described.clear()  # a prefix may be a day, of which there are many
            self._described[at] = self._describe(**options)
        return self._described[at]

    def _describe(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        schema["components"]["responses"] = {
            _name(status): _error(meaning) for status, meaning in (ERRORS | OF_CHANGES).items()
        }
        with_states = {each.name for each in capabilities() if each.has_earlier_states}
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                if method == "get" and with_states.intersection(operation.get("tags", ())):
                    operation.setdefault("parameters", []).append(_AS_OF)
                for status in ERRORS if method == "get" else ERRORS | OF_CHANGES:
                    described = {"$ref": f"#/components/responses/{_name(status)}"}
                    operation["responses"].setdefault(status, described)
        return schema


def _name(status: int) -> str:
    return f"error_{status}"


def _error(meaning: str) -> dict[str, Any]:
    detail = {"type": "object", "required": ["detail"], "properties": {"detail": {}}}
    return {"description": meaning, "content": {"application/json": {"schema": detail}}}


api = Api(
    title="E-Business Pages",
    version=__version__,
    description="Business clusters and technology transfer: who exists, and which published list says so.",
    urls_namespace="api",
)


@api.exception_handler(Refused)
def refuse(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """With the sentence that a page would show, in the language of the operation."""
    status = 403 if isinstance(refusal, NotAllowed) else 422 if isinstance(refusal, Unusable) else 409
    return api.create_response(request, {"detail": str(refusal)}, status=status)


@api.exception_handler(HttpError)
def answer_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    detail = str(error)
    if detail.startswith("Cannot parse request body"):  # of Ninja, which knows English alone
        detail = _("The body cannot be read: send JSON in UTF-8.")
    return api.create_response(request, {"detail": detail}, status=error.status_code)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": _(NOTHING_THERE)}, status=404)


@api.exception_handler(ValidationError)
def refuse_values(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    return api.create_response(request, {"detail": in_words(refusal.errors)}, status=422)


api.add_router("", people)
for name in CAPABILITIES:
    api.add_router("", part(name, "api").router)
