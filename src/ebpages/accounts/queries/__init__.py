"""What pages and commands ask of people."""

from ebpages.accounts.queries.audit import AuditQuestion, audit_entries, audit_page
from ebpages.accounts.queries.people import ALLOWED, example_people, person_with, role_table
from ebpages.accounts.queries.tokens import me, tokens, usable_scopes
