"""Pages about people and their rights."""

from ebpages.accounts.views.rights import rights
