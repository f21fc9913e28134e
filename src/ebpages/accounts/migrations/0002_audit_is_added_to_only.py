"""Nothing of the audit is changed or removed, whoever asks: the database itself refuses. Details may be removed, never changed."""

from django.db import migrations

ENTRIES, DETAILS = "accounts_auditentry", "accounts_auditdetails"
SQLITE = (
    *(
        f"CREATE TRIGGER {ENTRIES}_no_{what} BEFORE {what} ON {ENTRIES} "
        "BEGIN SELECT RAISE(ABORT, 'the audit is added to only'); END"
        for what in ("update", "delete")
    ),
    f"CREATE TRIGGER {DETAILS}_no_update BEFORE update ON {DETAILS} "
    "BEGIN SELECT RAISE(ABORT, 'the audit is added to only'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION accounts_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit is added to only'; END $$",
    f"CREATE TRIGGER {ENTRIES}_no_change BEFORE UPDATE OR DELETE ON {ENTRIES} FOR EACH ROW EXECUTE FUNCTION accounts_audit_refuse()",
    f"CREATE TRIGGER {DETAILS}_no_change BEFORE UPDATE ON {DETAILS} FOR EACH ROW EXECUTE FUNCTION accounts_audit_refuse()",
)
UNDO_SQLITE = tuple(
    f"DROP TRIGGER {name}" for name in (f"{ENTRIES}_no_update", f"{ENTRIES}_no_delete", f"{DETAILS}_no_update")
)
UNDO_POSTGRESQL = (
    f"DROP TRIGGER {ENTRIES}_no_change ON {ENTRIES}",
    f"DROP TRIGGER {DETAILS}_no_change ON {DETAILS}",
    "DROP FUNCTION accounts_audit_refuse()",
)


def _run(editor, sqlite, postgresql):
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def refuse(apps, editor):
    _run(editor, SQLITE, POSTGRESQL)


def allow(apps, editor):
    _run(editor, UNDO_SQLITE, UNDO_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people")]
    operations = [migrations.RunPython(refuse, allow)]
