"""Technology transfer centres in Bulgaria, reduced to facts."""

from ebpages.sources.fact_table import read_facts as read

__all__ = ["read"]
