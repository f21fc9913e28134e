"""The public API: every page's content as JSON, described by OpenAPI at /api/docs."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from ebpages import __version__
from ebpages.accounts.api import router as people
from ebpages.faces.capabilities import CAPABILITIES, part

ERRORS = {
    400: "The question could not be understood",
    401: "A token is needed: `Authorization: Bearer …`",
    403: "The role of whoever asks, or the token, does not allow this",
    404: "There is nothing under this address",
    422: "A parameter has a value that is not allowed; `detail` says which and why",
    429: "Too many requests in a minute; `Retry-After` says how many seconds to wait",
    503: "It cannot be answered for now; `Retry-After` says in how many seconds to try again",
}


class Api(NinjaAPI):
    """An API whose errors are described once, for every operation."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of its address, and how it is asked where that is not by reading: it lasts when code moves."""
        methods = [method.lower() for method in operation.methods if method != "GET"]
        return "_".join([str(operation.url_name), *methods])

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, meaning in ERRORS.items():
                    operation["responses"].setdefault(status, _error(meaning))
        return schema


def _error(meaning: str) -> dict[str, Any]:
    detail = {"type": "object", "required": ["detail"], "properties": {"detail": {}}}
    return {"description": meaning, "content": {"application/json": {"schema": detail}}}


api = Api(
    title="E-Business Pages",
    version=__version__,
    description="Business clusters and technology transfer: who exists, and which published list says so.",
    urls_namespace="api",
)
api.add_router("", people)
for name in CAPABILITIES:
    api.add_router("", part(name, "api").router)
