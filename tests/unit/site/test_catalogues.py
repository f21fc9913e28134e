import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

import ebpages
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


def test_every_text_of_the_templates_is_in_the_catalogue() -> None:
    catalogue = polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
    known = {entry.msgid for entry in catalogue}
    call = re.compile(r"""\bn?gettext\(\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")
    texts = [
        ast.literal_eval(quoted)
        for file in sorted(Path(ebpages.__file__).parent.rglob("*.html"))
        for quoted in call.findall(templatize(file.read_text(encoding="utf-8")))
    ]
    assert len(texts) > 100
    assert [text for text in texts if text not in known] == []


def calls() -> Iterator[tuple[str, list[ast.expr]]]:
    """Every call in our Python: what is called, and with what."""
    for file in sorted(Path(ebpages.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield f"{file.parent.name}:{node.func.id}", node.args


def test_every_text_of_the_code_is_in_the_catalogue() -> None:
    known = {entry.msgid for entry in polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))}
    texts = [
        args[0].value
        for name, args in calls()
        if name.partition(":")[2] in ("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext")
        and isinstance(args[0], ast.Constant)
    ]
    assert len(texts) > 300
    assert [text for text in texts if text not in known] == []


def test_no_refusal_of_an_action_is_a_sentence_that_is_not_translated() -> None:
    """What statistical offices refuse has sentences of its own, for who fetches data at the command line."""
    written = {
        name
        for name, args in calls()
        if name.partition(":")[2] in ("Refused", "Unusable", "NotAllowed")
        and args
        and isinstance(args[0], ast.Constant | ast.JoinedStr)
    }
    assert written <= {"statistics:Refused"}


def test_what_the_audit_notes_has_words() -> None:
    """Kinds of things, and the names of what was before and is after."""
    known = {
        entry.msgid
        for entry in polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
        if entry.msgctxt == "audit"
    }
    source = Path(ebpages.__file__).parent
    noted = [
        {keyword.arg: keyword.value for keyword in node.keywords}
        for file in source.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.note"
    ]
    kinds = {each["kind"].value for each in noted if isinstance(each["kind"], ast.Constant)}
    keys = {
        key.value
        for each in noted
        for what in ("before", "after")
        if isinstance(said := each.get(what), ast.Dict)
        for key in said.keys
        if isinstance(key, ast.Constant)
    }
    assert len(kinds) > 10 and len(keys) > 10
    assert {code.replace("_", " ") for code in kinds | keys} - known == set()


def test_a_singular_of_the_templates_has_one_plural() -> None:
    """The catalogue finds a plural by its singular: two texts with the same singular would get one translation."""
    catalogue = polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
    known = {(entry.msgid, entry.msgid_plural) for entry in catalogue if entry.msgid_plural}
    quoted = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    pairs = {
        (ast.literal_eval(one), ast.literal_eval(many))
        for file in Path(ebpages.__file__).parent.rglob("*.html")
        for one, many in re.findall(
            rf"ngettext\(\s*{quoted},\s*{quoted}", templatize(file.read_text(encoding="utf-8"))
        )
    }
    assert len(pairs) > 20
    assert pairs - known == set()


def test_no_bulgarian_text_puts_a_second_full_stop_after_a_date() -> None:
    """Dates end in "г.", which closes a sentence too."""
    catalogue = polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
    dates = re.compile(r"%\((when|day|edition|until|date|on)\)s\.")
    assert [entry.msgstr for entry in catalogue if dates.search(entry.msgstr)] == []


def test_two_counted_texts_have_two_translations() -> None:
    """One that was copied with the translation of another says something else."""
    catalogue = polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
    counted = [tuple(entry.msgstr_plural.values()) for entry in catalogue if entry.msgid_plural]
    assert [each for each in counted if counted.count(each) > 1] == []


def test_a_text_is_in_the_catalogue_once() -> None:
    catalogue = polib.pofile(str(LOCALE / "bg" / "LC_MESSAGES" / "django.po"))
    known = [(entry.msgid, entry.msgctxt) for entry in catalogue]
    assert [each for each in known if known.count(each) > 1] == []
