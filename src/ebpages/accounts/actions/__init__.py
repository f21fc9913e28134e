"""The only writers of people, roles, notices, tokens and mail."""

from ebpages.accounts.actions.demonstration import add_examples, remove_examples
from ebpages.accounts.actions.mail import one_line, write_mail
from ebpages.accounts.actions.notices import mark_read, notify, stop_mail
from ebpages.accounts.actions.own_account import (
    change_account,
    erase_person,
    note_export_of_audit,
    remove_unconfirmed,
    take_account_along,
)
from ebpages.accounts.actions.people import (
    NotAllowed,
    Refused,
    Unusable,
    add_person,
    disable_person,
    give_first_role,
    give_role,
    must,
    not_allowed,
    take_role,
)
from ebpages.accounts.actions.tokens import end_token, make_token
