"""Pages of the observatory: one query each."""

from ebpages.observatory.views.claims import claims, claims_file
from ebpages.observatory.views.figures import behind, chart_specification, embed, figure, figure_file
from ebpages.observatory.views.mapping import (
    mapping,
    mapping_cell,
    mapping_comparison,
    mapping_comparison_file,
    mapping_findings,
    mapping_industry,
    mapping_industry_file,
    mapping_panel,
    mapping_panel_file,
    mapping_region,
    mapping_region_file,
    mapping_rules,
    mapping_rules_file,
)
from ebpages.observatory.views.overview import observatory
from ebpages.observatory.views.report import report
from ebpages.observatory.views.statistics import dataset, dataset_file, statistics

__all__ = [
    "behind",
    "chart_specification",
    "claims",
    "claims_file",
    "dataset",
    "dataset_file",
    "embed",
    "figure",
    "figure_file",
    "mapping",
    "mapping_cell",
    "mapping_comparison",
    "mapping_comparison_file",
    "mapping_findings",
    "mapping_industry",
    "mapping_industry_file",
    "mapping_panel",
    "mapping_panel_file",
    "mapping_region",
    "mapping_region_file",
    "mapping_rules",
    "mapping_rules_file",
    "observatory",
    "report",
    "statistics",
]
