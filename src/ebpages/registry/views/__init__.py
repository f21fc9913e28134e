"""Pages of the registry: one query each."""

from ebpages.registry.views.directory import organisations, organisations_file
from ebpages.registry.views.findings import differences, differences_file, findings, findings_file
from ebpages.registry.views.home import home, method
from ebpages.registry.views.lists import record, source, source_file, sources
from ebpages.registry.views.organisation import organisation
