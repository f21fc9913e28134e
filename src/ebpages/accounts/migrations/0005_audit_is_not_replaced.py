"""SQLite's INSERT OR REPLACE removes a row without asking the triggers of DELETE: one that stands there already is asked for first."""

from django.db import migrations

ENTRIES, DETAILS = "accounts_auditentry", "accounts_auditdetails"
STANDS = {
    ENTRIES: "id = NEW.id OR previous = NEW.previous OR fingerprint = NEW.fingerprint",
    DETAILS: "entry_id = NEW.entry_id",
}


def refuse(apps, editor):
    if editor.connection.vendor == "sqlite":
        for table, same in STANDS.items():
            editor.execute(
                f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "  # noqa: S608
                "BEGIN SELECT RAISE(ABORT, 'the audit is added to only'); END"
            )


def allow(apps, editor):
    if editor.connection.vendor == "sqlite":
        for table in STANDS:
            editor.execute(f"DROP TRIGGER {table}_no_replace")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_names_of_tables")]
    operations = [migrations.RunPython(refuse, allow)]
