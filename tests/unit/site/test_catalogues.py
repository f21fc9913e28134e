import gettext
from pathlib import Path

import polib

from ebpages.site.catalogues import LOCALE, compile_catalogues


def test_a_compiled_catalogue_translates(tmp_path: Path) -> None:
    folder = tmp_path / "bg" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Cluster", msgstr="Клъстер"))
    catalogue.append(polib.POEntry(msgid="Guess", msgstr="Догадка", flags=["fuzzy"]))
    catalogue.save(str(folder / "django.po"))
    assert compile_catalogues(tmp_path) == 1
    bulgarian = gettext.translation("django", str(tmp_path), ["bg"])
    assert bulgarian.gettext("Cluster") == "Клъстер"
    assert bulgarian.gettext("Guess") == "Guess", "what is marked as uncertain is not shown"


def test_the_bulgarian_catalogue_is_complete() -> None:
    catalogue = polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []
