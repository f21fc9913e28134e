"""Pages of the registry: one query each."""

from ebpages.registry.views.directory import organisations, organisations_citation, organisations_file
from ebpages.registry.views.findings import (
    differences,
    differences_citation,
    differences_file,
    findings,
    findings_citation,
    findings_file,
)
from ebpages.registry.views.for_me import for_me
from ebpages.registry.views.home import home, method
from ebpages.registry.views.lists import record, source, source_file, sources, statements_file
from ebpages.registry.views.organisation import organisation, organisation_citation
