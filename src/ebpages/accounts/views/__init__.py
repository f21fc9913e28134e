"""Pages about people and their rights."""

from ebpages.accounts.views.notices import notices, read, stop_mail
from ebpages.accounts.views.rights import rights
