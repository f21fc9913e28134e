"""What pages ask about people; answers are shapes."""

from ebpages.accounts.queries.mail import newest_mail, one_mail
from ebpages.accounts.queries.own_account import everything_about, left_without_administrator, own_account
from ebpages.accounts.queries.people import example_people, example_person, person_with, role_table
from ebpages.accounts.queries.upkeep import checks
