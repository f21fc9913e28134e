"""The public API: every page's content as JSON, described by OpenAPI at /api/docs."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from ebpages import __version__
from ebpages.observatory.api import router as observatory
from ebpages.observatory.api_claims import router as claims
from ebpages.observatory.api_mapping import router as mapping
from ebpages.observatory.api_statistics import router as statistics
from ebpages.registry.api import router as registry

ERRORS = {
    400: "The question could not be understood",
    404: "There is nothing under this address",
    422: "A parameter has a value that is not allowed; `detail` says which and why",
    429: "Too many requests in a minute; `Retry-After` says how many seconds to wait",
}


class Api(NinjaAPI):
    """An API whose errors are described once, for every operation."""

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
api.add_router("", registry, tags=["registry"])
api.add_router("", observatory, tags=["observatory"])
api.add_router("", claims, tags=["observatory"])
api.add_router("/observatory", statistics, tags=["observatory"])
api.add_router("/observatory", mapping, tags=["observatory"])
