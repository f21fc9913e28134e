"""Figures of regions and industries as pure functions on NumPy arrays: a library of its own, described in docs/kernel.md.

Import from here; `ebpages.mapping.kernel.fast` (extra [fast]) has the heaviest ones on all cores.
"""

from ebpages.mapping.kernel.complexity import (
    Complexity,
    Fitness,
    complexity_outlook,
    economic_complexity,
    fitness_complexity,
    outlook_gain,
)
from ebpages.mapping.kernel.concentration import (
    co_agglomeration,
    ellison_glaeser,
    industry_shares,
    locational_gini,
)
from ebpages.mapping.kernel.growth import entries, entry_rate, exit_rate, exits, growth, midpoint_growth
from ebpages.mapping.kernel.location_quotient import location_quotient
from ebpages.mapping.kernel.proximity import (
    Relatedness,
    co_occurrence,
    cross_proximity,
    cross_relatedness,
    presence,
    proximity,
    relatedness_density,
    unwritten,
)
from ebpages.mapping.kernel.relatedness import relatedness, relatedness_by_year
from ebpages.mapping.kernel.shift_share import ShiftShare, shift_share
from ebpages.mapping.kernel.specialisation import entropy, hachman, herfindahl, krugman

__all__ = [
    "Complexity", "Fitness", "Relatedness", "ShiftShare", "co_agglomeration", "co_occurrence", "complexity_outlook",
    "cross_proximity", "cross_relatedness", "economic_complexity", "ellison_glaeser", "entries", "entropy", "entry_rate", "exit_rate",
    "exits", "fitness_complexity", "growth", "hachman", "herfindahl", "industry_shares", "krugman",
    "location_quotient", "locational_gini", "midpoint_growth", "outlook_gain", "presence", "proximity", "relatedness",
    "relatedness_by_year", "relatedness_density", "shift_share", "unwritten",
]  # fmt: skip
