"""Every read of open data."""

from ebpages.open_data.queries.feeds import feed_of_changes, news
from ebpages.open_data.queries.given_out import bulk_data, catalogue, file_now
from ebpages.open_data.queries.linked_data import organisation_as_linked_data

__all__ = ["bulk_data", "catalogue", "feed_of_changes", "file_now", "news", "organisation_as_linked_data"]
