"""Pages about people and their rights."""

from ebpages.accounts.views.audit import audit, audit_file
from ebpages.accounts.views.rights import rights
from ebpages.accounts.views.tokens import end_token, tokens
