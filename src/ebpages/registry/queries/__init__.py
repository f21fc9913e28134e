"""Every read that pages and the API need, without a query per row. Texts are in the active language."""

from ebpages.registry.queries.builds import built, registry_is_built
from ebpages.registry.queries.directory import (
    Directory,
    Question,
    directory,
    organisation_ids,
    organisation_ids_by_name,
)
from ebpages.registry.queries.findings import (
    FindingList,
    FindingQuestion,
    count_findings,
    findings,
    findings_of_organisation,
)
from ebpages.registry.queries.home import home
from ebpages.registry.queries.lists import list_slugs, record, records_of_list, source_list, source_lists
from ebpages.registry.queries.method import method
from ebpages.registry.queries.organisation import (
    MergedInto,
    OrganisationView,
    has_left_the_lists,
    organisation,
    public_id_of,
)
from ebpages.registry.queries.records import record_rows
from ebpages.registry.queries.suggestions import fixed_suggestions, suggestions

__all__ = [
    "Directory",
    "FindingList",
    "FindingQuestion",
    "MergedInto",
    "OrganisationView",
    "Question",
    "built",
    "count_findings",
    "directory",
    "findings",
    "findings_of_organisation",
    "fixed_suggestions",
    "has_left_the_lists",
    "home",
    "list_slugs",
    "method",
    "organisation",
    "organisation_ids",
    "organisation_ids_by_name",
    "public_id_of",
    "record",
    "record_rows",
    "records_of_list",
    "registry_is_built",
    "source_list",
    "source_lists",
    "suggestions",
]
