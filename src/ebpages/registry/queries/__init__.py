"""Every read that pages and the API need, without a query per row. Texts are in the active language."""

from ebpages.registry.queries.builds import built, registry_is_built
from ebpages.registry.queries.changes import changes
from ebpages.registry.queries.clusters_for import clusters_for
from ebpages.registry.queries.differences import differences
from ebpages.registry.queries.directory import (
    Question,
    directory,
    insist_on_search,
    organisation_ids_by_name,
    search_misses,
    understood,
)
from ebpages.registry.queries.findings import (
    FindingQuestion,
    count_findings,
    findings,
    findings_of_whole_list,
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
    rows_with_placeholder,
)
from ebpages.registry.queries.records import record_rows
from ebpages.registry.queries.suggestions import fixed_suggestions, suggestions
