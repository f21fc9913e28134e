"""European networks and bodies that support clusters and technology transfer, reduced to facts."""

from ebpages.sources.fact_table import read_facts as read

__all__ = ["read"]
