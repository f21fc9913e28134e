"""What programs are told of the service before they ask: the manifest of the Reconciliation Service API 0.2."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

import ebpages
from ebpages.faces.language import active_language
from ebpages.reconciliation.queries.matches import every_kind
from ebpages.reconciliation.queries.suggestions import types

BATCH = 10  # queries that a program should send at once: about a second of work
PREVIEW = (420, 220)  # width and height in pixels
_ID = "0000000"  # stands for the id in an address until it becomes a template


def manifest(site: str) -> dict[str, Any]:
    """site: what stands before the address of a page, as https://example.org."""
    language = active_language()

    def at(name: str, *parts: str) -> str:
        return reverse(f"api:{name}", args=[language, *parts])

    def page(name: str, mark: str) -> str:
        return site + reverse(name, args=[_ID]).replace(_ID, mark)

    def service(what: str) -> dict[str, str]:
        return {
            "service_url": site,
            "service_path": at("reconcile_suggest", what),
            "flyout_service_url": site,
            "flyout_service_path": f"{at('reconcile_flyout')}?id=${{id}}",
        }

    width, height = PREVIEW
    with override("en"):
        schema = site + reverse("registry:method")
        organisations = site + reverse("registry:organisations")
    return {
        "versions": ["0.2"],
        "name": f"E-Business Pages: {_('organisations')}",
        "identifierSpace": organisations,
        "schemaSpace": schema,
        "documentation": site + reverse("reconciliation:reconcile"),
        "serviceVersion": ebpages.__version__,
        "defaultTypes": [{"id": each.id, "name": each.name} for each in (every_kind(), *types()[1:])],
        "view": {"url": page("registry:organisation", "{{id}}")},
        "preview": {"url": page("reconciliation:preview", "{{id}}"), "width": width, "height": height},
        "suggest": {
            "entity": service("organisation"),
            "property": service("property"),
            "type": service("type"),
        },
        "extend": {
            "propose_properties": {"service_url": site, "service_path": at("reconcile_extends")},
            "property_settings": [],
        },
        "batchSize": BATCH,
    }
