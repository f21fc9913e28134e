"""A profile on a printed page."""

from ebpages.exchange.one_pager.typeset import typeset
