"""What review reads."""

from ebpages.review.queries.decisions import decision_views, decisions, last_decision
from ebpages.review.queries.findings import answered_findings, finding_view, letter, lists_with_findings
from ebpages.review.queries.lessons import lessons
from ebpages.review.queries.pairs import colleagues, organisation_rows, others_named, pair, part_effect
from ebpages.review.queries.queue import (
    MOST_SHOWN,
    all_pairs,
    is_shown,
    pairs_of_organisation,
    queue,
    work_of_review,
)
