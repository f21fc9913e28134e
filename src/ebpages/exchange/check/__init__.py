"""The check before review: what is missing, vague or premature in a profile, each said of its sentence with what mends it."""

from ebpages.exchange.check.findings import CheckFinding as CheckFinding
from ebpages.exchange.check.findings import CheckResult as CheckResult
from ebpages.exchange.check.findings import check_rules as check_rules
from ebpages.exchange.check.owner import OwnerTraces as OwnerTraces
from ebpages.exchange.check.reading import check_profile as check_profile
