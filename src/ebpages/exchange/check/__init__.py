"""The check before review: what is missing, vague or premature in a profile, each said of its sentence with what mends it."""

from ebpages.exchange.check.findings import CheckFinding, CheckResult, check_rules
from ebpages.exchange.check.owner import OwnerTraces
from ebpages.exchange.check.reading import check_profile

__all__ = ["CheckFinding", "CheckResult", "OwnerTraces", "check_profile", "check_rules"]
