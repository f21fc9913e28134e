"""The only writers of people, roles, notices, tokens and mail."""

from ebpages.accounts.actions.mail import write_mail
from ebpages.accounts.actions.notices import mark_read, notify, stop_mail
from ebpages.accounts.actions.people import (
    Refused,
    add_person,
    disable_person,
    give_role,
    take_role,
)
