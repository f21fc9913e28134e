"""Pages of the observatory: one query each."""

from ebpages.observatory.views.claims import claims, claims_citation, claims_file
from ebpages.observatory.views.figures import (
    behind,
    chart_specification,
    embed,
    figure,
    figure_citation,
    figure_file,
)
from ebpages.observatory.views.overview import observatory
from ebpages.observatory.views.report import report
from ebpages.observatory.views.statistics import dataset, dataset_file, statistics
