"""What pages and commands ask of people."""

from ebpages.accounts.queries.people import example_people, person_with, role_table
