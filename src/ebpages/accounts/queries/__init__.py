"""What pages ask about people; answers are shapes."""

from ebpages.accounts.queries.audit import AuditQuestion, audit_entries, audit_page, said, whom, word_of
from ebpages.accounts.queries.mail import newest_mail, one_mail
from ebpages.accounts.queries.notices import count_unread, notices, person_who_stops
from ebpages.accounts.queries.own_account import (
    everything_about,
    left_without_administrator,
    own_account,
    preferences,
)
from ebpages.accounts.queries.people import (
    ALLOWED,
    confirmed_addresses,
    example_people,
    example_person,
    owner_of,
    people_acting,
    people_who_may,
    person_with,
    role_table,
)
from ebpages.accounts.queries.tokens import me, tokens, usable_scopes
from ebpages.accounts.queries.upkeep import checks
