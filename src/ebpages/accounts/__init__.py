"""Background jobs and their progress; people, roles and the audit trail when someone has to sign in."""
