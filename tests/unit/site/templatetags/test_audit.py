"""What an entry of the audit says is said in words."""

import re

import pytest
from django.utils import translation

from ebpages.exchange.lifecycle import STATES, VERDICTS
from ebpages.exchange.models import LEVELS
from ebpages.exchange.profile import review_rules
from ebpages.site.templatetags.audit import details
from tests.unit.exchange.test_profile import TODAY

SCORES = dict.fromkeys(review_rules(TODAY).criteria, 3)


@pytest.mark.parametrize(
    "values",
    [
        *({"state": state, "version": 2} for state in STATES),
        *({"version": 2, "verdict": verdict, "scores": SCORES} for verdict in VERDICTS),
        *({"level": level} for level in LEVELS),
    ],
)
def test_entries_of_the_exchange_have_no_codes(values: dict[str, object]) -> None:
    with translation.override("bg"):
        assert not re.search("[A-Za-z{]", str(details(values)).replace("\\n", ""))
