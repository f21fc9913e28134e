"""People read the audit: whatever an action writes into it has a name in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import polib

import ebpages
from ebpages.accounts.queries.audit import DONE
from ebpages.faces.capabilities import capabilities
from ebpages.site.catalogues import LOCALE

SOURCE = Path(ebpages.__file__).parent


def written() -> Iterator[str]:
    """Texts such as page.publish that are handed to `audit.note`, or to the `_note` of a module."""
    for file in SOURCE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "note(" not in text:
            continue
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in ("note", "_note"):
                given = [*call.args, *(word.value for word in call.keywords if word.arg == "action")]
                texts = (
                    part.value for each in given for part in ast.walk(each) if isinstance(part, ast.Constant)
                )
                yield from (part for part in texts if isinstance(part, str) and "." in part)


def test_every_action_that_the_audit_has_is_named_in_both_languages() -> None:
    names = DONE | {action: name for each in capabilities() for action, name in each.audited.items()}
    actions = set(written())
    bulgarian = {
        entry.msgid for entry in polib.pofile(str(LOCALE / "bg/LC_MESSAGES/django.po")) if entry.msgstr
    }
    assert {"page.publish", "claim.deny", "person.second_factor"} <= actions
    assert actions - set(names) == set()
    assert set(names.values()) - bulgarian == set()
