"""The only writers of the registry."""

from ebpages.registry.actions.building import BuildResult, build
from ebpages.registry.actions.entries import (
    Proposed,
    problems_of,
    propose_entry,
    publish_entry,
    return_entry,
    submit_entry,
    withdraw_entry,
)
from ebpages.registry.actions.examples import make_examples
from ebpages.registry.actions.said import (
    PublishedPage,
    Refused,
    Said,
    contribute,
    judge,
    judge_all,
    publish_page,
    withdraw_contribution,
    withdraw_judgement,
    withdraw_judgements,
)
