"""Barriers to a transfer: a catalogue with measures, and what of it a profile gives reason to look at."""

from ebpages.exchange.barriers.catalogue import Barrier, barrier_rules
from ebpages.exchange.barriers.suggestions import Fact, Suggestion, facts_of, suggest

__all__ = ["Barrier", "Fact", "Suggestion", "barrier_rules", "facts_of", "suggest"]
