"""The only writers of people, roles, notices, tokens and mail."""

from ebpages.accounts.actions.people import (
    Refused,
    add_person,
    disable_person,
    give_first_role,
    give_role,
    take_role,
)
