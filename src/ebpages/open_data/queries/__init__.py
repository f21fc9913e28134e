"""Every read of open data."""

from ebpages.open_data.queries.described import bulk_data, catalogue
from ebpages.open_data.queries.feeds import feed_of_changes, news
from ebpages.open_data.queries.linked_data import organisation_as_linked_data

__all__ = ["bulk_data", "catalogue", "feed_of_changes", "news", "organisation_as_linked_data"]
