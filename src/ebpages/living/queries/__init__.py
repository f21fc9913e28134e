"""Reads of living sources."""

from ebpages.living.queries.clusters import register_clusters
from ebpages.living.queries.research import research_projects
from ebpages.living.queries.sources import source_detail, source_views
from ebpages.living.queries.timeline import timeline
