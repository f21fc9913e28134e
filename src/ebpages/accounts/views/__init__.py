"""Pages about people and their rights."""

from ebpages.accounts.views.account import account, delete, export, gone
from ebpages.accounts.views.audit import audit, audit_file
from ebpages.accounts.views.demonstration import enter
from ebpages.accounts.views.kept_form import kept_form
from ebpages.accounts.views.mail import mail, one_mail
from ebpages.accounts.views.notices import notices, read, stop_mail
from ebpages.accounts.views.rights import rights
from ebpages.accounts.views.tokens import end_token, tokens
