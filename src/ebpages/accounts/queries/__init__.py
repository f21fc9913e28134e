"""What pages and commands ask of people."""

from ebpages.accounts.queries.notices import count_unread, notices, person_who_stops
from ebpages.accounts.queries.people import (
    confirmed_addresses,
    example_people,
    owner_of,
    people_who_may,
    person_with,
    role_table,
)
