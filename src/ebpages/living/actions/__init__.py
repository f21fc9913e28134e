"""The only writers of living sources."""

from ebpages.living.actions.fetching import fetch, fetch_due
from ebpages.living.actions.reading import read_kept
