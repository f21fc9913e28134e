"""The only writers of people, roles, notices, tokens and mail."""

from ebpages.accounts.actions.people import (
    Refused,
    add_person,
    disable_person,
    give_role,
    take_role,
)
from ebpages.accounts.actions.tokens import end_token, make_token
